import { edits } from './edits.js';

/** Words of a name without repeats, sorted, with the bits they say by their rarity, and once more in the order in which they stand. */
export interface NamedWords {
  words: readonly string[];
  bits: readonly number[];
  total: number;
  /** Places of the words, as they stand. */
  order: readonly number[];
}

export function namedWordsOf(text: string, rarity: (word: string) => number): NamedWords | null {
  const standing = [...new Set(text.split(' '))].filter((word) => word !== '');
  if (standing.length === 0) return null;
  const words = [...standing].sort();
  const bits = words.map(rarity);
  const total = bits.reduce((sum, each) => sum + each, 0);
  return { words, bits, total, order: standing.map((word) => words.indexOf(word)) };
}

/** What a word counts that the other side has written otherwise, against one that is equal; the rarity is that of both writings. */
const slipShare = 0.85;
const shortShare = 0.8;
/** Shorter words are other words when one letter differs. */
const shortestSlip = 4;
const shortestLong = 7;
/** Fewest letters of a short form: Mfg, Log. */
const shortestShort = 3;

/**
 * Bits that two names share, over those of both (Dice), or with `contained` over those of the one that says less: 0…1. Words count in any order;
 * those left over on both sides are paired where one is a slip or a short form of the other (Mfg, Nthn, Intl), or is written as two or as
 * initials there.
 */
export function nameOverlap(a: NamedWords, b: NamedWords, contained: boolean): number {
  if (a !== lastA || b !== lastB) {
    lastBoth = sharedBits(a, b);
    lastA = a;
    lastB = b;
  }
  const whole = contained ? Math.min(a.total, b.total) : (a.total + b.total) / 2;
  return whole === 0 ? 0 : Math.min(1, lastBoth / whole);
}

let lastA: NamedWords | null = null;
let lastB: NamedWords | null = null;
let lastBoth = 0;

function sharedBits(a: NamedWords, b: NamedWords): number {
  const left = a.order.filter((place) => !b.words.includes(a.words[place]!));
  const right = b.order.filter((place) => !a.words.includes(b.words[place]!));
  let both = a.total;
  for (const place of left) both -= a.bits[place]!;
  if (left.length === 0 || right.length === 0) return both;
  // Hay is no short form of haystack where stack stands beside it.
  return both + severalBits(a, left, b, right) + severalBits(b, right, a, left) + pairedBits(a, left, b, right);
}

/** Takes the words it pairs out of both lists. */
function pairedBits(a: NamedWords, left: number[], b: NamedWords, right: number[]): number {
  let bits = 0;
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      const share = likeness(a.words[left[i]!]!, b.words[right[j]!]!);
      if (share === 0) continue;
      bits += (share * (a.bits[left[i]!]! + b.bits[right[j]!]!)) / 2;
      left.splice(i--, 1);
      right.splice(j, 1);
      break;
    }
  }
  return bits;
}

function likeness(x: string, y: string): number {
  if (hasDigit(x) || hasDigit(y)) return 0;
  const shorter = Math.min(x.length, y.length);
  if (shorter >= shortestSlip) {
    const limit = shorter >= shortestLong ? 2 : 1;
    if (edits(x, y, limit) <= limit) return slipShare;
  }
  return x.length < y.length ? shortened(x, y) : shortened(y, x);
}

/** Mfg for manufacturing: its letters in their order, the first of them first. Cut off (Log for logistics) or with its last letter it is surer. */
function shortened(short: string, long: string): number {
  if (short.length < shortestShort || short.length + 1 > long.length || short[0] !== long[0]) return 0;
  if (long.startsWith(short)) return shortShare;
  let at = 0;
  for (let i = 0; i < long.length && at < short.length; i++) if (long[i] === short[at]) at++;
  // Few vowels are kept: Marin is no short form of Marketing, though its letters are there.
  return at === short.length && /^.[^aeiou]+$/.test(short) ? shortShare : 0;
}

/** One word here, several there: haystack and hay stack, intl business machines and ibm. */
function severalBits(a: NamedWords, left: number[], b: NamedWords, right: number[]): number {
  for (let i = 0; i < left.length; i++) {
    const word = a.words[left[i]!]!;
    for (let from = 0; from + 1 < right.length; from++) {
      let joined = b.words[right[from]!]!;
      let initials = joined[0]!;
      let bits = b.bits[right[from]!]!;
      for (let to = from + 1; to < right.length; to++) {
        joined += b.words[right[to]!]!;
        initials += b.words[right[to]!]![0]!;
        bits += b.bits[right[to]!]!;
        if (word !== joined && word !== initials) continue;
        const share = word === joined ? slipShare : shortShare;
        const own = a.bits[left[i]!]!;
        left.splice(i, 1);
        right.splice(from, to - from + 1);
        return (share * (own + bits)) / 2;
      }
    }
  }
  return 0;
}

const hasDigit = (word: string): boolean => /\d/.test(word);
