import { mostEdits, type Test, type TestName } from '../model/match-model.js';
import { bigrams, containment, dice, shared } from './bigrams.js';
import { compatible, daysBetween, oneDigitOff, partialDate, type PartialDate, transposed } from './dates.js';
import { edits } from './edits.js';
import { along, hausdorff, type Line, lineOf } from './lines.js';
import { boxOverlap, figures, metresBetween } from './places.js';
import { jaroWinkler } from './jaro-winkler.js';
import { identifierSimilarity, schemedValue, type SchemedValue } from './identifiers.js';
import { type NamedWords, namedWordsOf, nameOverlap } from './name-words.js';
import { type RareWords, rareWordsOf, wordOverlap } from './rare-words.js';
import {
  initials,
  isInitialism,
  numbersOf,
  tokenise,
  tokenOverlap,
  type WeightedTokens,
  weightedTokens,
} from './tokens.js';

/**
 * What is computed once per value, when a record is prepared, so that comparing a pair allocates nothing. The feature named `text` is the value
 * itself. Null: not usable.
 */
export interface Feature<F> {
  name: string;
  /** `rarity`: bits that a word says, by how rare it is; 1 for each where the model has no table of them. */
  for(test: Test, rarity: (word: string) => number): (text: string) => F | null;
}

/** Bigger is more alike: similarities as they are, distances negated, what holds or does not 1 or 0. */
export interface Measure<F> {
  feature: Feature<F>;
  compare(a: F, b: F): number;
  /** It takes longer than to look up what it gave before. */
  costly: boolean;
}

/** Features that whoever keeps them for many values may compute together. */
export const rareWordsFeature = 'words';

const text: Feature<string> = { name: 'text', for: () => (value) => value };
const grams: Feature<number[]> = { name: 'bigrams', for: () => bigrams };
const date: Feature<PartialDate> = { name: 'date', for: () => partialDate };
const words: Feature<WeightedTokens> = {
  name: 'tokens',
  for: ({ weights = {} }) => {
    const weightOf = new Map(Object.entries(weights));
    return (value) => weightedTokens(value, weightOf);
  },
};
const numbers: Feature<string[]> = { name: 'numbers', for: () => numbersOf };
const rareWords: Feature<RareWords> = {
  name: rareWordsFeature,
  for: (_, rarity) => (value) => rareWordsOf(value, rarity),
};
const namedWords: Feature<NamedWords> = {
  name: 'nameWords',
  for: (_, rarity) => (value) => namedWordsOf(value, rarity),
};
const numberedId: Feature<SchemedValue> = { name: 'identifier', for: () => schemedValue };
const place: Feature<readonly number[]> = { name: 'place', for: () => (value) => figures(value, 2) };
const extent: Feature<readonly number[]> = { name: 'extent', for: () => (value) => figures(value, 4) };
const line: Feature<Line> = { name: 'line', for: () => lineOf };
const acronym: Feature<{ text: string; initials: string }> = {
  name: 'initials',
  for: () => (value) => ({ text: tokenise(value).join(''), initials: initials(value) }),
};

function measure<F>(feature: Feature<F>, compare: (a: F, b: F) => number): Measure<F> {
  return { feature, compare, costly: false };
}

function costly<F>(feature: Feature<F>, compare: (a: F, b: F) => number): Measure<F> {
  return { feature, compare, costly: true };
}

const measures: Record<Exclude<TestName, 'overlap' | 'edits'>, Measure<unknown>> = {
  exact: measure(text, (a, b) => (a === b ? 1 : 0)),
  jaroWinkler: costly(text, jaroWinkler),
  head: measure(text, commonHead),
  tail: measure(text, commonTail),
  bigrams: costly(grams, dice),
  containment: costly(grams, containment<number>),
  tokens: costly(words, tokenOverlap),
  numbers: costly(numbers, containment<string>),
  words: costly(rareWords, (a, b) => wordOverlap(a, b, false)),
  wordsContained: costly(rareWords, (a, b) => wordOverlap(a, b, true)),
  nameWords: costly(namedWords, (a, b) => nameOverlap(a, b, false)),
  nameContained: costly(namedWords, (a, b) => nameOverlap(a, b, true)),
  identifier: measure(numberedId, identifierSimilarity),
  abbreviation: measure(text, (a, b) => (isAbbreviation(a, b) ? 1 : 0)),
  prefix: measure(text, (a, b) => (isPrefix(a, b) ? 1 : 0)),
  initialism: measure(acronym, (a, b) => (isInitialism(a, b) ? 1 : 0)),
  metres: measure(place, (a, b) => -metresBetween(a, b)),
  boxes: measure(extent, boxOverlap),
  hausdorff: costly(line, (a, b) => -hausdorff(a, b)),
  along: costly(line, (a, b) => -along(a, b)),
  days: measure(date, (a, b) => -daysBetween(a, b)),
  datePartial: measure(date, (a, b) => (compatible(a, b) ? 1 : 0)),
  dateTransposed: measure(date, (a, b) => (transposed(a, b) ? 1 : 0)),
  dateDigit: measure(date, (a, b) => (oneDigitOff(a, b) ? 1 : 0)),
};

/** Per limit: counting further than a test asks for is wasted. */
const editsWithin = Array.from({ length: mostEdits + 1 }, (_, limit) => measure(text, (a, b) => -edits(a, b, limit)));

/** `overlap` is taken of all values of a field together, see `jaccard`; value by value it is equality. */
export function measureOf(test: Test): Measure<unknown> {
  if (test.test === 'edits') return editsWithin[test.atMost!]!;
  return measures[test.test === 'overlap' ? 'exact' : test.test];
}

/** Share of the values of both sides that both have. */
export function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = shared([...a].sort(), [...b].sort());
  return both / (a.length + b.length - both);
}

function commonHead(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** A single letter for the word that begins with it. */
function isAbbreviation(a: string, b: string): boolean {
  return (a.length === 1) !== (b.length === 1) && a.charCodeAt(0) === b.charCodeAt(0);
}

/** Rob for Robert: at least two letters, the shorter begins the longer. */
function isPrefix(a: string, b: string): boolean {
  return a.length < b.length ? a.length > 1 && b.startsWith(a) : b.length > 1 && a.length > b.length && a.startsWith(b);
}

function commonTail(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++;
  return length;
}
