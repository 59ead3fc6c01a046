import type {
  Annotation,
  Artefact,
  Component,
  Components,
  HeldKind,
  Item,
  Reference,
  Relationship,
  Representation,
  StructuresRead,
  Texts,
} from './artefact.js';
import { ARTEFACT_KINDS } from './artefact.js';
import { GROUPS, ITEMS } from './structure-json.js';
import { referenceOf, threeParts } from './structure-urn.js';

/** Members of a message as they come: nothing is believed of them. */
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const member = (value: unknown, name: string): Json => (isObject(value) && isObject(value[name]) ? value[name] : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const KINDS: ReadonlyMap<string, HeldKind> = new Map(ARTEFACT_KINDS.map((kind) => [GROUPS[kind]['3.0'], kind]));

/** Of a time dimension that does not say. */
const PERIODS: Representation = { format: { textType: 'ObservationalTimePeriod' } };

/** Members that are read, or follow from others. */
const KNOWN = new Set([
  ...['title', 'type', 'text', 'texts', 'parent', 'coreRepresentation', 'localRepresentation', 'enumeration', 'format'],
  ...['textFormat', 'enumerationFormat', 'minOccurs', 'maxOccurs', 'dimensionList', 'dimensions', 'measureDimensions'],
  ...['timeDimension', 'timeDimensions', 'position', 'groups', 'groupDimensions', 'attributeList', 'attributes'],
  ...['attributeRelationship', 'measureRelationship', 'group', 'none', 'dataflow', 'observation', 'primaryMeasure'],
  ...[
    'measureList',
    'measures',
    'conceptIdentity',
    'conceptRoles',
    'usage',
    'assignmentStatus',
    'validFrom',
    'validTo',
  ],
  ...['id', 'agencyID', 'version', 'name', 'names', 'description', 'descriptions', 'annotations', 'links', 'urn'],
  ...['isFinal', 'isExternalReference', 'isPartial', 'structure', 'source', 'target', 'dataStructureComponents'],
  ...Object.values(ITEMS),
]);

/** Members whose own members are kept whatever they are called: languages, facets. */
const OF_ANY_NAMES = new Set([
  ...['names', 'descriptions', 'texts', 'links', 'format', 'textFormat', 'enumerationFormat'],
]);

/** SDMX-JSON 1.0 or 2.0; null for what is none, such as a message of data, whose structures are of another form. */
export function readStructuresJson(message: unknown): StructuresRead | null {
  const data = isObject(message) && isObject(message['data']) ? message['data'] : message;
  const read: StructuresRead = { artefacts: [], ignored: [] };
  if (!isObject(data) || 'dataSets' in data) return null;
  for (const [group, list] of Object.entries(data)) {
    const kind = KINDS.get(group);
    for (const artefact of group === 'meta' ? [] : objects(list)) {
      const name = `${group} ${text(artefact['agencyID']) ?? ''}:${text(artefact['id']) ?? ''}`;
      if (!kind || artefact['isExternalReference'] === true) {
        read.ignored.push(name);
        continue;
      }
      read.artefacts.push(artefactOf(kind, artefact));
      for (const each of new Set(unreadOf(artefact))) read.ignored.push(`${name}: ${each}`);
    }
  }
  const isEmpty = read.artefacts.length === 0 && read.ignored.length === 0;
  return isEmpty && !saysStructures(message) ? null : read;
}

/** A message that has none says that it could have had some: by its schema, or by an empty list. */
const saysStructures = (message: unknown): boolean =>
  /structure-schema/.test(text(member(message, 'meta')['schema']) ?? '') ||
  Object.entries(member(message, 'data')).some(([group, list]) => KINDS.has(group) && Array.isArray(list));

/** Names of what is said of an artefact and not read; also of a list of values, which is none of codes. */
function unreadOf(json: Json): string[] {
  return Object.entries(json).flatMap(([name, value]) => {
    if (!KNOWN.has(name) || (name === 'enumeration' && !referenceOf(text(value) ?? ''))) return [name];
    return OF_ANY_NAMES.has(name) ? [] : objects([value].flat()).flatMap(unreadOf);
  });
}

/** Some members, as text; undefined where there are none of them. */
function textMembers(json: Json, names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const said = names.flatMap((name) => (json[name] === undefined ? [] : [[name, asText(json[name])] as const]));
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function artefactOf(kind: HeldKind, json: Json): Artefact & { kind: HeldKind } {
  const reference = (name: string): Reference | null => referenceOf(text(json[name]) ?? '');
  const [structure, source, target] = [reference('structure'), reference('source'), reference('target')];
  const components = json['dataStructureComponents'];
  const validity = textMembers(json, ['validFrom', 'validTo']);
  return {
    ...{ kind, agency: text(json['agencyID']) ?? '', version: threeParts(text(json['version']) ?? '1.0') },
    ...namedOf(json),
    ...(validity && { validity }),
    items: objects(json[ITEMS[kind] ?? '-']).map(itemOf),
    ...(json['isPartial'] === true && { partial: true }),
    ...(structure && { structure }),
    ...(source && { source }),
    ...(target && { target }),
    ...(isObject(components) && { components: componentsOf(components) }),
  };
}

function namedOf(json: Json) {
  const descriptions = textsOf(json, 'description');
  const annotations = objects(json['annotations']).map(annotationOf);
  return {
    id: text(json['id']) ?? '',
    names: textsOf(json, 'name'),
    ...(Object.keys(descriptions).length > 0 && { descriptions }),
    ...(annotations.length > 0 && { annotations }),
  };
}

/** `names` by language, or one `name` in nobody says which. */
function textsOf(json: Json, name: string): Texts {
  const all = Object.entries(member(json, `${name}s`)).flatMap(([language, value]) =>
    typeof value === 'string' ? [[language, value] as const] : [],
  );
  const one = text(json[name]);
  return all.length > 0 ? Object.fromEntries(all) : one === undefined ? {} : { en: one };
}

function annotationOf(json: Json): Annotation {
  const [id, title, type] = [text(json['id']), text(json['title']), text(json['type'])];
  const url = text(objects(json['links'])[0]?.['href']);
  const texts = textsOf(json, 'text');
  return {
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(type !== undefined && { type }),
    ...(url !== undefined && { url }),
    ...(Object.keys(texts).length > 0 && { texts }),
  };
}

function itemOf(json: Json): Item {
  const parent = text(json['parent']);
  const items = objects(json['categories']).map(itemOf);
  return {
    ...namedOf(json),
    ...(parent !== undefined && { parent }),
    ...(isObject(json['coreRepresentation']) && { representation: representationOf(json['coreRepresentation']) }),
    ...(items.length > 0 && { items }),
  };
}

function representationOf(json: Json): Representation {
  const enumeration = referenceOf(text(json['enumeration']) ?? '');
  const described = [json['format'], json['textFormat'], json['enumerationFormat']].find(isObject);
  const { dataType, textType = dataType, ...facets } = described ?? {};
  const format = Object.entries({ ...(textType !== undefined && { textType }), ...facets }).map(
    ([name, value]) => [name, asText(value)] as const,
  );
  const occurs = textMembers(json, ['minOccurs', 'maxOccurs']);
  return {
    ...(enumeration && { enumeration }),
    ...(described && { format: Object.fromEntries(format) }),
    ...(occurs && { occurs }),
  };
}

function componentsOf(json: Json): Components {
  const dimensions = member(json, 'dimensionList');
  const measures = member(json, 'measureList');
  const [time] = [...objects(dimensions['timeDimensions']), ...objects([dimensions['timeDimension']])];
  const position = (each: Json): number => (typeof each['position'] === 'number' ? each['position'] : 0);
  return {
    dimensions: [...objects(dimensions['dimensions']), ...objects(dimensions['measureDimensions'])]
      .sort((a, b) => position(a) - position(b))
      .map(componentOf),
    ...(time && { time: { representation: PERIODS, ...componentOf(time) } }),
    groups: objects(json['groups']).map((group) => ({
      id: text(group['id']) ?? '',
      dimensions: strings(group['groupDimensions']),
    })),
    attributes: objects(member(json, 'attributeList')['attributes']).map((attribute) => ({
      mandatory: false,
      ...componentOf(attribute),
      relationship: relationshipOf(member(attribute, 'attributeRelationship')),
    })),
    measures: [...objects(measures['measures']), ...objects([measures['primaryMeasure']])].map(componentOf),
  };
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

function componentOf(json: Json): Component {
  const concept = referenceOf(text(json['conceptIdentity']) ?? '');
  if (!concept) throw new Error(`conceptIdentity of ${text(json['id']) ?? '?'}`);
  const roles = strings(json['conceptRoles']).flatMap((urn) => referenceOf(urn) ?? []);
  const usage = text(json['usage']) ?? text(json['assignmentStatus']);
  const annotations = objects(json['annotations']).map(annotationOf);
  return {
    id: text(json['id']) ?? concept.item ?? '',
    concept,
    ...(isObject(json['localRepresentation']) && { representation: representationOf(json['localRepresentation']) }),
    ...(roles.length > 0 && { roles }),
    ...(usage !== undefined && { mandatory: usage.toLowerCase() === 'mandatory' }),
    ...(json['measureRelationship'] !== undefined && { measures: strings(json['measureRelationship']) }),
    ...(annotations.length > 0 && { annotations }),
  };
}

function relationshipOf(json: Json): Relationship {
  const group = text(json['group']);
  if (json['dimensions'] !== undefined) return { of: 'dimensions', dimensions: strings(json['dimensions']) };
  if (group !== undefined) return { of: 'group', group };
  return { of: json['none'] !== undefined || json['dataflow'] !== undefined ? 'dataflow' : 'observation' };
}
