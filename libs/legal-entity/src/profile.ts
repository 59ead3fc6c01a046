import { distinct, profileOf, valuesOf, type Profile } from '@siku/matching';
import type { Attributes } from '@siku/master-data';
import {
  checkOrganisationCode,
  checkTaxNumber,
  checkUscc,
  normaliseAddress,
  normalisePhone,
  organisationCodeOf,
  organisationName,
  pinyin,
  webAddress,
} from '@siku/standards';
import { isInCharacters, latinFields } from './latin-profile.js';

interface Address {
  text?: string;
  division?: string;
  locality?: string;
  postcode?: string;
}

interface LegalEntity {
  name?: string;
  formerNames?: string[];
  englishName?: string;
  identifiers?: Record<string, string>;
  kind?: string;
  industry?: string;
  establishedOn?: string;
  address?: Address;
  operatingAddress?: Address;
  legalRepresentative?: { name?: string };
  phone?: string;
}

/** Length of a tax number issued before 2015: division code and organisation code. */
const OLD_TAX_NUMBER = 15;

/**
 * What the matcher compares of an organisation, from everything one department ever said about it, the latest first:
 * names and identifiers it no longer bears still speak for it.
 */
export function legalEntityProfile(history: readonly Attributes[]): Profile {
  const entities = history as readonly LegalEntity[];
  const names = valuesOf(entities, ({ name, formerNames }) => (formerNames ? [name, ...formerNames] : name));
  const addresses = valuesOf(entities, ({ address, operatingAddress }) => [
    addressText(address),
    addressText(operatingAddress),
  ]);
  const own = ownIdentifiers(entities);
  const parts = names.filter(isInCharacters).map(organisationName);
  const scheme = (code: string) => valuesOf(entities, ({ identifiers }) => identifiers?.[code]);
  const usccs = scheme('uscc');
  const taxNumbers = scheme('taxNo');
  const phones = valuesOf(entities, ({ phone }) => phone && normalisePhone(phone));
  const representatives = valuesOf(entities, ({ legalRepresentative }) => legalRepresentative?.name);
  const fields: Record<string, readonly string[]> = {
    name: parts.map(({ normal }) => normal),
    'name.core': valuesOf(parts, ({ core }) => core),
    'name.body': valuesOf(parts, ({ core, industry }) => core + industry),
    'name.pinyin': valuesOf(parts, ({ core }) => pinyin(core).replaceAll(' ', '')),
    'name.region': valuesOf(parts, ({ region }) => region),
    'name.industry': valuesOf(parts, ({ industry }) => industry),
    'name.legalForm': valuesOf(parts, ({ legalForm }) => legalForm),
    'identifiers.uscc': usccs,
    'identifiers.orgCode': organisationCodes(scheme('orgCode'), usccs, taxNumbers),
    'identifiers.registrationNo': scheme('registrationNo'),
    'identifiers.taxNo': taxNumbers,
    'identifiers.own': own.filter((each) => webAddress(each.slice(each.indexOf('=') + 1)) === undefined),
    address: distinct(addresses.filter(isInCharacters).map(normaliseAddress)),
    ...latinFields({
      names: [...names, ...valuesOf(entities, ({ englishName }) => englishName)].filter(
        (each) => !isInCharacters(each),
      ),
      addresses: addresses.filter((each) => !isInCharacters(each)),
    }),
    web: valuesOf(own, (each) => webAddress(each.slice(each.indexOf('=') + 1))),
    division: valuesOf(entities, ({ address }) => address?.division),
    postcode: valuesOf(entities, ({ address }) => address?.postcode),
    phone: phones,
    'phone.number': valuesOf(phones, phoneNumber),
    representative: representatives,
    'representative.pinyin': representatives.map((name) => pinyin(name).replaceAll(' ', '')),
    establishedOn: valuesOf(entities, ({ establishedOn }) => establishedOn),
    industry: valuesOf(entities, ({ industry }) => industry),
    kind: valuesOf(entities, ({ kind }) => kind),
  };
  return profileOf(fields);
}

/** Letters of a sound that place its name; so many still make a whole number. */
const LETTERS = 10;

/** Names follow each other as they sound: an organisation is compared with those of nearly its own name before all others. */
export function nearBySound({ 'name.pinyin': [sound = ''] = [] }: Profile): number {
  let place = 0;
  for (let i = 0; i < LETTERS; i++) {
    const letter = sound.charCodeAt(i) - 96;
    place = place * 27 + (letter >= 1 && letter <= 26 ? letter : 0);
  }
  return place;
}

/** An address in characters holds all; of others the postcode, and the place, may stand in columns of their own. */
function addressText(address: Address | undefined): string | undefined {
  if (address?.text === undefined || isInCharacters(address.text)) return address?.text;
  const { text, locality = '', postcode = '' } = address;
  return [text, ...[locality, postcode].filter((part) => part !== '' && !text.includes(part))].join(' ');
}

/** Digits of a foreign number that tell it from others; country, area and trunk codes before them are not always given. */
const TELLING_DIGITS = 7;

/** Neither the area code nor the extension is always given: 0574-87654321-12 → 87654321. */
function phoneNumber(phone: string): string {
  if (phone.startsWith('+')) return phone.slice(-TELLING_DIGITS);
  return /^(?:0\d{2,3}-)?(\d{7,})/.exec(phone)?.[1] ?? phone;
}

/** The organisation code is embedded in the 18-character code and in old tax numbers: one more way to recognise it. */
function organisationCodes(
  codes: readonly string[],
  usccs: readonly string[],
  taxNumbers: readonly string[],
): string[] {
  const embedded = [
    ...usccs.filter((uscc) => checkUscc(uscc).ok).map(organisationCodeOf),
    ...taxNumbers.flatMap((number) => {
      const checked = checkTaxNumber(number);
      if (!checked.ok) return [];
      return checked.value.length === OLD_TAX_NUMBER ? [checked.value.slice(6)] : [organisationCodeOf(checked.value)];
    }),
  ].filter((code) => checkOrganisationCode(code).ok);
  return distinct([...embedded, ...codes]);
}

/** `x-scheme=value` of the schemes that datasets bring themselves; what failed its check is not one of them. */
const ownIdentifiers = (entities: readonly LegalEntity[]): string[] =>
  valuesOf(entities, ({ identifiers = {} }) =>
    Object.entries(identifiers)
      .filter(([scheme]) => scheme.startsWith('x-') && !scheme.startsWith('x-invalid-'))
      .map(([scheme, value]) => `${scheme}=${value}`),
  );
