import type { Profile } from '@siku/matching';
import type { Attributes } from '@siku/master-data';
import { normaliseAddress, normalisePhone } from '@siku/standards';
import type { Person } from './person.js';
import { foldName, nameKey } from './search.js';

/** Schemes with a field of their own in the profile. */
const SCHEMES = ['residentId', 'passport', 'permanentResidentCard', 'hkMacauPermit', 'taiwanPermit'] as const;

/** What the matcher compares of a person, from everything one department ever said of her, the latest first. */
export function personProfile(history: readonly Attributes[]): Profile {
  const persons = history as readonly Person[];
  const names = distinct(persons.flatMap(({ name, formerNames = [] }) => [name, ...formerNames])).map(foldName);
  const fields: Record<string, readonly string[]> = {
    name: distinct(names),
    'name.pinyin': distinct(names.map(nameKey)),
    ...Object.fromEntries(
      SCHEMES.map((scheme) => [
        `identifiers.${scheme}`,
        distinct(persons.map(({ identifiers }) => identifiers?.[scheme])),
      ]),
    ),
    'identifiers.own': distinct(
      persons.flatMap(({ identifiers = {} }) =>
        Object.entries(identifiers)
          .filter(([scheme]) => scheme.startsWith('x-') && !scheme.startsWith('x-invalid-'))
          .map(([scheme, value]) => `${scheme}=${value}`),
      ),
    ),
    birthDate: distinct(persons.map(({ birthDate }) => birthDate)),
    sex: distinct(persons.map(({ sex }) => (sex === '1' || sex === '2' ? sex : undefined))),
    phone: distinct(persons.map(({ phone }) => phone && normalisePhone(phone))),
    address: distinct(
      persons.flatMap(({ registeredAddress, residenceAddress }) => [registeredAddress?.text, residenceAddress?.text]),
    ).map(normaliseAddress),
    household: distinct(persons.map((person) => person.household?.number)),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, values]) => values.length > 0));
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
];
