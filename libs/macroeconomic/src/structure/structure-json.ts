import { AGENCY } from '../sdmx/data-query.js';
import { TIME } from '../sdmx/component.js';
import type { Annotation, Artefact, ArtefactKind, Component, Components, Item, Region, Texts } from './artefact.js';
import { ownReference } from './own-artefacts.js';
import type { Chosen } from './structure-query.js';
import { urnOf, versionIn, type Edition } from './structure-urn.js';
import { DATAFLOW } from '../sdmx/data-query.js';

/** Members of a message's data, by kind and edition. */
export const GROUPS: Readonly<Record<ArtefactKind, Readonly<Record<Edition, string>>>> = {
  agencyscheme: { '2.1': 'agencySchemes', '3.0': 'agencySchemes' },
  codelist: { '2.1': 'codelists', '3.0': 'codelists' },
  conceptscheme: { '2.1': 'conceptSchemes', '3.0': 'conceptSchemes' },
  categoryscheme: { '2.1': 'categorySchemes', '3.0': 'categorySchemes' },
  categorisation: { '2.1': 'categorisations', '3.0': 'categorisations' },
  datastructure: { '2.1': 'dataStructures', '3.0': 'dataStructures' },
  dataflow: { '2.1': 'dataflows', '3.0': 'dataflows' },
  constraint: { '2.1': 'contentConstraints', '3.0': 'dataConstraints' },
};

/** Members that items stand in, by kind of scheme. */
export const ITEMS: Partial<Record<ArtefactKind, string>> = {
  agencyscheme: 'agencies',
  codelist: 'codes',
  conceptscheme: 'concepts',
  categoryscheme: 'categories',
};

const named = ({
  names,
  descriptions,
  annotations,
}: {
  names: Texts;
  descriptions?: Texts;
  annotations?: readonly Annotation[];
}) => ({
  name: first(names),
  names,
  ...(descriptions && { description: first(descriptions), descriptions }),
  ...annotationsJson(annotations),
});

const annotationsJson = (annotations?: readonly Annotation[]) =>
  annotations && {
    annotations: annotations.map(({ url, texts, ...annotation }) => ({
      ...annotation,
      ...(url !== undefined && { links: [{ rel: 'self', href: url }] }),
      ...(texts && { text: first(texts), texts }),
    })),
  };

const first = (texts: Texts): string => Object.values(texts)[0] ?? '';

/** A message of structures in SDMX-JSON 1.0 (of the model 2.1) or 2.0 (3.0). */
export function structuresJson(
  chosen: readonly Chosen[],
  { id, prepared }: { id: string; prepared: string },
  edition: Edition,
): string {
  const version = edition === '3.0' ? '2.0.0' : '1.0';
  const data: Record<string, object[]> = {};
  for (const one of chosen) (data[GROUPS[one.artefact.kind][edition]] ??= []).push(artefactJson(one, edition));
  const languages = new Set(chosen.flatMap(({ artefact }) => Object.keys(artefact.names)));
  const meta = {
    schema: `https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/${version}/sdmx-json-structure-schema.json`,
    ...{ id, prepared, test: false, contentLanguages: [...languages], sender: { id: AGENCY } },
  };
  return JSON.stringify({ meta, data });
}

/** An artefact as it stands in a message of SDMX-JSON, also as it is kept. */
export function artefactJson({ artefact, stub }: Chosen, edition: Edition): object {
  const { kind, agency, id } = artefact;
  return {
    id,
    ...named(artefact),
    version: versionIn(edition, artefact),
    agencyID: agency,
    ...artefact.validity,
    ...(edition === '2.1' && { isFinal: true }),
    isExternalReference: stub,
    links: [{ rel: 'self', urn: urnOf(artefact, edition), type: 'application/vnd.sdmx.structure+json' }],
    ...(stub ? {} : contentJson(kind, artefact, edition)),
  };
}

function contentJson(kind: ArtefactKind, artefact: Artefact, edition: Edition): object {
  const items = ITEMS[kind];
  if (items !== undefined) {
    const whole = kind !== 'agencyscheme' && edition === '2.1';
    return {
      ...((artefact.partial || whole) && { isPartial: artefact.partial ?? false }),
      [items]: artefact.items.map((item) => itemJson(item, edition)),
    };
  }
  const { structure, source, target, region, components } = artefact;
  if (structure) return { structure: urnOf(structure, edition) };
  if (source && target) return { source: urnOf(source, edition), target: urnOf(target, edition) };
  if (region) return regionJson(region, edition);
  return components ? { dataStructureComponents: componentsJson(components, edition) } : {};
}

