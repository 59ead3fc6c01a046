import type { Message } from '@siku/standards';
import {
  ATTRIBUTE_COMPONENTS,
  DIMENSION_COMPONENTS,
  MEASURE_COMPONENT,
  TIME_COMPONENT,
  type Artefact,
  type ArtefactKind,
  type Component,
} from './artefact.js';
import { AGENCY, DATAFLOW } from './data-query.js';
import type { Chosen } from './structure-query.js';
import { urnOf } from './structure-urn.js';

const GROUPS: Readonly<Record<ArtefactKind, string>> = {
  agencyscheme: 'agencySchemes',
  codelist: 'codelists',
  conceptscheme: 'conceptSchemes',
  datastructure: 'dataStructures',
  dataflow: 'dataflows',
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
  for (const one of chosen) (data[GROUPS[one.artefact.kind]] ??= []).push(artefactJson(one, second));
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
      ...(artefact.kind === 'agencyscheme' || second ? {} : { isPartial: false }),
      [items]: artefact.items.map(({ id, title, parent }) => ({ id, ...named(title), ...(parent && { parent }) })),
    };
  }
  if (artefact.kind === 'dataflow') {
    return { structure: urnOf({ kind: 'datastructure', agency: AGENCY, id: DATAFLOW }, edition) };
  }
  return { dataStructureComponents: componentsJson(second) };
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
