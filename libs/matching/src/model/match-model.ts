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
  /** Of records under a blocking key that more than this carry only neighbours are candidates, or in an index none. */
  maxKeyFrequency: number;
  derived?: DerivedField[];
  exclusive: ExclusiveField[];
  blocking: BlockingRule[];
  comparisons: Comparison[];
  /** Comparisons that share a cause, so that together they say less than their sum. */
  dependent?: DependentEvidence[];
  /** What one thing cannot be: clusters are kept from bringing such records together over a third one. */
  contradictions?: Contradiction[];
  /** Field, or `field#words` for the words of its values → how common its values are. Filled by training. */
  frequencies?: Record<string, FrequencyTable>;
}

/** The frequent values of a field and their shares among things; every other value counts as `other`. Capped, so that a model stays small. */
export interface FrequencyTable {
  values: Record<string, number>;
  other: number;
}

/** People of one household share address, telephone and kin: the evidence for a pair from all these is no more than `most` bits. */
export interface DependentEvidence {
  name: string;
  title?: Title;
  comparisons: string[];
  most: number;
}

export interface Contradiction {
  name: string;
  title?: Title;
  when: Condition;
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

/**
 * Records that agree on all parts become candidates. Where too many do, those that agree on a field of `refine` as well: each of them in turn
 * is added to the key, until it is rare enough.
 */
export interface BlockingRule {
  name: string;
  parts: FieldPart[];
  refine?: FieldPart[];
}

/**
 * How two values are measured. Similarities lie in 0…1 and need `atLeast`, as do the lengths of a common head or
 * tail; distances need `atMost`; the others hold or do not.
 * Of several values on either side the best pair counts. `words` and `wordsContained` weigh words by their rarity and take near-equal words for
 * equal; `nameWords` and `nameContained` take short forms and initials for the words they stand for as well; `boxes` is the share two extents
 * `west south east north` have in common, `metres` the distance of two positions `longitude latitude`, in degrees both; `hausdorff` the metres that two lines `x y,x y;x y,x y` run apart at most, `along` those that the
 * shorter one, which may be a piece, runs from the longer; `identifier` compares `scheme=value` within the same scheme: 1 equal, 0.9 one edit, 0.8 two.
 */
export const similarityTests = [
  'jaroWinkler',
  'bigrams',
  'containment',
  'tokens',
  'words',
  'wordsContained',
  'nameWords',
  'nameContained',
  'numbers',
  'overlap',
  'identifier',
  'boxes',
] as const;
export const distanceTests = ['edits', 'days', 'metres', 'hausdorff', 'along'] as const;
/** `edits` are counted no further than this. */
export const mostEdits = 3;
export const lengthTests = ['head', 'tail'] as const;
export const plainTests = [
  'exact',
  'initialism',
  'abbreviation',
  'prefix',
  'datePartial',
  'dateTransposed',
  'dateDigit',
] as const;
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
  /** The other side's value is taken of this field instead; tried both ways round. */
  against?: string;
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
  /** Training finds no larger a share of the pairs that are the same here: what a thing is told by hardly ever differs between two records of it. */
  mostM?: number;
  /** Says nothing: what it sees, another comparison weighs. */
  neutral?: boolean;
  /** Field whose common values speak less, and rare ones more, than the average that u is. See `MatchModel.frequencies`. */
  frequency?: string;
}

/** Levels are tried in order, the first that holds counts. When nothing could be compared the comparison is neutral. */
export interface Comparison {
  name: string;
  title?: Title;
  levels: Level[];
}
