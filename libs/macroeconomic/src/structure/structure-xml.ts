import { DATAFLOW, AGENCY } from '../sdmx/data-query.js';
import { TIME } from '../sdmx/component.js';
import { xmlText } from '../sdmx/xml-text.js';
import type {
  Annotation,
  Artefact,
  ArtefactKind,
  Component,
  Components,
  Item,
  Reference,
  Region,
  Texts,
} from './artefact.js';
import { ownReference } from './own-artefacts.js';
import type { Chosen } from './structure-query.js';
import { classOf, urnOf, versionIn, type Edition } from './structure-urn.js';

/** Order and names of the groups in a message: 2.1 has organisation schemes in one. */
export const XML_GROUPS: Readonly<
  Record<Edition, readonly (readonly [ArtefactKind, group: string, element: string])[]>
> = {
  '2.1': [
    ['agencyscheme', 'OrganisationSchemes', 'AgencyScheme'],
    ['dataflow', 'Dataflows', 'Dataflow'],
    ['categoryscheme', 'CategorySchemes', 'CategoryScheme'],
    ['categorisation', 'Categorisations', 'Categorisation'],
    ['codelist', 'Codelists', 'Codelist'],
    ['conceptscheme', 'Concepts', 'ConceptScheme'],
    ['datastructure', 'DataStructures', 'DataStructure'],
    ['constraint', 'Constraints', 'ContentConstraint'],
  ],
  '3.0': [
    ['agencyscheme', 'AgencySchemes', 'AgencyScheme'],
    ['categorisation', 'Categorisations', 'Categorisation'],
    ['categoryscheme', 'CategorySchemes', 'CategoryScheme'],
    ['codelist', 'Codelists', 'Codelist'],
    ['conceptscheme', 'ConceptSchemes', 'ConceptScheme'],
    ['constraint', 'DataConstraints', 'DataConstraint'],
    ['dataflow', 'Dataflows', 'Dataflow'],
    ['datastructure', 'DataStructures', 'DataStructure'],
  ],
};

const texts = (element: string, of: Texts = {}): string =>
  Object.entries(of)
    .map(([language, text]) => `<com:${element} xml:lang="${xmlText(language)}">${xmlText(text)}</com:${element}>`)
    .join('');

const optional = (element: string, text: string | undefined): string =>
  text === undefined ? '' : `<com:${element}>${xmlText(text)}</com:${element}>`;

function annotationsXml(annotations: readonly Annotation[] = []): string {
  if (annotations.length === 0) return '';
  const all = annotations.map(({ id, title, type, url, texts: said }) => {
    const own = id === undefined ? '' : ` id="${xmlText(id)}"`;
    const content = `${optional('AnnotationTitle', title)}${optional('AnnotationType', type)}${optional('AnnotationURL', url)}`;
    return `<com:Annotation${own}>${content}${texts('AnnotationText', said)}</com:Annotation>`;
  });
  return `<com:Annotations>${all.join('')}</com:Annotations>`;
}

const attributesXml = (of: Readonly<Record<string, string>> = {}): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');

const named = ({ annotations, names, descriptions }: Item): string =>
  `${annotationsXml(annotations)}${texts('Name', names)}${texts('Description', descriptions)}`;

