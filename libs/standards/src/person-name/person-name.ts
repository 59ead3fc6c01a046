import { pinyin } from '../pinyin/pinyin.js';
import { latinLetters } from '../text/latin-letters.js';
import { toSimplified } from '../text/simplified.js';
import { isKoreanSurname, usualKoreanSpelling } from './korean-surnames.js';
import { fullForms } from './nicknames.js';
import { roughSound, soundAcrossScripts } from './sound.js';
import { COMPOUND_SURNAMES, isCommonSurname, isPinyin, isSurnameInPinyin } from './surnames.js';

/** A person's name made comparable. Chinese names in simplified characters, all others in lower-case Latin letters. */
export interface PersonName {
  family: string;
  given: string;
  /** The same in Latin letters without spaces; pinyin of characters. */
  familyLetters: string;
  givenLetters: string;
  familySound: string;
  givenSound: string;
  /** What other scripts leave of the two. */
  familyBones: string;
  givenBones: string;
  /** Names the given name may be a short form of. */
  fullForms: readonly string[];
  /** jr, sr, ii … */
  generation: string;
  /** Written in neither Latin letters nor Chinese characters. */
  isForeign: boolean;
}

const HAN_NAME = /^[\p{Script=Han}·]{2,}$/u;
const HAN = /\p{Script=Han}/u;
const FOREIGN = /[^\P{L}\p{Script=Latin}\p{Script=Han}]/u;
/** 김민준, 김 민준: the family first; those of two syllables (남궁) are one in a thousand. 글렌 호들 is a foreigner's. */
const HANGUL_NAME = /^(\p{Script=Hangul})\s?(\p{Script=Hangul}{1,3})$/u;
/** Min-jun Kim, Kim Min-jun: syllables of a given name that were joined. */
const JOINED_SYLLABLES = /^\p{Script=Latin}{1,6}[-‐]\p{Script=Latin}{1,6}$/u;
const GENERATIONS: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  jnr: 'jr',
  sr: 'sr',
  senior: 'sr',
  snr: 'sr',
  i: 'i',
  ii: 'ii',
  iii: 'iii',
  iv: 'iv',
};
/** 先生, 女士 and the like, and what stands before a name in English. */
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'madam']);

/** 间隔号 as it is typed between the parts of 阿不都·买买提; GB/T 15834 has U+00B7. ㆍ is one more, and what NFKC makes of it. */
const DOTS = /(?<=\p{Script=Han}\s*)[·•・‧∙⋅●ㆍ\u119e\u0387.．-]+(?=\s*\p{Script=Han})/gu;

/** A name in Chinese characters with the dot that the standard has, whichever stands in it. */
export const withPlainDots = (name: string): string => name.replace(DOTS, '·');

/** 張偉 and 张伟 are one name; so are Smith and SMITH, and 阿不都.买买提 and 阿不都·买买提. */
export const foldName = (name: string): string => toSimplified(withPlainDots(name)).toLowerCase();

/** Two to six characters, and spaces between some. */
const PADDED = /^(?=(?:\s*\p{Script=Han}){2,6}$)\p{Script=Han}+(?:\s+\p{Script=Han}+)+$/u;

/** 张伟 of 张 伟, padded to the width of three characters: the space says nothing, while that of 佐藤 健 tells the family's name. */
export function withoutPadding(name: string): string {
  if (!PADDED.test(name)) return name;
  const compact = name.replaceAll(/\s+/g, '');
  const [spaced, joined] = [personName({ name }), personName({ name: compact })];
  return spaced?.family === joined?.family && spaced?.given === joined?.given ? compact : name;
}

/** 王小明(曾用名王二): what is said about a name is no part of it. */
const REMARK = /(?<=\p{Script=Han}\s*)\([^()]*\)$/u;

