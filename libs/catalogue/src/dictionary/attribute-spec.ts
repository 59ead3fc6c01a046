import type { Message, StatedFact } from '@siku/standards';

export type AttributeType =
  | 'text'
  | 'name'
  | 'date'
  | 'integer'
  | 'decimal'
  | 'figure'
  | 'period'
  | 'amount'
  | 'code'
  | 'division'
  | 'area'
  | 'industry'
  | 'identifier'
  | 'phone'
  | 'email'
  | 'address'
  | 'point'
  | 'geometry'
  | 'boolean'
  | 'instant'
  | 'relations';

/** One attribute of a base's dictionary. Plain data: it crosses to worker threads and to the catalogue's API as it is. */
export interface AttributeSpec {
  type: AttributeType;
  title: Message;
  description?: Message;
  /** Holds several values. */
  list?: boolean;
  /** A row without it is refused, and a dataset that does not map it too. */
  required?: boolean;
  /** A list of @siku/standards by name (`GB/T 2261.1`), or the codes themselves. */
  codes?: string | Record<string, Message>;
  /** What departments write instead of a code: word → code. */
  aliases?: Record<string, string>;
  /** How the value of an identifier is checked; an unknown scheme is not checked. */
  scheme?: string;
  /** Characters; a longer value is left out and warned of. */
  maxLength?: number;
  /** Sealed at rest: only ever stored encrypted, and found by a keyed hash. */
  sealed?: boolean;
  /** What departments call the column. The first ones are the most usual. */
  synonyms?: string[];
  /** What a table says once and not in every row, so that a proposal makes a constant of it. */
  saidOnce?: 'in-title' | 'as-unit' | 'by-periods';
  /** What a proposal takes where nothing is said of it. */
  usual?: string;
  /** A date that must not lie before the date at this path of the same record. */
  notBefore?: string;
  /** A date that has come when it is written down. */
  past?: boolean;
  /** What the identifier at one of these paths of the same record says of it by its form: the two must agree. */
  statedIn?: { paths: string[]; fact: StatedFact };
  /** A division or area that must have been in use on the date or in the period at this path, and not on the row's date. */
  asOf?: string;
  /** A division that may lie abroad, where no code names it: written in other letters it is kept as it stands. */
  abroad?: boolean;
  /** A figure: paths of its unit, and of the code that says in which unit the base keeps such figures. */
  measured?: { in: string; by: string };
  /** Regular expressions of what forms are filled with where there is no value; such values are left out and warned of. */
  placeholders?: string[];
  /** What one element of `relations` is made of: path within the element → spec. */
  members?: AttributeDictionary;
}

/**
 * Path → attribute, in the order in which values are stored and shown. A last name of `x-*` stands for every scheme
 * that a dataset brings itself, one of `*` for every name at all.
 */
export type AttributeDictionary = Record<string, AttributeSpec>;

const OWN_SCHEME = /\.x-[a-z0-9]+(-[a-z0-9]+)*$/;

/** A dictionary may leave a map open: `attributes.*` takes any name, whose type the dataset declares. */
const OPEN_NAME = /\.[A-Za-z_][\w-]{0,62}$/;

/** Where failed identifiers go: evidence for the reader, never proof, and no name a dataset may use itself. */
export const INVALID_SCHEME = 'x-invalid-';

/**
 * The attribute a mapping target names. `registeredCapital.amount` is another name for the amount `registeredCapital`,
 * whose value is `{amount, currency}`.
 */
export function resolveTarget(
  dictionary: AttributeDictionary,
  target: string,
): { path: string; spec: AttributeSpec } | null {
  if (Object.hasOwn(dictionary, target) && !target.endsWith('*')) return { path: target, spec: dictionary[target]! };
  const parent = target.slice(0, target.lastIndexOf('.'));
  if (target.endsWith('.amount') && dictionary[parent]?.type === 'amount') {
    return { path: parent, spec: dictionary[parent] };
  }
  const own = dictionary[`${parent}.x-*`];
  if (own && OWN_SCHEME.test(target) && !target.includes(`.${INVALID_SCHEME}`)) return { path: target, spec: own };
  const open = dictionary[`${parent}.*`];
  return open && OPEN_NAME.test(target) ? { path: target, spec: open } : null;
}

/**
 * Whether values at a path are sealed at rest: of relations, the members (`kin.target.identifiers.residentId`); of what
 * failed its check, as of what it was meant for.
 */
export function isSealed(dictionary: AttributeDictionary, path: string): boolean {
  const plain = path.replace(`.${INVALID_SCHEME}`, '.');
  const found = resolveTarget(dictionary, plain);
  if (found) return found.spec.sealed === true;
  for (let end = plain.lastIndexOf('.'); end > 0; end = plain.lastIndexOf('.', end - 1)) {
    const members = dictionary[plain.slice(0, end)]?.members;
    if (members) return isSealed(members, plain.slice(end + 1));
  }
  return false;
}

/** Every name a mapping may use, for suggestions. */
export function targetsOf(dictionary: AttributeDictionary): string[] {
  return Object.keys(dictionary).filter((path) => !path.endsWith('*'));
}
