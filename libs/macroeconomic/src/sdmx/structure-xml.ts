import type { Message } from '@siku/standards';
import {
  ATTRIBUTE_COMPONENTS,
  DIMENSION_COMPONENTS,
  MEASURE_COMPONENT,
  TIME_COMPONENT,
  type Artefact,
  type ArtefactKind,
  type Component,
  type Item,
  type Region,
} from './artefact.js';
import { AGENCY, DATAFLOW } from './data-query.js';
import type { Chosen } from './structure-query.js';
import { urnOf } from './structure-urn.js';
import { xmlText } from './xml-text.js';

type Edition = '2.1' | '3.0';

/** Order and names of the groups in a message: 2.1 has organisation schemes in one. */
const GROUPS: Readonly<Record<ArtefactKind, Readonly<Record<Edition, readonly string[]>>>> = {
  agencyscheme: { '2.1': ['OrganisationSchemes', 'AgencyScheme'], '3.0': ['AgencySchemes', 'AgencyScheme'] },
  dataflow: { '2.1': ['Dataflows', 'Dataflow'], '3.0': ['Dataflows', 'Dataflow'] },
  codelist: { '2.1': ['Codelists', 'Codelist'], '3.0': ['Codelists', 'Codelist'] },
  conceptscheme: { '2.1': ['Concepts', 'ConceptScheme'], '3.0': ['ConceptSchemes', 'ConceptScheme'] },
  datastructure: { '2.1': ['DataStructures', 'DataStructure'], '3.0': ['DataStructures', 'DataStructure'] },
  constraint: { '2.1': ['Constraints', 'ContentConstraint'], '3.0': ['DataConstraints', 'DataConstraint'] },
};

const ORDER: Readonly<Record<Edition, readonly ArtefactKind[]>> = {
  '2.1': ['agencyscheme', 'dataflow', 'codelist', 'conceptscheme', 'datastructure', 'constraint'],
  '3.0': ['agencyscheme', 'codelist', 'conceptscheme', 'constraint', 'dataflow', 'datastructure'],
};

const names = ({ zh, en }: Message): string =>
  `<com:Name xml:lang="zh">${xmlText(zh)}</com:Name><com:Name xml:lang="en">${xmlText(en)}</com:Name>`;

/** A message of structures in SDMX-ML 2.1 or 3.0. */
export function structuresXml(
  chosen: readonly Chosen[],
  { id, prepared }: { id: string; prepared: string },
  edition: Edition,
): string {
  const namespace = `http://www.sdmx.org/resources/sdmxml/schemas/${edition === '2.1' ? 'v2_1' : 'v3_0'}`;
  const groups = ORDER[edition].map((kind) => {
    const own = chosen.filter(({ artefact }) => artefact.kind === kind);
    const [group, element] = GROUPS[kind][edition] as [string, string];
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
  const { agency, id, title } = artefact;
  const version = edition === '2.1' ? '1.0' : '1.0.0';
  // Agency schemes have one version for ever.
  const versioned = ` version="${artefact.kind === 'agencyscheme' ? '1.0' : version}"`;
  const final = edition === '2.1' && artefact.kind !== 'agencyscheme' ? ' isFinal="true"' : '';
  const external = stub ? ' isExternalReference="true"' : '';
  const urn = urnOf(artefact, edition);
  const role = edition === '2.1' ? ' type="Actual"' : ' role="Actual"';
  const own = artefact.region ? role : artefact.partial ? ' isPartial="true"' : '';
  const head = `urn="${urn}"${external} agencyID="${agency}" id="${id}"${versioned}${final}${own}`;
  const annotations = artefact.region ? metricsXml(artefact.region) : '';
  return `<str:${element} ${head}>${annotations}${names(title)}${stub ? '' : contentXml(artefact, edition)}</str:${element}>`;
}

function contentXml(artefact: Artefact, edition: Edition): string {
  switch (artefact.kind) {
    case 'agencyscheme':
      return itemsXml(artefact, 'Agency', edition);
    case 'codelist':
      return itemsXml(artefact, 'Code', edition);
    case 'conceptscheme':
      return itemsXml(artefact, 'Concept', edition);
    case 'dataflow':
      return `<str:Structure>${referenceXml('datastructure', DATAFLOW, edition)}</str:Structure>`;
    case 'datastructure':
      return dataStructureXml(edition);
    case 'constraint':
      return regionXml(artefact.region!, edition);
  }
}

/** How many there are of both, as the registry of SDMX writes it. */
const metricsXml = ({ series, observations }: Region): string =>
  `<com:Annotations>${Object.entries({ series_count: series, obs_count: observations })
    .map(
      ([id, count]) =>
        `<com:Annotation id="${id}"><com:AnnotationTitle>${count}</com:AnnotationTitle><com:AnnotationType>sdmx_metrics</com:AnnotationType></com:Annotation>`,
    )
    .join('')}</com:Annotations>`;

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
      TIME_COMPONENT.id,
      `<${prefix}:TimeRange>${boundary('StartPeriod', time.from)}${boundary('EndPeriod', time.to)}</${prefix}:TimeRange>`,
    );
  const attachment = `<str:ConstraintAttachment><str:Dataflow>${referenceXml('dataflow', DATAFLOW, edition)}</str:Dataflow></str:ConstraintAttachment>`;
  return `${attachment}<str:CubeRegion include="true">${coded.join('')}${range ?? ''}</str:CubeRegion>`;
}

