import { bigrams, dice } from './bigrams.js';
import { edits } from './edits.js';

/** Words of a text, sorted, without repeats, each with the bits it says by its rarity. */
export interface RareWords {
  words: readonly string[];
  bits: readonly number[];
  total: number;
}

export function rareWordsOf(text: string, rarity: (word: string) => number): RareWords | null {
  const words = [...new Set(text.split(' '))].filter((word) => word !== '').sort();
  if (words.length === 0) return null;
  const bits = words.map(rarity);
  return { words, bits, total: bits.reduce((sum, each) => sum + each, 0) };
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
  // Several levels ask for both measures of one pair, one after the other.
  if (a !== lastA || b !== lastB) {
    lastBoth = bitsOfBoth(a, b);
    lastA = a;
    lastB = b;
  }
  const whole = contained ? Math.min(a.total, b.total) : (a.total + b.total) / 2;
  return whole === 0 ? 0 : Math.min(1, lastBoth / whole);
}

let lastA: RareWords | null = null;
let lastB: RareWords | null = null;
let lastBoth = 0;

function bitsOfBoth(a: RareWords, b: RareWords): number {
  let both = 0;
  let countA = 0;
  let countB = 0;
  let i = 0;
  let j = 0;
  while (i < a.words.length || j < b.words.length) {
    const x = a.words[i];
    const y = b.words[j];
    if (x === y) {
      both += a.bits[i]!;
      i++;
      j++;
    } else if (y === undefined || (x !== undefined && x < y)) {
      if (countA < mostLeft) leftA[countA++] = i;
      i++;
    } else {
      if (countB < mostLeft) leftB[countB++] = j;
      j++;
    }
  }
  return countA > 0 && countB > 0 ? both + near(a, b, countA, countB, both) : both;
}

function near(a: RareWords, b: RareWords, countA: number, countB: number, equal: number): number {
  let restA = 0;
  let restB = 0;
  let both = 0;
  for (let i = 0; i < countA; i++) restA += a.bits[leftA[i]!]!;
  for (let j = 0; j < countB; j++) restB += b.bits[leftB[j]!]!;
  let taken = 0;
  for (let i = 0; i < countA; i++) {
    const x = a.words[leftA[i]!]!;
    if (x.length < shortestNear || isNumber(x)) continue;
    for (let j = 0; j < countB; j++) {
      const y = b.words[leftB[j]!]!;
      if ((taken & (1 << j)) !== 0 || !isNear(x, y)) continue;
      taken |= 1 << j;
      both += nearShare * Math.min(a.bits[leftA[i]!]!, b.bits[leftB[j]!]!);
      break;
    }
  }
  // Costly, and of use only where the rest of the two texts agrees.
  if (taken !== 0 || countA + countB < 3 || equal < leastEqual * Math.min(a.total, b.total)) return both;
  const gramsA = bigrams(joined(a, leftA, countA));
  const gramsB = bigrams(joined(b, leftB, countB));
  return gramsA && gramsB && dice(gramsA, gramsB) >= nearRest ? nearShare * Math.min(restA, restB) : 0;
}

function joined(words: RareWords, left: Int32Array, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += words.words[left[i]!]!;
  return text;
}

/** A slip of the pen, two in a long word. Words that differ at both ends are not looked at further: most do. */
function isNear(x: string, y: string): boolean {
  if (y.length < shortestNear || isNumber(y) || Math.abs(x.length - y.length) > 2) return false;
  if (x.charCodeAt(0) !== y.charCodeAt(0) && x.charCodeAt(x.length - 1) !== y.charCodeAt(y.length - 1)) return false;
  const limit = Math.min(x.length, y.length) >= 7 ? 2 : 1;
  return edits(x, y, limit) <= limit;
}

/** 12 and 13 are not near: the next house is another one. */
function isNumber(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 48 && code <= 57;
}
