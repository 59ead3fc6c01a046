import type { Geometry } from '@siku/standards';

/**
 * CQL2 (OGC 21-065r2) as one tree, whether it came as text or as JSON. It is the JSON form, with literals told apart from
 * properties and everything checked.
 */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'property'; name: string }
  | { kind: 'date' | 'timestamp'; value: string }
  | { kind: 'interval'; from: Expression | null; to: Expression | null }
  | { kind: 'geometry'; geometry: Geometry }
  | { kind: 'bbox'; box: readonly number[] }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'op'; op: string; args: Expression[] };

/** Operators by their name in JSON, with how many arguments they take. */
export const OPERATORS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  and: [2, Infinity],
  or: [2, Infinity],
  not: [1, 1],
  '=': [2, 2],
  '<>': [2, 2],
  '<': [2, 2],
  '>': [2, 2],
  '<=': [2, 2],
  '>=': [2, 2],
  like: [2, 2],
  between: [3, 3],
  in: [2, 2],
  isNull: [1, 1],
  '+': [2, 2],
  '-': [1, 2],
  '*': [2, 2],
  '/': [2, 2],
  '%': [2, 2],
  div: [2, 2],
  '^': [2, 2],
  casei: [1, 1],
  accenti: [1, 1],
};

export const SPATIAL = [
  's_intersects',
  's_equals',
  's_disjoint',
  's_touches',
  's_within',
  's_overlaps',
  's_crosses',
  's_contains',
];

export const TEMPORAL = [
  't_after',
  't_before',
  't_contains',
  't_disjoint',
  't_during',
  't_equals',
  't_finishedby',
  't_finishes',
  't_intersects',
  't_meets',
  't_metby',
  't_overlappedby',
  't_overlaps',
  't_startedby',
  't_starts',
];

export const ARRAY = ['a_equals', 'a_contains', 'a_containedby', 'a_overlaps'];

/** Functions a client may call by name beside the operators: none of our own. */
export const NAMED: ReadonlySet<string> = new Set([...SPATIAL, ...TEMPORAL, ...ARRAY]);

/** Deeper nesting is no filter, and recursion over it would end the process. */
export const DEEPEST = 64;

/** Where a filter could not be understood. `at` is a character of the text or a JSON pointer. */
export class Cql2Error extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
    readonly at: string,
  ) {
    super(`${en} (${at})`);
  }
}
