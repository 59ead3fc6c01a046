import anyAscii from 'any-ascii';

const PLAIN = /^[a-z0-9 ]*$/;

/**
 * A text of any alphabet in lower-case ASCII letters and digits, words separated by one space: accents off, Cyrillic, Arabic, Khmer … letter by
 * letter. Apostrophes join (O'Hare → ohare), other signs separate. For Chinese characters use `pinyin`.
 */
export function latinLetters(text: string): string {
  if (PLAIN.test(text)) return text.replace(/ {2,}/g, ' ').trim();
  return anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
