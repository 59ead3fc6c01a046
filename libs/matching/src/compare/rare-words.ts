import { bigrams, dice } from './bigrams.js';
import { edits } from './edits.js';

/** Words by number, of one text or of many, and what is known of each. */
export interface Words {
  text(word: number): string;
  hashes: ArrayLike<number>;
  /** Bits a word says by its rarity. */
  bits: ArrayLike<number>;
  /** What a word has to have in common with another to be near it, see `shapeOf`. */
  shapes: ArrayLike<number>;
}

/** The words of one text, without repeats, sorted by their hashes: `ids` from `start` to `end`. */
export interface RareWords {
  words: Words;
  ids: ArrayLike<number>;
  start: number;
  end: number;
  /** Bits of them all. */
  total: number;
}

export function rareWordsOf(text: string, rarity: (word: string) => number): RareWords | null {
  const texts = [...new Set(text.split(' '))].filter((word) => word !== '');
  if (texts.length === 0) return null;
  const hashes = texts.map(hashOfWord);
  const ids = texts.map((_, id) => id);
  sortWords(ids, 0, ids.length, hashes);
  const words = { text: (id: number) => texts[id]!, hashes, bits: texts.map(rarity), shapes: texts.map(shapeOf) };
  return rareWords(words, ids, 0, ids.length);
}

export function rareWords(words: Words, ids: ArrayLike<number>, start: number, end: number): RareWords {
  let total = 0;
  for (let i = start; i < end; i++) total += words.bits[ids[i]!]!;
  return { words, ids, start, end, total };
}

/** Sorts a few words in place. */
export function sortWords(ids: number[] | Int32Array, start: number, end: number, hashes: ArrayLike<number>): void {
  for (let i = start + 1; i < end; i++) {
    const word = ids[i]!;
    let at = i;
    for (; at > start && hashes[ids[at - 1]!]! > hashes[word]!; at--) ids[at] = ids[at - 1]!;
    ids[at] = word;
  }
}

/** FNV-1a over the UTF-16 code units. */
export function hashOfWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** Words left over on both sides after the equal ones; more are not looked at. */
const mostLeft = 16;
const leftA = new Int32Array(mostLeft);
const leftB = new Int32Array(mostLeft);

/** Words with a slip of the pen count a little less than equal ones. */
const nearShare = 0.85;
const shortestNear = 4;
const nearRest = 0.7;
const leastEqual = 0.3;

/**
 * Bits said by both, over those said by either (Dice), or with `contained` over those of the side that says less: 0…1. Of words that only one
 * side has, near-equal ones are paired; where the rests are near-equal as a whole, word breaks differ.
 */
export function wordOverlap(a: RareWords, b: RareWords, contained: boolean): number {
  const at = (a.start ^ Math.imul(b.start, 5)) & (kept.length - 1);
  const last = kept[at]!;
  if (a !== last.a || b !== last.b) {
    last.both = bitsOfBoth(a, b);
    last.a = a;
    last.b = b;
  }
  const whole = contained ? Math.min(a.total, b.total) : (a.total + b.total) / 2;
  return whole === 0 ? 0 : Math.min(1, last.both / whole);
}

/** Several levels ask for both measures of one pair, one after the other; two records with a few texts each are a few pairs. */
const kept = Array.from({ length: 16 }, () => ({ a: null as RareWords | null, b: null as RareWords | null, both: 0 }));

function bitsOfBoth(a: RareWords, b: RareWords): number {
  const [xs, ys] = [a.words.hashes, b.words.hashes];
  const together = a.words === b.words;
  let both = 0;
  let countA = 0;
  let countB = 0;
  let i = a.start;
  let j = b.start;
  while (i < a.end && j < b.end) {
    const [x, y] = [a.ids[i]!, b.ids[j]!];
    if (together ? x === y : xs[x] === ys[y] && a.words.text(x) === b.words.text(y)) {
      both += a.words.bits[x]!;
      i++;
      j++;
    } else if (xs[x]! <= ys[y]!) {
      if (countA < mostLeft) leftA[countA++] = x;
      i++;
    } else {
      if (countB < mostLeft) leftB[countB++] = y;
      j++;
    }
  }
  for (; i < a.end && countA < mostLeft; i++) leftA[countA++] = a.ids[i]!;
  for (; j < b.end && countB < mostLeft; j++) leftB[countB++] = b.ids[j]!;
  return countA > 0 && countB > 0 ? both + near(a, b, countA, countB, both) : both;
}

function near(a: RareWords, b: RareWords, countA: number, countB: number, equal: number): number {
  const [x, y] = [a.words, b.words];
  let restA = 0;
  let restB = 0;
  let both = 0;
  for (let i = 0; i < countA; i++) restA += x.bits[leftA[i]!]!;
  for (let j = 0; j < countB; j++) restB += y.bits[leftB[j]!]!;
  let taken = 0;
  for (let i = 0; i < countA; i++) {
    const shape = x.shapes[leftA[i]!]!;
    if (shape === 0) continue;
    for (let j = 0; j < countB; j++) {
      const other = y.shapes[leftB[j]!]!;
      if (other === 0 || !alike(shape, other) || (taken & (1 << j)) !== 0) continue;
      if (!isNear(x.text(leftA[i]!), y.text(leftB[j]!))) continue;
      taken |= 1 << j;
      both += nearShare * Math.min(x.bits[leftA[i]!]!, y.bits[leftB[j]!]!);
      break;
    }
  }
  // Costly, and of use only where the rest of the two texts agrees.
  if (taken !== 0 || countA + countB < 3 || equal < leastEqual * Math.min(a.total, b.total)) return both;
  const gramsA = bigrams(joined(x, leftA, countA));
  const gramsB = bigrams(joined(y, leftB, countB));
  return gramsA && gramsB && dice(gramsA, gramsB) >= nearRest ? nearShare * Math.min(restA, restB) : 0;
}

/** In the order of the alphabet, which is that of both sides. */
function joined(words: Words, left: Int32Array, count: number): string {
  return Array.from(left.subarray(0, count), (word) => words.text(word))
    .sort()
    .join('');
}

/** Length, first and last character of a word that another can be near, 0 of one that none can: a short one, or a number (the next house is another one). */
export function shapeOf(word: string): number {
  const first = word.charCodeAt(0);
  if (word.length < shortestNear || (first >= 48 && first <= 57)) return 0;
  return (Math.min(word.length, 63) << 24) | ((first & 0xfff) << 12) | (word.charCodeAt(word.length - 1) & 0xfff);
}

/** Words that differ at both ends are not looked at further: most do. */
function alike(x: number, y: number): boolean {
  const difference = x ^ y;
  return ((difference & 0xfff) === 0 || (difference & 0xfff000) === 0) && Math.abs((x >> 24) - (y >> 24)) <= 2;
}

/** A slip of the pen, two in a long word. */
function isNear(x: string, y: string): boolean {
  if (Math.abs(x.length - y.length) > 2) return false;
  if (x.charCodeAt(0) !== y.charCodeAt(0) && x.charCodeAt(x.length - 1) !== y.charCodeAt(y.length - 1)) return false;
  const limit = Math.min(x.length, y.length) >= 7 ? 2 : 1;
  return edits(x, y, limit) <= limit;
}