/** A message of structures in SDMX-ML 2.1 or 3.0. */
export function structuresXml(
  chosen: readonly Chosen[],
  { id, prepared }: { id: string; prepared: string },
  edition: Edition,
): string {
  const namespace = `http://www.sdmx.org/resources/sdmxml/schemas/${edition === '2.1' ? 'v2_1' : 'v3_0'}`;
  const groups = XML_GROUPS[edition].map(([kind, group, element]) => {
    const own = chosen.filter(({ artefact }) => artefact.kind === kind);
    if (own.length === 0) return '';
    return `<str:${group}>${own.map((one) => artefactXml(one, element, edition)).join('\n')}</str:${group}>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="${namespace}/message" xmlns:str="${namespace}/structure" xmlns:com="${namespace}/common">
<mes:Header><mes:ID>${id}</mes:ID><mes:Test>false</mes:Test><mes:Prepared>${prepared}</mes:Prepared><mes:Sender id="${AGENCY}"/></mes:Header>
<mes:Structures>
${groups.join('')}</mes:Structures>
</mes:Structure>
`;
}

function artefactXml({ artefact, stub }: Chosen, element: string, edition: Edition): string {
  const { agency, id, kind, region, partial } = artefact;
  const final = edition === '2.1' && kind !== 'agencyscheme' ? ' isFinal="true"' : '';
  const external = stub ? ' isExternalReference="true"' : '';
  const role = edition === '2.1' ? ' type="Actual"' : ' role="Actual"';
  const own = region ? role : partial ? ' isPartial="true"' : '';
  const version = edition === '3.0' && kind === 'agencyscheme' ? '' : ` version="${versionIn(edition, artefact)}"`;
  const valid = attributesXml(artefact.validity);
  const head = `urn="${xmlText(urnOf(artefact, edition))}"${external} agencyID="${xmlText(agency)}" id="${xmlText(id)}"${version}${valid}${final}${own}`;
  const annotations = region ? annotationsXml(metricsOf(region)) : '';
  return `<str:${element} ${head}>${annotations}${named(artefact)}${stub ? '' : contentXml(artefact, edition)}</str:${element}>`;
}

const ITEMS: Partial<Record<ArtefactKind, string>> = {
  agencyscheme: 'Agency',
  codelist: 'Code',
  conceptscheme: 'Concept',
  categoryscheme: 'Category',
};

function contentXml(artefact: Artefact, edition: Edition): string {
  const { kind, items, structure, source, target, region, components } = artefact;
  const element = ITEMS[kind];
  if (element !== undefined) return items.map((item) => itemXml(item, artefact, element, edition)).join('');
  if (structure) return `<str:Structure>${referenceXml(structure, edition)}</str:Structure>`;
  if (source && target) {
    return `<str:Source>${referenceXml(source, edition)}</str:Source><str:Target>${referenceXml(target, edition)}</str:Target>`;
  }
  if (region) return regionXml(region, edition);
  return components ? componentsXml(components, artefact, edition) : '';
}

/** How many there are of both, as the registry of SDMX writes it. */
const metricsOf = ({ series, observations }: Region): Annotation[] =>
  Object.entries({ series_count: series, obs_count: observations }).map(([id, count]) => ({
    ...{ id, title: String(count), type: 'sdmx_metrics' },
  }));

function regionXml({ values, time }: Region, edition: Edition): string {
  const prefix = edition === '2.1' ? 'com' : 'str';
  const keyValue = (id: string, content: string): string =>
    `<${prefix}:KeyValue id="${id}">${content}</${prefix}:KeyValue>`;
  const coded = values.map(({ id, codes }) =>
    keyValue(id, codes.map((code) => `<${prefix}:Value>${xmlText(code)}</${prefix}:Value>`).join('')),
  );
  const boundary = (element: string, day: string): string =>
    `<${prefix}:${element} isInclusive="true">${day}</${prefix}:${element}>`;
  const range =
    time &&
    keyValue(
      TIME,
      `<${prefix}:TimeRange>${boundary('StartPeriod', time.from)}${boundary('EndPeriod', time.to)}</${prefix}:TimeRange>`,
    );
  const dataflow = referenceXml(ownReference('dataflow', DATAFLOW), edition);
  return `<str:ConstraintAttachment><str:Dataflow>${dataflow}</str:Dataflow></str:ConstraintAttachment><str:CubeRegion include="true">${coded.join('')}${range ?? ''}</str:CubeRegion>`;
}

function itemXml(item: Item, scheme: Artefact, element: string, edition: Edition, within = ''): string {
  const path = `${within}${item.id}`;
  const urn = urnOf({ ...scheme, item: path }, edition);
  const inner = (item.items ?? []).map((each) => itemXml(each, scheme, element, edition, `${path}.`)).join('');
  const { representation } = item;
  const core = representation ? representationXml('CoreRepresentation', representation, edition) : '';
  return `\n<str:${element} urn="${xmlText(urn)}" id="${xmlText(item.id)}">${named(item)}${parentXml(item, edition)}${core}${inner}</str:${element}>`;
}

function parentXml({ parent }: Item, edition: Edition): string {
  // The schema of 3.0 takes no parent whose id does not begin with a letter, though the specification has no such rule.
  if (parent === undefined || (edition === '3.0' && !/^[A-Za-z]/.test(parent))) return '';
  return `<str:Parent>${idXml(parent, edition)}</str:Parent>`;
}

const idXml = (id: string, edition: Edition): string =>
  edition === '2.1' ? `<Ref id="${xmlText(id)}"/>` : xmlText(id);

function referenceXml(reference: Reference, edition: Edition): string {
  if (edition === '3.0') return xmlText(urnOf(reference, edition));
  const { agency, id, item } = reference;
  const { package: library, class: name } = classOf(reference);
  const version = versionIn(edition, reference);
  const of =
    item === undefined
      ? `id="${xmlText(id)}" version="${version}"`
      : `id="${xmlText(item)}" maintainableParentID="${xmlText(id)}" maintainableParentVersion="${version}"`;
  return `<Ref ${of} agencyID="${xmlText(agency)}" package="${library}" class="${name}"/>`;
}

function representationXml(
  element: string,
  { enumeration, format, occurs }: NonNullable<Component['representation']>,
  edition: Edition,
): string {
  const listed = enumeration ? `<str:Enumeration>${referenceXml(enumeration, edition)}</str:Enumeration>` : '';
  const described = format ? `<str:${enumeration ? 'EnumerationFormat' : 'TextFormat'}${attributesXml(format)}/>` : '';
  const times = edition === '3.0' ? attributesXml(occurs) : '';
  return `<str:${element}${times}>${listed}${described}</str:${element}>`;
}

function componentsXml(components: Components, structure: Artefact, edition: Edition): string {
  const { dimensions, time, groups, attributes, measures } = components;
  const component = (element: string, each: Component, own = '', rest = ''): string => {
    const name = element === 'Attribute' ? 'DataAttribute' : element;
    const urn = urnOf({ ...structure, item: each.id }, edition, name);
    const { concept, representation, roles = [] } = each;
    const local = representation ? representationXml('LocalRepresentation', representation, edition) : '';
    const played = roles.map((role) => `<str:ConceptRole>${referenceXml(role, edition)}</str:ConceptRole>`).join('');
    return `\n<str:${element} urn="${xmlText(urn)}" id="${xmlText(each.id)}"${own}>${annotationsXml(each.annotations)}<str:ConceptIdentity>${referenceXml(concept, edition)}</str:ConceptIdentity>${local}${played}${rest}</str:${element}>`;
  };
  const usage = ({ mandatory = false }: Component): string =>
    edition === '2.1'
      ? ` assignmentStatus="${mandatory ? 'Mandatory' : 'Conditional'}"`
      : ` usage="${mandatory ? 'mandatory' : 'optional'}"`;
  const key = dimensions.map((each, i) => component('Dimension', each, ` position="${i + 1}"`)).join('');
  const position = edition === '2.1' ? ` position="${dimensions.length + 1}"` : '';
  const period = time ? component('TimeDimension', time, position) : '';
  const grouped = groups.map(({ id, dimensions: of }) => {
    const urn = urnOf({ ...structure, item: id }, edition, 'GroupDimensionDescriptor');
    const parts = of.map(
      (one) =>
        `<str:GroupDimension><str:DimensionReference>${idXml(one, edition)}</str:DimensionReference></str:GroupDimension>`,
    );
    return `\n<str:Group urn="${xmlText(urn)}" id="${xmlText(id)}">${parts.join('')}</str:Group>`;
  });
  const said = attributes.map((each) =>
    component(
      'Attribute',
      each,
      usage(each),
      `<str:AttributeRelationship>${relationshipXml(each, measures, edition)}</str:AttributeRelationship>${ofMeasuresXml(each, edition)}`,
    ),
  );
  const measured =
    edition === '2.1'
      ? measures.slice(0, 1).map((each) => component('PrimaryMeasure', each))
      : measures.map((each) => component('Measure', each, usage(each)));
  const list = (element: string, id: string, content: readonly string[]): string =>
    content.length === 0 ? '' : `<str:${element} id="${id}">${content.join('')}</str:${element}>`;
  return `<str:DataStructureComponents><str:DimensionList id="DimensionDescriptor">${key}${period}</str:DimensionList>${grouped.join('')}${list('AttributeList', 'AttributeDescriptor', said)}${list('MeasureList', 'MeasureDescriptor', measured)}</str:DataStructureComponents>`;
}

const ofMeasuresXml = ({ measures }: Component, edition: Edition): string =>
  measures && edition === '3.0'
    ? `<str:MeasureRelationship>${measures.map((id) => `<str:Measure>${xmlText(id)}</str:Measure>`).join('')}</str:MeasureRelationship>`
    : '';

function relationshipXml({ relationship }: Component, measures: readonly Component[], edition: Edition): string {
  switch (relationship?.of) {
    case 'dimensions':
      return relationship.dimensions.map((id) => `<str:Dimension>${idXml(id, edition)}</str:Dimension>`).join('');
    case 'group':
      return `<str:Group>${idXml(relationship.group, edition)}</str:Group>`;
    case 'dataflow':
      return edition === '2.1' ? '<str:None/>' : '<str:Dataflow/>';
    default:
      return edition === '2.1'
        ? `<str:PrimaryMeasure>${idXml(measures[0]?.id ?? 'OBS_VALUE', edition)}</str:PrimaryMeasure>`
        : '<str:Observation/>';
  }
}
