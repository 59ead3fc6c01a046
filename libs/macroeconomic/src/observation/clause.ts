import type { Dimension } from '../dimension.js';

/** What conditions may be about, besides the value and the period. */
export type TextComponent = Dimension | 'status' | 'unit' | 'note';

export const ORDERS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
export type Order = (typeof ORDERS)[number];

/** Of SDMX REST 2.x: contains, does not contain, starts with, ends with. */
export const OPERATORS = [...ORDERS, 'co', 'nc', 'sw', 'ew'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition on one component of an observation. */
export type Comparison =
  | { component: TextComponent; operator: Operator; value: string }
  | { component: TextComponent; anyOf: readonly string[] }
  /** value: decimal text */
  | { component: 'value'; operator: Order; value: string }
  /** yyyy-MM-dd: the first and the last day of the period compared with */
  | { component: 'period'; operator: Order; from: string; to: string };

/** Met when all of any one of its lists are. */
export type Clause = readonly (readonly Comparison[])[];