function itemJson(item: Item, edition: Edition): object {
  const { id, parent, items, representation } = item;
  return {
    id,
    ...named(item),
    ...(parent !== undefined && { parent }),
    ...(representation && { coreRepresentation: representationJson(representation, edition) }),
    ...(items && { categories: items.map((each) => itemJson(each, edition)) }),
  };
}

function representationJson(
  { enumeration, format, occurs }: NonNullable<Component['representation']>,
  edition: Edition,
): object {
  const { textType, ...facets } = format ?? {};
  const type = textType === undefined ? {} : { [edition === '3.0' ? 'dataType' : 'textType']: textType };
  const described = format && { ...type, ...typedFacets(facets) };
  const name = enumeration ? 'enumerationFormat' : edition === '3.0' ? 'format' : 'textFormat';
  return {
    ...(enumeration && { enumeration: urnOf(enumeration, edition) }),
    ...(described && { [name]: described }),
    ...(occurs && edition === '3.0' && typedFacets(occurs)),
  };
}

/** Facets as JSON has them: numbers and yes or no. */
const typedFacets = (facets: Readonly<Record<string, string>>): object =>
  Object.fromEntries(
    Object.entries(facets).map(([name, value]) => [
      name,
      value === 'true' || value === 'false'
        ? value === 'true'
        : /^-?\d+(\.\d+)?$/.test(value) && name !== 'startTime' && name !== 'endTime'
          ? Number(value)
          : value,
    ]),
  );

function regionJson({ values, time, series, observations }: Region, edition: Edition): object {
  const second = edition === '3.0';
  const metric = (id: string, count: number) => ({ id, title: String(count), type: 'sdmx_metrics' });
  const boundary = (period: string) => ({ period, isInclusive: true });
  const range = time && { startPeriod: boundary(time.from), endPeriod: boundary(time.to) };
  const keyValues = [
    ...values.map(({ id, codes }) => ({ id, values: second ? codes.map((value) => ({ value })) : codes })),
    ...(range ? [{ id: TIME, timeRange: range }] : []),
  ];
  return {
    annotations: [metric('series_count', series), metric('obs_count', observations)],
    [second ? 'role' : 'type']: 'Actual',
    constraintAttachment: { dataflows: [urnOf(ownReference('dataflow', DATAFLOW), edition)] },
    cubeRegions: [{ ...(second ? { include: true } : { isIncluded: true }), keyValues }],
  };
}

function componentsJson({ dimensions, time, groups, attributes, measures }: Components, edition: Edition): object {
  const second = edition === '3.0';
  const component = ({ id, concept, representation, roles, annotations }: Component) => ({
    id,
    ...annotationsJson(annotations),
    conceptIdentity: urnOf(concept, edition),
    ...(representation && { localRepresentation: representationJson(representation, edition) }),
    ...(roles && { conceptRoles: roles.map((role) => urnOf(role, edition)) }),
  });
  const timed = time && component(time);
  const usage = ({ mandatory = false }: Component) =>
    second
      ? { usage: mandatory ? 'mandatory' : 'optional' }
      : { assignmentStatus: mandatory ? 'Mandatory' : 'Conditional' };
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions: dimensions.map((each, i) => ({
        ...component(each),
        position: i,
        ...(second ? {} : { type: 'Dimension' }),
      })),
      ...(timed &&
        (second
          ? { timeDimension: timed }
          : { timeDimensions: [{ ...timed, position: dimensions.length, type: 'TimeDimension' }] })),
    },
    ...(groups.length > 0 && {
      groups: groups.map(({ id, dimensions: of }) => ({ id, groupDimensions: of })),
    }),
    ...(attributes.length > 0 && {
      attributeList: {
        id: 'AttributeDescriptor',
        attributes: attributes.map((each) => ({
          ...component(each),
          ...usage(each),
          attributeRelationship: relationshipJson(each, measures, second),
          ...(second && each.measures && { measureRelationship: each.measures }),
        })),
      },
    }),
    measureList: {
      id: 'MeasureDescriptor',
      ...(second
        ? { measures: measures.map((each) => ({ ...component(each), ...usage(each) })) }
        : measures[0] && { primaryMeasure: component(measures[0]) }),
    },
  };
}

function relationshipJson({ relationship }: Component, measures: readonly Component[], second: boolean): object {
  switch (relationship?.of) {
    case 'dimensions':
      return { dimensions: relationship.dimensions };
    case 'group':
      return { group: relationship.group };
    case 'dataflow':
      return second ? { dataflow: {} } : { none: {} };
    default:
      return second ? { observation: {} } : { primaryMeasure: measures[0]?.id ?? 'OBS_VALUE' };
  }
}
