import { distinct, valuesOf } from '@siku/matching';
import { addressKeys, addressWords, nameWords, organisationNames, postcodesOf } from '@siku/standards';

const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text is read by its characters, by the rules of Chinese names and addresses. Any other is compared by its words in Latin letters. */
export const isInCharacters = (text: string): boolean => HAN.test(text) && !KANA.test(text);

/** A box at the post office is no place: it says nothing of where the house stands. */
const BOX =
  /\b(?:p\.?\s*o\.?|post(?:al)?(?:\s+office)?)\s*box\s*(?:no\.?\s*)?(\w*\d\w*)|\b(?:postfach|apartado|casilla)\s*(\d+)/i;

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
  if (names.length + addresses.length === 0) return {};
  const read = names
    .flatMap(organisationNames)
    .map(nameWords)
    .filter(({ words }) => words.length > 0);
  const places = addresses
    .filter((address) => !BOX.test(address))
    .map(addressWords)
    .filter((words) => words.length > 0);
  return {
    latin: valuesOf(read, ({ words }) => words.join(' ')),
    'latin.sorted': valuesOf(read, ({ words }) => [...words].sort().join(' ')),
    'latin.joined': valuesOf(read, ({ words }) => words.join('')),
    'latin.acronym': valuesOf(read, ({ words }) => acronym(words)),
    'latin.form': valuesOf(read, ({ form }) => form),
    'latin.role': valuesOf(read, ({ role }) => role || '-'),
    'latin.number': valuesOf(read, ({ words }) => words.filter((word) => /^\d/.test(word))),
    place: valuesOf(places, (words) => words.join(' ')),
    'place.sorted': valuesOf(places, (words) => [...new Set(words)].sort().join(' ')),
    'place.key': valuesOf(places, addressKeys),
    'place.kind': valuesOf(places, (words) => (addressKeys(words).length > 0 ? 'house' : 'town')),
    'place.postcode': distinct(addresses.map(addressWords).flatMap(postcodesOf)),
    'place.box': valuesOf(addresses, boxOf),
  };
}

/** Number of the box, with the postcode where there is one. */
function boxOf(address: string): string | undefined {
  const found = BOX.exec(address);
  const number = found?.[1] ?? found?.[2];
  return (
    number && [number.toLowerCase(), ...postcodesOf(addressWords(address.replace(BOX, ' '))).slice(0, 1)].join(' ')
  );
}

function acronym(words: readonly string[]): string | undefined {
  if (words.length > 1) return words.map((word) => word[0]).join('');
  return words[0]!.length > 1 && words[0]!.length <= LONGEST_ACRONYM ? words[0] : undefined;
}
