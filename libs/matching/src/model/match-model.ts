/**
 * The first of three layers: a match model is *declared* as data (this file), *compiled* to plain functions (compile-model.ts) and *executed* by
 * whoever holds the records. Everything here is JSON, so that a model can be stored, versioned, printed and trained.
 */

/** Text for people, in both languages of the platform. */
export interface Title {
  zh: string;
  en: string;
}

/** A standardised record as the matcher sees it: field → its values, the present one first, former ones after it. */
export type Profile = Readonly<Record<string, readonly string[]>>;

export interface MatchModel {
  code: string;
  version: number;
  title?: Title;
  /** Probability that two records drawn at random are the same thing. */
  prior: number;
  /** Weights are log2 of the posterior odds, prior included: 10 means about 1 in 1,000 wrong. */
  thresholds: { link: number; review: number };
  /** A blocking key carried by more records than this names no candidates. */
  maxKeyFrequency: number;
  derived?: DerivedField[];
  exclusive: ExclusiveField[];
  blocking: BlockingRule[];
  comparisons: Comparison[];
}

/** A field computed from another, value by value. A profile that brings the field itself is left as it is. */
export interface DerivedField {
  field: string;
  from: string;
  /** Regular expression; the value is its first group that took part. */
  pattern?: string;
  /** Value when the pattern does not match; without it such a value yields nothing. */
  otherwise?: string;
  /** Fields whose values are cut out of the text, e.g. region and legal form out of a name. Done before the pattern is tried. */
  without?: string[];
}

/** An identifier that proves identity. `conflicting`: two different values prove that two records are different. */
export interface ExclusiveField {
  field: string;
  conflicting: boolean;
}

/** Rewrites a value before it is compared or used in a key. `tokens` gives several values. */
export const transforms = [
  'digits',
  'initials',
  'sortedInitials',
  'sortedCharacters',
  'sortedTokens',
  'tokens',
] as const;
export type Transform = (typeof transforms)[number];

export interface FieldPart {
  field: string;
  transform?: Transform;
  /** Keep the first (last) n characters; a shorter value yields nothing. Applied after `transform`. */
  first?: number;
  last?: number;
}

/** Records that agree on all parts become candidates. */
export interface BlockingRule {
  name: string;
  parts: FieldPart[];
}

/**
 * How two values are measured. Similarities lie in 0…1 and need `atLeast`, as do the lengths of a common head or
 * tail; distances need `atMost`; the others hold or do not.
 * Of several values on either side the best pair counts.
 */
export const similarityTests = ['jaroWinkler', 'bigrams', 'containment', 'tokens', 'numbers', 'overlap'] as const;
export const distanceTests = ['edits', 'days'] as const;
/** `edits` are counted no further than this. */
export const mostEdits = 3;
export const lengthTests = ['head', 'tail'] as const;
export const plainTests = ['exact', 'initialism', 'datePartial', 'dateTransposed', 'dateDigit'] as const;
export type SimilarityTest = (typeof similarityTests)[number];
export type DistanceTest = (typeof distanceTests)[number];
export type LengthTest = (typeof lengthTests)[number];
export type PlainTest = (typeof plainTests)[number];
export type TestName = SimilarityTest | DistanceTest | LengthTest | PlainTest;

export interface Test extends FieldPart {
  test: TestName;
  atLeast?: number;
  atMost?: number;
  /** Only the present value of each side, former ones left aside. */
  present?: boolean;
  /** For `tokens`: weight of common words; every other word weighs 1. */
  weights?: Record<string, number>;
}

/** Three-valued: a test on a field that is missing on one side is unknown, and so is its negation. A level holds only when it is true. */
export type Condition = Test | { all: Condition[] } | { any: Condition[] } | { not: Condition };

export interface Level {
  name: string;
  title?: Title;
  /** Absent in the last level, which takes every pair that could be compared and reached no other. */
  when?: Condition;
  /** Probability of this level among pairs that are (m) and are not (u) the same thing. */
  m: number;
  u: number;
  /** Training leaves m and u as they are. */
  fixed?: boolean;
}

/** Levels are tried in order, the first that holds counts. When nothing could be compared the comparison is neutral. */
export interface Comparison {
  name: string;
  title?: Title;
  levels: Level[];
}