function itemsXml(scheme: Artefact, element: string, edition: Edition): string {
  const parentOf = ({ parent }: Item): string => {
    // The schema of 3.0 takes no parent whose id begins with a digit, though the specification has no such rule.
    if (parent === undefined || (edition === '3.0' && /^\d/.test(parent))) return '';
    return `<str:Parent>${edition === '2.1' ? `<Ref id="${xmlText(parent)}"/>` : xmlText(parent)}</str:Parent>`;
  };
  return scheme.items
    .map((item) => {
      const urn = urnOf(scheme, edition, item.id);
      return `\n<str:${element} urn="${urn}" id="${xmlText(item.id)}">${names(item.title)}${parentOf(item)}</str:${element}>`;
    })
    .join('');
}

const CLASSES = {
  codelist: ['Codelist', 'codelist'],
  datastructure: ['DataStructure', 'datastructure'],
  dataflow: ['Dataflow', 'datastructure'],
} as const;

function referenceXml(kind: keyof typeof CLASSES, id: string, edition: Edition): string {
  if (edition === '3.0') return urnOf({ kind, agency: AGENCY, id }, edition);
  const [name, library] = CLASSES[kind];
  return `<Ref id="${id}" version="1.0" agencyID="${AGENCY}" package="${library}" class="${name}"/>`;
}

function conceptXml(id: string, edition: Edition): string {
  if (edition === '3.0') return urnOf({ kind: 'conceptscheme', agency: AGENCY, id: 'CONCEPTS' }, edition, id);
  return `<Ref id="${id}" maintainableParentID="CONCEPTS" maintainableParentVersion="1.0" agencyID="${AGENCY}" package="conceptscheme" class="Concept"/>`;
}

function dataStructureXml(edition: Edition): string {
  const component = (element: string, { id, codelist, type }: Component, attributes = '', rest = ''): string => {
    const urn = urnOf({ kind: 'datastructure', agency: AGENCY, id: DATAFLOW }, edition, id, element);
    const representation = codelist
      ? `<str:Enumeration>${referenceXml('codelist', codelist, edition)}</str:Enumeration>`
      : `<str:TextFormat textType="${type}"/>`;
    return `\n<str:${element} urn="${urn}" id="${id}"${attributes}><str:ConceptIdentity>${conceptXml(id, edition)}</str:ConceptIdentity><str:LocalRepresentation>${representation}</str:LocalRepresentation>${rest}</str:${element}>`;
  };
  const dimensions = DIMENSION_COMPONENTS.map((each, i) => component('Dimension', each, ` position="${i + 1}"`)).join(
    '',
  );
  const position = edition === '2.1' ? ` position="${DIMENSION_COMPONENTS.length + 1}"` : '';
  const time = component('TimeDimension', TIME_COMPONENT, position);
  const optional = edition === '2.1' ? ' assignmentStatus="Conditional"' : ' usage="optional"';
  const observed =
    edition === '2.1'
      ? '<str:AttributeRelationship><str:PrimaryMeasure><Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship>'
      : '<str:AttributeRelationship><str:Observation/></str:AttributeRelationship>';
  const attributes = ATTRIBUTE_COMPONENTS.map((each) => component('Attribute', each, optional, observed)).join('');
  const measure = component(
    edition === '2.1' ? 'PrimaryMeasure' : 'Measure',
    MEASURE_COMPONENT,
    edition === '2.1' ? '' : ' usage="optional"',
  );
  return `<str:DataStructureComponents><str:DimensionList id="DimensionDescriptor">${dimensions}${time}</str:DimensionList><str:AttributeList id="AttributeDescriptor">${attributes}</str:AttributeList><str:MeasureList id="MeasureDescriptor">${measure}</str:MeasureList></str:DataStructureComponents>`;
}
