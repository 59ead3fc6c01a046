import anyAscii from 'any-ascii';

const PLAIN = /^[a-z0-9 ]*$/;

type Sounds = readonly (readonly [RegExp, string])[];

/** Two letters that are one sound; letter by letter Παπαδόπουλος would be Papadopoylos. */
const GREEK_SOUNDS: Sounds = [
  [/ου/gi, 'ou'],
  [/αυ/gi, 'av'],
  [/ευ/gi, 'ev'],
  [/γγ/gi, 'ng'],
  [/(?<!\p{L})μπ/giu, 'b'],
  [/(?<!\p{L})ντ/giu, 'd'],
];

/** Long vowels are written and short ones are not; letter by letter الحسن would be lhsn. */
const ARABIC_SOUNDS: Sounds = [
  [/(?<!\p{L})ال(?=\p{L}{2})/gu, 'al '],
  [/[آأإٱاى]|(?<!\p{L})ع|ة(?!\p{L})/gu, 'a'],
  [/(?<=\p{L})و(?!\p{L}*a)/gu, 'u'],
  [/ئ/g, 'y'],
];

/** Of vowels only the long ones are written; a letter by letter ג'ורג' would be gvrg. */
const HEBREW_SOUNDS: Sounds = [
  [/ג['’׳]/g, 'j'],
  [/[צץ]['’׳]/g, 'ch'],
  [/ז['’׳]/g, 'zh'],
  [/ת['’׳]/g, 't'],
  [/וו/g, 'v'],
  [/(?<=\p{L})ו/gu, 'o'],
  [/[אע]|(?<=\p{L})ה(?!\p{L})/gu, 'a'],
  [/י/g, 'i'],
  [/ק/g, 'k'],
];

/** Scripts whose letters are not sounds one by one. */
const SCRIPTS: readonly (readonly [script: RegExp, sounds: Sounds])[] = [
  [/\p{Script=Greek}/u, GREEK_SOUNDS],
  [/\p{Script=Arabic}/u, ARABIC_SOUNDS],
  [/\p{Script=Hebrew}/u, HEBREW_SOUNDS],
];

function sounds(text: string): string {
  const found = SCRIPTS.find(([script]) => script.test(text));
  if (!found) return text.normalize('NFKC');
  // Of the Arabic letters only alif and hamza fall apart, into what reads the same.
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return found[1].reduce((said, [letters, sound]) => said.replace(letters, sound), plain);
}

/**
 * A text of any alphabet in lower-case ASCII letters and digits, words separated by one space: accents off, Cyrillic, Arabic, Khmer … letter by
 * letter. Apostrophes join (O'Hare → ohare), other signs separate. For Chinese characters use `pinyin`.
 */
export function latinLetters(text: string): string {
  if (PLAIN.test(text)) return text.replace(/ {2,}/g, ' ').trim();
  return anyAscii(sounds(text))
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
