import type { Attributes } from '@siku/master-data';
import { distinct, profileOf, valuesOf, type Profile } from '@siku/matching';
import {
  addressWords,
  checkResidentId,
  latinLetters,
  normaliseAddress,
  normalisePhone,
  personName,
  type PersonName,
} from '@siku/standards';
import { lunarWriting } from './lunar-writing.js';

interface Address {
  text?: string;
  division?: string;
  locality?: string;
  postcode?: string;
}

interface Person {
  name?: string;
  familyName?: string;
  givenName?: string;
  formerNames?: string[];
  identifiers?: Record<string, string>;
  sex?: string;
  birthDate?: string;
  deathDate?: string;
  ethnicity?: string;
  nationality?: string;
  birthplace?: string;
  registeredAddress?: Address;
  residenceAddress?: Address;
  phone?: string;
  email?: string;
  occupation?: string;
  employer?: string;
  household?: { number?: string };
  kin?: { target?: { name?: string } }[];
}

const INVALID = 'x-invalid-residentId';

const HAN = /\p{Script=Han}/u;

/**
 * What the matcher compares of a person, from everything one department ever said about her, the latest first: names, addresses and numbers of
 * former days still speak for her. Letters are folded here, so that the model only compares.
 */
export function personProfile(history: readonly Attributes[]): Profile {
  const persons = history as readonly Person[];
  const names = namesOf(persons);
  const numbers = residentNumbers(persons);
  const addresses = persons.flatMap(({ registeredAddress, residenceAddress }) =>
    [registeredAddress, residenceAddress].flatMap((address) => addressText(address) ?? []),
  );
  const words = distinct(addresses.map((text) => addressWords(text).join(' ')));
  const emails = valuesOf(persons, ({ email }) => emailOf(email));
  const births = distinct([
    ...persons.map(({ birthDate }) => birthDate),
    ...numbers.plausible.map((number) => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`),
  ]);
  const fields: Record<string, readonly string[]> = {
    family: valuesOf(names, ({ family }) => family),
    given: valuesOf(names, ({ given }) => given),
    'given.first': valuesOf(names, ({ given }) => (HAN.test(given) ? given : given.split(' ', 1)[0])),
    'family.letters': valuesOf(names, ({ familyLetters }) => familyLetters),
    'given.letters': valuesOf(names, ({ givenLetters }) => givenLetters),
    'family.sound': valuesOf(names, ({ familySound }) => familySound),
    'given.sound': valuesOf(names, ({ givenSound }) => givenSound),
    'given.full': valuesOf(names, ({ fullForms }) => fullForms),
    'family.bones': valuesOf(names, ({ familyBones }) => familyBones),
    'given.bones': valuesOf(names, ({ givenBones }) => givenBones),
    'family.foreign': valuesOf(names, ({ familyBones, isForeign }) => (isForeign ? familyBones : undefined)),
    'given.foreign': valuesOf(names, ({ givenBones, isForeign }) => (isForeign ? givenBones : undefined)),
    'name.sorted': valuesOf(names, sortedName),
    'name.words': valuesOf(names, nameWords),
    generation: valuesOf(names, ({ generation }) => generation),
    birthDate: births,
    'birthDate.stated': [births.length > 0 ? 'yes' : 'no'],
    'birthDate.lunar': valuesOf(births, lunarWriting),
    sex: distinct([
      ...persons.map(({ sex }) => (sex === '1' || sex === '2' ? sex : undefined)),
      ...numbers.plausible.map(sexOf),
    ]).slice(0, 1),
    residentId: numbers.plausible,
    'residentId.any': numbers.any,
    'residentId.former': numbers.former,
    identifiers: otherIdentifiers(persons),
    phone: valuesOf(persons, ({ phone }) => phone && phoneDigits(phone)),
    email: emails,
    'email.local': valuesOf(emails, (email) => email.split('@', 1)[0]),
    'email.named': valuesOf(emails, (email) => namesSpelled(email, names)),
    address: valuesOf(words, (each) => each.split(' ').sort().join(' ')),
    'address.words': words,
    'address.key': valuesOf(words, addressKey),
    postcode: valuesOf(persons, ({ registeredAddress, residenceAddress }) => [
      registeredAddress?.postcode,
      residenceAddress?.postcode,
    ]),
    division: valuesOf(persons, ({ registeredAddress, residenceAddress }) => [
      registeredAddress?.division,
      residenceAddress?.division,
    ]),
    birthplace: valuesOf(persons, ({ birthplace }) => birthplace && latinLetters(birthplace)),
    nationality: valuesOf(persons, ({ nationality }) => nationality),
    ethnicity: valuesOf(persons, ({ ethnicity }) => ethnicity),
    employer: valuesOf(persons, ({ employer }) => employer && employerWords(employer)),
    occupation: valuesOf(persons, ({ occupation }) => occupation && latinLetters(occupation)),
    household: valuesOf(persons, (person) => person.household?.number),
    kin: valuesOf(persons, ({ kin }) => (kin ?? []).map(({ target }) => target?.name)),
  };
  return profileOf(fields);
}

function namesOf(persons: readonly Person[]): PersonName[] {
  return persons
    .flatMap(({ name, familyName, givenName, formerNames }) => [
      { ...(name && { name }), ...(familyName && { family: familyName }), ...(givenName && { given: givenName }) },
      ...(formerNames ?? []).map((former) => ({ name: former })),
    ])
    .flatMap((parts) => personName(parts) ?? []);
}

/** The words of a name in the order of the alphabet: whichever of them was taken for the family's. Needs both parts. */
function sortedName({ family, given, familyLetters, givenLetters }: PersonName): string | undefined {
  if (familyLetters === '' || givenLetters === '') return undefined;
  if (HAN.test(family + given)) return [familyLetters, givenLetters].sort().join(' ');
  return [...family.split(' '), ...given.split(' ')].sort().join(' ');
}

function nameWords({ family, given, familyLetters, givenLetters }: PersonName): string {
  return HAN.test(family + given) ? `${familyLetters} ${givenLetters}`.trim() : `${family} ${given}`.trim();
}

/**
 * Resident identity numbers. One that names another birth date, or another sex, than its own record does is somebody else's or mistyped: it is
 * compared, but proves nothing.
 */
function residentNumbers(persons: readonly Person[]): Record<'plausible' | 'any' | 'former', string[]> {
  const plausible: string[] = [];
  const any: string[] = [];
  for (const { identifiers = {}, birthDate, sex } of persons) {
    const number = identifiers['residentId'];
    if (number !== undefined) {
      any.push(number);
      const born = birthDate?.replaceAll('-', '');
      const agrees = born === undefined || number.slice(6, 14).startsWith(born);
      if (agrees && (sex === undefined || !'12'.includes(sex) || sexOf(number) === sex)) plausible.push(number);
    }
    const invalid = identifiers[INVALID];
    if (invalid !== undefined) any.push(invalid);
  }
  const present = persons[0]?.identifiers ?? {};
  const former = any.filter((number) => number !== present['residentId'] && number !== present[INVALID]);
  return { plausible: distinct(plausible), any: distinct(any), former: distinct(former) };
}

/** Resident identity numbers that its department gives the person now, right or wrong, and that pass their check. */
export const ownNumbers = (profile: Profile): string[] =>
  (profile['residentId.any'] ?? []).filter(
    (number) =>
      !profile['residentId.former']?.includes(number) &&
      (profile['residentId']?.includes(number) || checkResidentId(number).ok),
  );

const sexOf = (number: string): string => (Number(number[16]) % 2 === 1 ? '1' : '2');

/** `scheme=VALUE` of all other documents; letters and digits alone. */
function otherIdentifiers(persons: readonly Person[]): string[] {
  return valuesOf(persons, ({ identifiers = {} }) =>
    Object.entries(identifiers).flatMap(([scheme, value]) => {
      const text = value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
      return scheme === 'residentId' || scheme === INVALID || text === '' ? [] : [`${scheme}=${text}`];
    }),
  );
}

/** `"Maria" <msentosa@fmail.com>` → msentosa@fmail.com */
function emailOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return (/[^\s<>"]+@[^\s<>"]+/.exec(text)?.[0] ?? text).toLowerCase();
}

/** Shorter names are found in any address. */
const TELLING_LETTERS = 3;

/** Halves of the name that its owner's address is made of: li.ming77@… */
function namesSpelled(email: string, names: readonly PersonName[]): string[] {
  const local = latinLetters(email.split('@', 1)[0]!).replaceAll(' ', '');
  return names
    .flatMap(({ familyLetters, givenLetters }) => [familyLetters, givenLetters])
    .filter((part) => part.length >= TELLING_LETTERS && local.includes(part));
}

/** The last digits of a number, without country and area: enough to tell numbers apart, and written everywhere. */
function phoneDigits(phone: string): string {
  const normal = normalisePhone(phone);
  if (/^1[3-9]\d{9}$/.test(normal)) return normal;
  const digits = normal.replace(/^(\d{3,4}-\d{7,8})-\d+$/, '$1').replace(/\D/g, '');
  return digits.slice(-7);
}

function addressText(address: Address | undefined): string | undefined {
  if (!address) return undefined;
  const { text = '', locality = '', postcode = '' } = address;
  const parts = HAN.test(text) ? [text.includes(locality) ? '' : locality, text] : [text, locality, postcode];
  const whole = parts.filter((part) => part !== '').join(HAN.test(text) ? '' : ' ');
  return whole === '' ? undefined : whole;
}

/** The longest word with the first number: what stays when the rest is written otherwise. */
function addressKey(words: string): string | undefined {
  const all = words.split(' ');
  const number = all.find((word) => /^\d/.test(word));
  const longest = all.filter((word) => !/^\d/.test(word)).sort((x, y) => y.length - x.length || (x < y ? -1 : 1))[0];
  return number && longest && `${number} ${longest}`;
}

const employerWords = (employer: string): string =>
  HAN.test(employer) ? normaliseAddress(employer) : latinLetters(employer);