/** Reads the name from its parts, or from the whole where the parts are not given. Null when there is no letter in it. */
export function personName(parts: { name?: string; family?: string; given?: string }): PersonName | null {
  const whole = parts.name?.trim() ?? '';
  if (parts.family || parts.given) return ofParts(parts.family ?? '', parts.given ?? '');
  if (whole === '') return null;
  const plain = toSimplified(withPlainDots(whole.normalize('NFKC').replace(REMARK, ''))).trim();
  const parted = plain.split(/\s+/);
  const compact = parted.join('');
  if (HAN_NAME.test(compact)) {
    if (compact.includes('·')) return ofParts('', compact.replaceAll('·', ''));
    // 𠮷 is one character of two code units.
    const characters = [...compact];
    const length = characters.length > 2 && COMPOUND_SURNAMES.has(compact.slice(0, 2)) ? 2 : 1;
    // 慧敏张: given name first, as forms for foreigners ask for it.
    if (length === 1 && !isCommonSurname(characters[0]!) && isCommonSurname(characters.at(-1)!))
      return ofParts(characters.at(-1)!, characters.slice(0, -1).join(''));
    // 佐藤 健: the space stands between the two.
    if (parted.length === 2) return ofParts(parted[0]!, parted[1]!);
    return ofParts(characters.slice(0, length).join(''), characters.slice(length).join(''));
  }
  const korean = HANGUL_NAME.exec(plain) ?? koreanInLetters(whole);
  if (korean) return ofParts(korean[1]!, korean[2]!);
  const comma = /^([^,，]+)[,，]\s*(.+)$/.exec(whole);
  if (comma && !(latinLetters(comma[2]!) in GENERATIONS)) return ofParts(comma[1]!, comma[2]!);
  const words = latinLetters(whole)
    .split(' ')
    .filter((word) => !TITLES.has(word));
  const generation = words.length > 2 ? GENERATIONS[words.at(-1)!] : undefined;
  if (generation) words.pop();
  if (words.length === 0) return null;
  if (words.length === 1) return spelledTogether(words[0]!);
  // Chinese in pinyin has the family first, most others last; where both could be the family's, first.
  const isChinese = isSurnameInPinyin(words[0]!) && words.every(isPinyin);
  const [family, given] = isChinese
    ? [words[0]!, words.slice(1).join(' ')]
    : [words.at(-1)!, words.slice(0, -1).join(' ')];
  const name = ofParts(family, generation ? `${given} ${generation}` : given);
  return name && { ...name, isForeign: FOREIGN.test(whole) };
}

/** Family and given name, as a match has them. */
function koreanInLetters(whole: string): readonly string[] | null {
  const [first, last, ...more] = whole.split(/[\s,]+/);
  if (!first || !last || more.length > 0) return null;
  const joined = (given: string) => given.replace(/[-‐]/, '');
  if (JOINED_SYLLABLES.test(last) && isKoreanSurname(latinLetters(first))) return [whole, first, joined(last)];
  return JOINED_SYLLABLES.test(first) && isKoreanSurname(latinLetters(last)) ? [whole, last, joined(first)] : null;
}

/** wangxiaoming: family and given name without a space between. */
function spelledTogether(word: string): PersonName | null {
  if (isPinyin(word)) {
    for (let length = Math.min(7, word.length - 2); length > 1; length--) {
      const rest = word.slice(length);
      if (isSurnameInPinyin(word.slice(0, length)) && isPinyin(rest)) return ofParts(word.slice(0, length), rest);
    }
  }
  return ofParts('', word);
}

function ofParts(familyText: string, givenText: string): PersonName | null {
  const [family, familyGeneration] = normal(familyText);
  const [given, givenGeneration] = normal(givenText);
  if (family === '' && given === '') return null;
  const familyLetters = lettersOf(family);
  const givenLetters = lettersOf(given);
  const isChinese = isSurnameInPinyin(familyLetters) && isPinyin(givenLetters);
  return {
    family,
    given: isChinese && !HAN.test(given) ? givenLetters : given,
    familyLetters,
    givenLetters,
    familySound: isChinese ? familyLetters : roughSound(usualKoreanSpelling(familyLetters)),
    givenSound: isChinese ? givenLetters : roughSound(lettersOf(given.split(' ', 1)[0]!)),
    familyBones: isChinese ? '' : soundAcrossScripts(familyLetters),
    givenBones: isChinese ? '' : soundAcrossScripts(lettersOf(given.split(' ', 1)[0]!)),
    fullForms: HAN.test(given) ? [] : fullForms(given.split(' ', 1)[0]!),
    generation: familyGeneration || givenGeneration,
    isForeign: FOREIGN.test(familyText + givenText),
  };
}

function lettersOf(text: string): string {
  return (HAN.test(text) ? pinyin(text) : text).replaceAll(' ', '');
}

/** The name without its generation, and the generation. */
function normal(text: string): [string, string] {
  if (text === '') return ['', ''];
  if (HAN.test(text)) return [toSimplified(text.normalize('NFKC')).replace(/[^\p{L}]/gu, ''), ''];
  const words = latinLetters(text)
    .split(' ')
    .filter((word) => word !== '' && !TITLES.has(word));
  const generation = words.length > 1 ? (GENERATIONS[words.at(-1)!] ?? '') : '';
  if (generation !== '') words.pop();
  return [words.join(' '), generation];
}
