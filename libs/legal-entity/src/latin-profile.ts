import { addressKeys, addressWords, nameWords, organisationNames, postcodesOf } from '@siku/standards';

const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text is read by its characters, by the rules of Chinese names and addresses. Any other is compared by its words in Latin letters. */
export const isInCharacters = (text: string): boolean => HAN.test(text) && !KANA.test(text);

/** An acronym has no more letters. */
const LONGEST_ACRONYM = 5;

/** What is compared of names and addresses that are not in Chinese characters, whatever their script. */
export function latinFields({
  names,
  addresses,
}: {
  names: readonly string[];
  addresses: readonly string[];
}): Record<string, readonly string[]> {
  const read = names
    .flatMap(organisationNames)
    .map(nameWords)
    .filter(({ words }) => words.length > 0);
  const places = addresses.map(addressWords).filter((words) => words.length > 0);
  return {
    latin: distinct(read.map(({ words }) => words.join(' '))),
    'latin.sorted': distinct(read.map(({ words }) => [...words].sort().join(' '))),
    'latin.joined': distinct(read.map(({ words }) => words.join(''))),
    'latin.acronym': distinct(read.map(({ words }) => acronym(words))),
    'latin.form': distinct(read.map(({ form }) => form)),
    'latin.role': distinct(read.map(({ role }) => role || '-')),
    'latin.number': distinct(read.flatMap(({ words }) => words.filter((word) => /^\d/.test(word)))),
    place: distinct(places.map((words) => words.join(' '))),
    'place.sorted': distinct(places.map((words) => [...new Set(words)].sort().join(' '))),
    'place.key': distinct(places.flatMap(addressKeys)),
    'place.postcode': distinct(places.flatMap(postcodesOf)),
  };
}

function acronym(words: readonly string[]): string | undefined {
  if (words.length > 1) return words.map((word) => word[0]).join('');
  return words[0]!.length > 1 && words[0]!.length <= LONGEST_ACRONYM ? words[0] : undefined;
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
];
