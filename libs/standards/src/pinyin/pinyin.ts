import { createRequire } from 'node:module';
import type { pinyin as Pinyin } from 'pinyin-pro';
import { normaliseText } from '../text/half-width.js';
import { toSimplified } from '../text/simplified.js';
import { NOT_SURNAMES, READINGS, SURNAMES, WORDS } from './pinyin-words.js';

/**
 * Sentence segmentation takes 40 µs a name and reads one name differently in different surroundings. Here every character
 * has one reading, but for the words of pinyin-words.ts: about 1 µs, and the same name always reads the same.
 */
const readings = new Map<string, string>(entries(READINGS));
const surnames = new Map<string, string>(entries(SURNAMES));
const notSurnames = new Set(NOT_SURNAMES.trim().split(/[|\n]/));
const words = new Map<string, string[]>();
/** First characters of words, with the length of the longest. */
const wordStarts = new Map<string, number>();
for (const [word, reading] of entries(WORDS)) {
  if (word.length === 1) readings.set(word, reading);
  else {
    words.set(word, reading.split(' '));
    wordStarts.set(word[0]!, Math.max(wordStarts.get(word[0]!) ?? 0, word.length));
  }
}

function entries(table: string): [string, string][] {
  return table
    .trim()
    .split(/[|\n]/)
    .map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]);
}

const HAN = /^\p{Script=Han}+$/u;
const HAN_CHARACTER = /\p{Script=Han}/u;

let library: typeof Pinyin | undefined;

function readCharacter(character: string): string {
  const known = readings.get(character);
  if (known !== undefined) return known;
  // 100 ms to load, so only when the first character is asked for; a process that reads no names never does
  library ??= (createRequire(import.meta.url)('pinyin-pro') as { pinyin: typeof Pinyin }).pinyin;
  const reading = HAN_CHARACTER.test(character) ? library(character, { toneType: 'none', v: true }) : '';
  const syllable = /^[a-z]+$/.test(reading) ? reading : '';
  readings.set(character, syllable); // bounded by the characters of Unicode
  return syllable;
}

/** 解放, 单位 are no persons, 尉迟 is a surname of two characters. */
const startsWithWord = (name: string): boolean =>
  notSurnames.has(name) || notSurnames.has(name.slice(0, 2)) || words.has(name.slice(0, 2));

/** Syllables in lower case, runs of Latin letters and digits in upper case, in order. */
function syllables(text: string): string[] {
  const name = toSimplified(normaliseText(text)).toUpperCase();
  const out: string[] = [];
  let i = 0;
  if (name.length >= 2 && name.length <= 3) {
    const surname = surnames.get(name[0]!);
    if (surname !== undefined && HAN.test(name) && !startsWithWord(name)) {
      out.push(surname);
      i = 1;
    }
  }
  while (i < name.length) {
    const code = name.charCodeAt(i);
    if ((code >= 65 && code <= 90) || (code >= 48 && code <= 57)) {
      let end = i + 1;
      while (end < name.length && /[A-Z0-9]/.test(name[end]!)) end++;
      out.push(name.slice(i, end));
      i = end;
      continue;
    }
    const character = code >= 0xd800 && code < 0xdc00 ? name.slice(i, i + 2) : name[i]!;
    let word: string[] | undefined;
    for (let length = wordStarts.get(character) ?? 0; length > 1 && !word; length--) {
      word = words.get(name.slice(i, i + length));
    }
    if (word) {
      out.push(...word);
      i += word.length;
    } else {
      const syllable = readCharacter(character);
      if (syllable !== '') out.push(syllable);
      i += character.length;
    }
  }
  return out;
}

/**
 * Toneless pinyin, syllables separated by spaces, ü as v; Latin words and numbers stay, in lower case; signs are dropped.
 * A text of two or three characters that begins with a surname of its own reading is read as a person's name (单田芳).
 */
export function pinyin(text: string): string {
  return syllables(text).join(' ').toLowerCase();
}

/** First letters of the syllables (宁波市 → nbs); Latin words and numbers stay whole. */
export function pinyinInitials(text: string): string {
  let initials = '';
  for (const syllable of syllables(text)) initials += /^[a-z]/.test(syllable) ? syllable[0] : syllable;
  return initials.toLowerCase();
}
