import type {
  Annotation,
  Artefact,
  ArtefactKind,
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
import { XML_GROUPS } from './structure-xml.js';
import { kindOf, referenceOf, threeParts } from './structure-urn.js';
import { childNamed, childrenNamed, xmlTree, type XmlElement } from './xml-tree.js';

const KINDS: ReadonlyMap<string, ArtefactKind> = new Map(
  XML_GROUPS['3.0'].filter(([kind]) => kind !== 'constraint').map(([kind, , element]) => [element, kind]),
);

const ITEMS: Partial<Record<ArtefactKind, string>> = {
  agencyscheme: 'Agency',
  codelist: 'Code',
  conceptscheme: 'Concept',
  categoryscheme: 'Category',
};

/** Of a time dimension that does not say. */
const PERIODS: Representation = { format: { textType: 'ObservationalTimePeriod' } };

/** Elements that are read. */
const KNOWN = new Set([
  ...['Annotation', 'AnnotationTitle', 'AnnotationType', 'AnnotationURL', 'AnnotationText', 'Ref', 'URN'],
  ...['Enumeration', 'EnumerationFormat', 'TextFormat', 'Dimension', 'MeasureDimension', 'TimeDimension'],
  ...['GroupDimension', 'DimensionReference', 'Attribute', 'PrimaryMeasure', 'Measure', 'MeasureRelationship'],
  ...['None', 'Dataflow', 'Observation'],
  ...['Annotations', 'Name', 'Description', 'Structure', 'Source', 'Target', 'DataStructureComponents', 'Parent'],
  ...['CoreRepresentation', 'Code', 'Concept', 'Category', 'Agency', 'ConceptIdentity', 'LocalRepresentation'],
  ...['ConceptRole', 'AttributeRelationship', 'DimensionList', 'AttributeList', 'MeasureList', 'Group'],
]);

/** Attributes that are read, or follow from others. */
const KNOWN_ATTRIBUTES = new Set([
  ...['id', 'agencyID', 'version', 'urn', 'isFinal', 'isExternalReference', 'isPartial', 'validFrom', 'validTo'],
  ...['position', 'assignmentStatus', 'usage', 'minOccurs', 'maxOccurs', 'xml:lang'],
]);

/** Elements of which all attributes are kept. */
const WITH_ALL_ATTRIBUTES = new Set(['Ref', 'EnumerationFormat', 'TextFormat']);

/** Namespaces of messages since 2.1, whose list of structures may be left out. */
const OF_MESSAGES = /\/schemas\/v(?:2_1|3_\d)\/message$/;

/** Null for what is no message of structures of 2.1 or later. @throws Error for what cannot be read */
export function readStructuresXml(text: string): StructuresRead | null {
  const message = xmlTree(text);
  const structures = childNamed(message, 'Structures');
  const isOfLater = Object.values(message.attributes).some((name) => OF_MESSAGES.test(name));
  if (message.name !== 'Structure' || (!structures && !isOfLater)) return null;
  const read: StructuresRead = { artefacts: [], ignored: [] };
  for (const element of structures?.children.flatMap(({ children }) => children) ?? []) {
    const { agencyID = '', id = '', isExternalReference } = element.attributes;
    const kind = KINDS.get(element.name);
    if (!kind || isExternalReference === 'true') read.ignored.push(`${element.name} ${agencyID}:${id}`);
    else read.artefacts.push(artefactOf(kind as HeldKind, element, read.ignored));
  }
  return read;
}

function artefactOf(kind: HeldKind, element: XmlElement, ignored: string[]): Artefact & { kind: HeldKind } {
  const { agencyID: agency = '', version = '1.0', isPartial } = element.attributes;
  const structure = referenced(childNamed(element, 'Structure'), 'datastructure');
  const source = referenced(childNamed(element, 'Source'), 'dataflow');
  const target = referenced(childNamed(element, 'Target'), 'categoryscheme');
  const components = childNamed(element, 'DataStructureComponents');
  const validity = attributesOf(element, ['validFrom', 'validTo']);
  const named = namedOf(element);
  for (const name of new Set(unreadOf(element))) ignored.push(`${element.name} ${agency}:${named.id}: ${name}`);
  return {
    ...{ kind, agency, version: threeParts(version) },
    ...named,
    ...(validity && { validity }),
    items: childrenNamed(element, ITEMS[kind] ?? '-').map(itemOf),
    ...(isPartial === 'true' && { partial: true }),
    ...(structure && { structure }),
    ...(source && { source }),
    ...(target && { target }),
    ...(components && { components: componentsOf(components) }),
  };
}

/** Names of what is said of an artefact and not read; also of a list of values, which is none of codes. */
function unreadOf(element: XmlElement): string[] {
  const own = WITH_ALL_ATTRIBUTES.has(element.name) ? [] : Object.keys(element.attributes);
  return [
    ...own.filter((name) => !KNOWN_ATTRIBUTES.has(name) && !/^(?:xmlns|xsi)\b/.test(name)),
    ...element.children.flatMap((child) =>
      KNOWN.has(child.name) && (child.name !== 'Enumeration' || referenced(child, 'codelist'))
        ? unreadOf(child)
        : [child.name],
    ),
  ];
}

/** Some attributes of an element; undefined where it has none of them. */
function attributesOf(element: XmlElement, names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const said = Object.entries(element.attributes).filter(([name]) => names.includes(name));
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

const annotationsOf = (element: XmlElement): Annotation[] =>
  childrenNamed(childNamed(element, 'Annotations') ?? element, 'Annotation').map(annotationOf);

function namedOf(element: XmlElement) {
  const descriptions = textsOf(element, 'Description');
  const annotations = annotationsOf(element);
  return {
    id: element.attributes['id'] ?? '',
    names: textsOf(element, 'Name'),
    ...(Object.keys(descriptions).length > 0 && { descriptions }),
    ...(annotations.length > 0 && { annotations }),
  };
}

const textsOf = (element: XmlElement, name: string): Texts =>
  Object.fromEntries(
    childrenNamed(element, name).map(({ attributes, text }) => [attributes['xml:lang'] ?? 'en', text.trim()]),
  );

function annotationOf(element: XmlElement): Annotation {
  const said = (name: string): string | undefined => childNamed(element, name)?.text.trim();
  const [title, type, url] = [said('AnnotationTitle'), said('AnnotationType'), said('AnnotationURL')];
  const texts = textsOf(element, 'AnnotationText');
  const { id } = element.attributes;
  return {
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(type !== undefined && { type }),
    ...(url !== undefined && { url }),
    ...(Object.keys(texts).length > 0 && { texts }),
  };
}

function itemOf(element: XmlElement): Item {
  const parent = idIn(childNamed(element, 'Parent'));
  const representation = representationOf(childNamed(element, 'CoreRepresentation'));
  const items = childrenNamed(element, 'Category').map(itemOf);
  return {
    ...namedOf(element),
    ...(parent !== undefined && { parent }),
    ...(representation && { representation }),
    ...(items.length > 0 && { items }),
  };
}

/** An id as 2.1 (a reference) and 3.0 (text) have it. */
const idIn = (element: XmlElement | undefined): string | undefined =>
  element && (childNamed(element, 'Ref')?.attributes['id'] ?? element.text.trim());

/** A reference by parts, or by the name in the whole world; `expected` where neither says of what kind. */
function referenced(element: XmlElement | undefined, expected: ArtefactKind): Reference | undefined {
  if (!element) return undefined;
  const ref = childNamed(element, 'Ref')?.attributes;
  if (!ref) return referenceOf(childNamed(element, 'URN')?.text ?? element.text) ?? undefined;
  const { id = '', agencyID: agency = '', version, maintainableParentID: within, maintainableParentVersion } = ref;
  const kind = kindOf(ref['class'] ?? '') ?? expected;
  return within === undefined
    ? { kind, agency, id, version: threeParts(version ?? '1.0') }
    : { kind, agency, id: within, version: threeParts(maintainableParentVersion ?? '1.0'), item: id };
}

function representationOf(element: XmlElement | undefined): Representation | undefined {
  if (!element) return undefined;
  const enumeration = referenced(childNamed(element, 'Enumeration'), 'codelist');
  const format = (childNamed(element, 'TextFormat') ?? childNamed(element, 'EnumerationFormat'))?.attributes;
  const occurs = attributesOf(element, ['minOccurs', 'maxOccurs']);
  return {
    ...(enumeration && { enumeration }),
    ...(format && { format: { ...format } }),
    ...(occurs && { occurs }),
  };
}

function componentsOf(element: XmlElement): Components {
  const list = (name: string): XmlElement[] => childNamed(element, name)?.children ?? [];
  const byPosition = (a: XmlElement, b: XmlElement): number =>
    Number(a.attributes['position'] ?? 0) - Number(b.attributes['position'] ?? 0);
  const dimensions = list('DimensionList').filter(({ name }) => name === 'Dimension' || name === 'MeasureDimension');
  const time = list('DimensionList').find(({ name }) => name === 'TimeDimension');
  return {
    dimensions: dimensions.sort(byPosition).map(componentOf),
    ...(time && { time: { representation: PERIODS, ...componentOf(time) } }),
    groups: childrenNamed(element, 'Group').map((group) => ({
      id: group.attributes['id'] ?? '',
      dimensions: childrenNamed(group, 'GroupDimension').map(
        (dimension) => idIn(childNamed(dimension, 'DimensionReference')) ?? '',
      ),
    })),
    attributes: list('AttributeList')
      .filter(({ name }) => name === 'Attribute')
      .map((attribute) => ({ mandatory: false, ...componentOf(attribute), relationship: relationshipOf(attribute) })),
    measures: list('MeasureList').map(componentOf),
  };
}

function componentOf(element: XmlElement): Component {
  const { assignmentStatus, usage, id } = element.attributes;
  const concept = referenced(childNamed(element, 'ConceptIdentity'), 'conceptscheme')!;
  const representation = representationOf(childNamed(element, 'LocalRepresentation'));
  const roles = childrenNamed(element, 'ConceptRole').flatMap((role) => referenced(role, 'conceptscheme') ?? []);
  const measures = childNamed(element, 'MeasureRelationship')?.children.map((each) => idIn(each)!);
  const annotations = annotationsOf(element);
  const used = assignmentStatus ?? usage;
  return {
    // In 2.1 a component without an id has that of its concept.
    id: id ?? concept.item ?? '',
    concept,
    ...(representation && { representation }),
    ...(roles.length > 0 && { roles }),
    ...(used !== undefined && { mandatory: used.toLowerCase() === 'mandatory' }),
    ...(measures && { measures }),
    ...(annotations.length > 0 && { annotations }),
  };
}

function relationshipOf(attribute: XmlElement): Relationship {
  const element = childNamed(attribute, 'AttributeRelationship');
  const dimensions = element ? childrenNamed(element, 'Dimension') : [];
  const group = idIn(childNamed(element, 'Group'));
  if (dimensions.length > 0) return { of: 'dimensions', dimensions: dimensions.map((one) => idIn(one)!) };
  if (group !== undefined) return { of: 'group', group };
  return { of: childNamed(element, 'None') || childNamed(element, 'Dataflow') ? 'dataflow' : 'observation' };
}
