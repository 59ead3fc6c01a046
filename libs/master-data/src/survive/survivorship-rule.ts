/**
 * How one attribute's golden value is chosen from the source records of a cluster. The criteria are tried in their
 * order, each keeping only the best candidates of the one before.
 *
 * - `trust`: the dataset's declared trust for the attribute (0-100)
 * - `recency`: the value that became effective last
 * - `completeness`: the value that says most
 * - `majority`: the value most datasets agree on
 */
export type Criterion = 'trust' | 'recency' | 'completeness' | 'majority';

export interface SurvivorshipRule {
  by: readonly Criterion[];
  /** Collect every distinct value instead of choosing one (lists only). */
  union?: boolean;
  /** A list of plain values, which what the golden value at this path was in former times joins by itself. */
  formerly?: string;
  /** Taken from the record that the value at this path, earlier in the rules, was taken from, and from no other: a figure and its unit. */
  with?: string;
  /** A date that is its own beginning (a death): what is told of it later counts from that day on, where nothing else is said. */
  sinceItself?: boolean;
  /** Datasets whose value is never taken. */
  neverFrom?: readonly string[];
}

/** Attribute path → rule. A path of an object attribute (`address`) is chosen as a whole, so that it is never mixed. */
export type SurvivorshipRules = Readonly<Record<string, SurvivorshipRule>>;
