import anyAscii from 'any-ascii';

const PLAIN = /^[a-z0-9 ]*$/;

const GREEK = /\p{Script=Greek}/u;

/** Two letters that are one sound; letter by letter Παπαδόπουλος would be Papadopoylos. */
const GREEK_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ου/gi, 'ou'],
  [/αυ/gi, 'av'],
  [/ευ/gi, 'ev'],
  [/γγ/gi, 'ng'],
  [/(?<!\p{L})μπ/giu, 'b'],
  [/(?<!\p{L})ντ/giu, 'd'],
];

function greekSounds(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  return GREEK_SOUNDS.reduce((said, [letters, sound]) => said.replace(letters, sound), plain);
}

/**
 * A text of any alphabet in lower-case ASCII letters and digits, words separated by one space: accents off, Cyrillic, Arabic, Khmer … letter by
 * letter. Apostrophes join (O'Hare → ohare), other signs separate. For Chinese characters use `pinyin`.
 */
export function latinLetters(text: string): string {
  if (PLAIN.test(text)) return text.replace(/ {2,}/g, ' ').trim();
  return anyAscii(GREEK.test(text) ? greekSounds(text) : text.normalize('NFKC'))
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
