import type { Message } from '@siku/standards';
import {
  ATTRIBUTE_COMPONENTS,
  DIMENSION_COMPONENTS,
  MEASURE_COMPONENT,
  TIME_COMPONENT,
  type Artefact,
  type ArtefactKind,
  type Component,
  type Region,
} from './artefact.js';
import { AGENCY, DATAFLOW } from './data-query.js';
import type { Chosen } from './structure-query.js';
import { urnOf } from './structure-urn.js';

const GROUPS: Readonly<Record<ArtefactKind, readonly [first: string, second: string]>> = {
  agencyscheme: ['agencySchemes', 'agencySchemes'],
  codelist: ['codelists', 'codelists'],
  conceptscheme: ['conceptSchemes', 'conceptSchemes'],
  datastructure: ['dataStructures', 'dataStructures'],
  dataflow: ['dataflows', 'dataflows'],
  constraint: ['contentConstraints', 'dataConstraints'],
};

const ITEMS: Partial<Record<ArtefactKind, string>> = {
  agencyscheme: 'agencies',
  codelist: 'codes',
  conceptscheme: 'concepts',
};

const named = ({ zh, en }: Message) => ({ name: zh, names: { zh, en } });

/** A message of structures in SDMX-JSON 1.0 or 2.0. */
export function structuresJson(
  chosen: readonly Chosen[],
  { id, prepared }: { id: string; prepared: string },
  second: boolean,
): string {
  const version = second ? '2.0.0' : '1.0';
  const data: Record<string, object[]> = {};
  for (const one of chosen) (data[GROUPS[one.artefact.kind][second ? 1 : 0]] ??= []).push(artefactJson(one, second));
  const meta = {
    schema: `https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/${version}/sdmx-json-structure-schema.json`,
    ...{ id, prepared, test: false, contentLanguages: ['zh', 'en'], sender: { id: AGENCY } },
  };
  return JSON.stringify({ meta, data });
}

function artefactJson({ artefact, stub }: Chosen, second: boolean): object {
  const { kind, agency, id, title } = artefact;
  const edition = second ? '3.0' : '2.1';
  return {
    id,
    ...named(title),
    version: second && kind !== 'agencyscheme' ? '1.0.0' : '1.0',
    agencyID: agency,
    ...(second ? {} : { isFinal: true }),
    isExternalReference: stub,
    links: [{ rel: 'self', urn: urnOf(artefact, edition), type: 'application/vnd.sdmx.structure+json' }],
    ...(stub ? {} : contentJson(artefact, second)),
  };
}

function contentJson(artefact: Artefact, second: boolean): object {
  const edition = second ? '3.0' : '2.1';
  const items = ITEMS[artefact.kind];
  if (items !== undefined) {
    return {
      ...((artefact.partial || (artefact.kind !== 'agencyscheme' && !second)) && {
        isPartial: artefact.partial ?? false,
      }),
      [items]: artefact.items.map(({ id, title, parent }) => ({ id, ...named(title), ...(parent && { parent }) })),
    };
  }
  if (artefact.kind === 'dataflow') {
    return { structure: urnOf({ kind: 'datastructure', agency: AGENCY, id: DATAFLOW }, edition) };
  }
  if (artefact.region) return regionJson(artefact.region, second);
  return { dataStructureComponents: componentsJson(second) };
}

function regionJson({ values, time, series, observations }: Region, second: boolean): object {
  const edition = second ? '3.0' : '2.1';
  const metric = (id: string, count: number) => ({ id, title: String(count), type: 'sdmx_metrics' });
  const boundary = (period: string) => ({ period, isInclusive: true });
  const range = time && { startPeriod: boundary(time.from), endPeriod: boundary(time.to) };
  const keyValues = [
    ...values.map(({ id, codes }) => ({ id, values: second ? codes.map((value) => ({ value })) : codes })),
    ...(range ? [{ id: TIME_COMPONENT.id, timeRange: range }] : []),
  ];
  return {
    annotations: [metric('series_count', series), metric('obs_count', observations)],
    [second ? 'role' : 'type']: 'Actual',
    constraintAttachment: { dataflows: [urnOf({ kind: 'dataflow', agency: AGENCY, id: DATAFLOW }, edition)] },
    cubeRegions: [{ ...(second ? { include: true } : { isIncluded: true }), keyValues }],
  };
}

function componentsJson(second: boolean): object {
  const edition = second ? '3.0' : '2.1';
  const component = ({ id, codelist, type }: Component) => ({
    id,
    conceptIdentity: urnOf({ kind: 'conceptscheme', agency: AGENCY, id: 'CONCEPTS' }, edition, id),
    localRepresentation: codelist
      ? { enumeration: urnOf({ kind: 'codelist', agency: AGENCY, id: codelist }, edition) }
      : { [second ? 'format' : 'textFormat']: second ? { dataType: type } : { textType: type } },
  });
  const dimensions = DIMENSION_COMPONENTS.map((each, i) => ({
    ...component(each),
    position: i,
    ...(second ? {} : { type: 'Dimension' }),
  }));
  const time = component(TIME_COMPONENT);
  const attributes = ATTRIBUTE_COMPONENTS.map((each) => ({
    ...component(each),
    ...(second
      ? { usage: 'optional', attributeRelationship: { observation: {} } }
      : { assignmentStatus: 'Conditional', attributeRelationship: { primaryMeasure: MEASURE_COMPONENT.id } }),
  }));
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions,
      ...(second
        ? { timeDimension: time }
        : { timeDimensions: [{ ...time, position: dimensions.length, type: 'TimeDimension' }] }),
    },
    attributeList: { id: 'AttributeDescriptor', attributes },
    measureList: {
      id: 'MeasureDescriptor',
      ...(second
        ? { measures: [{ ...component(MEASURE_COMPONENT), usage: 'optional' }] }
        : { primaryMeasure: component(MEASURE_COMPONENT) }),
    },
  };
}
