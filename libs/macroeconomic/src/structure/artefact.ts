/** Structural metadata in the terms of the SDMX information model, 2.1 and 3.0 alike. */

/** Maintainable artefacts that are held, by the name their resource has in SDMX REST. */
export const ARTEFACT_KINDS = [
  'agencyscheme',
  'codelist',
  'conceptscheme',
  'categoryscheme',
  'datastructure',
  'dataflow',
  'categorisation',
] as const;
export type HeldKind = (typeof ARTEFACT_KINDS)[number];
/** A constraint says what there is of data: it is made for every question, and held nowhere. */
export type ArtefactKind = HeldKind | 'constraint';

/** Text by language: zh, en, fr … */
export type Texts = Readonly<Record<string, string>>;

export interface Annotation {
  id?: string;
  title?: string;
  type?: string;
  url?: string;
  texts?: Texts;
}

interface Named {
  id: string;
  names: Texts;
  descriptions?: Texts;
  annotations?: readonly Annotation[];
}

/** Another artefact, or an item of one. */
export interface Reference {
  kind: ArtefactKind;
  agency: string;
  id: string;
  version: string;
  /** of an item: its id; of a category, with those it lies in, by full stops */
  item?: string;
}

/** What values of a component look like: codes of a list, or a text type with its facets as SDMX names them. */
export interface Representation {
  enumeration?: Reference;
  format?: Readonly<Record<string, string>>;
  /** how many values there may be at once, as 3.0 has it: `minOccurs`, `maxOccurs` */
  occurs?: Readonly<Record<string, string>>;
}

/** Code, concept, category or agency. */
export interface Item extends Named {
  parent?: string;
  /** of a category: those in it */
  items?: readonly Item[];
  /** of a concept */
  representation?: Representation;
}

/** What an attribute is said of. */
export type Relationship =
  | { of: 'observation' | 'dataflow' }
  | { of: 'dimensions'; dimensions: readonly string[] }
  | { of: 'group'; group: string };

export interface Component {
  id: string;
  concept: Reference;
  representation?: Representation;
  /** concepts that say what part it plays */
  roles?: readonly Reference[];
  /** of attributes and measures */
  mandatory?: boolean;
  /** of attributes */
  relationship?: Relationship;
  /** of attributes in 3.0: the measures they speak of, where not of all */
  measures?: readonly string[];
  annotations?: readonly Annotation[];
}

/** The components of a data structure, dimensions in the order of the key. */
export interface Components {
  dimensions: readonly Component[];
  time?: Component;
  groups: readonly { id: string; dimensions: readonly string[] }[];
  attributes: readonly Component[];
  measures: readonly Component[];
}

/** Part of the cube of all keys for which there are data. */
export interface Region {
  /** by dimension, the codes in use */
  values: readonly { id: string; codes: readonly string[] }[];
  /** yyyy-MM-dd, of the periods; null where they are not asked for */
  time: { from: string; to: string } | null;
  series: number;
  observations: number;
}

export interface Artefact extends Named {
  kind: ArtefactKind;
  agency: string;
  /** of three parts, as 3.0 has it */
  version: string;
  /** `validFrom`, `validTo`: instants as they were given */
  validity?: Readonly<Record<string, string>>;
  /** codes, concepts, categories or agencies */
  items: readonly Item[];
  /** without some of its items */
  partial?: boolean;
  /** of a data structure */
  components?: Components;
  /** of a dataflow: its data structure */
  structure?: Reference;
  /** of a categorisation: what is put where */
  source?: Reference;
  target?: Reference;
  /** of a constraint: the dataflow, and what there is */
  region?: Region;
}

/** What a message of structures holds, and what of it is not kept here. */
export interface StructuresRead {
  artefacts: (Artefact & { kind: HeldKind })[];
  /** artefacts of kinds that are not held, stubs, and parts that are not known, each once: `Hierarchy IMF:H_AREAS` */
  ignored: string[];
}

/** What an artefact refers to itself. */
export function referencesOf({ items, components, structure, source, target }: Artefact): Reference[] {
  const of = ({ concept, representation }: Component): (Reference | undefined)[] => [
    concept,
    representation?.enumeration,
  ];
  const { dimensions = [], time, attributes = [], measures = [] } = components ?? {};
  return [
    ...[structure, source, target],
    ...items.map(({ representation }) => representation?.enumeration),
    ...[...dimensions, ...(time ? [time] : []), ...attributes, ...measures].flatMap(of),
  ].filter((reference) => reference !== undefined);
}

export const isReferred = ({ kind, agency, id, version }: Artefact, reference: Reference): boolean =>
  reference.kind === kind && reference.agency === agency && reference.id === id && reference.version === version;
