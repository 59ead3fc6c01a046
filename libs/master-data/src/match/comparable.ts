import type { Prepared } from '@siku/matching';

export interface Comparable {
  prepared: Prepared;
  /** exclusive identifiers: `scheme=value` */
  exclusive: readonly string[];
  /** those of which a cluster can have only one value */
  conflicting: readonly string[];
}

/** Records that share an exclusive identifier are joined by it, not by their weight: see resolve. */
export const shareExclusive = (a: Comparable, b: Comparable): boolean =>
  a.exclusive.some((identifier) => b.exclusive.includes(identifier));
