import type { Attributes, PurposeBound } from '@siku/master-data';
import type { Person } from './person.js';

/** Persons are read for a purpose only, and by whom, what and where a grant says. */
export const personReading: PurposeBound = {
  searchBy: [
    'name',
    'identifiers.residentId',
    'identifiers.passport',
    'identifiers.permanentResidentCard',
    'identifiers.hkMacauPermit',
    'identifiers.taiwanPermit',
    'identifiers.x-*',
    'birthDate',
    'sex',
    'phone',
    'email',
    'division',
    'household.number',
    // Likeness: what /match compares beside the above, for which nobody could be granted a right otherwise.
    'familyName',
    'givenName',
    'formerNames',
    'registeredAddress',
    'residenceAddress',
    'birthplace',
    'nationality',
    'ethnicity',
    'occupation',
    'employer',
    'kin',
  ],
  divisions: { paths: ['registeredAddress.division', 'residenceAddress.division'], column: 'divisions' },
  identifierColumn: 'identifiers',
  derived: {
    age: {
      from: ['birthDate'],
      title: { zh: '周岁年龄，已故者无', en: 'Age in full years; none of the deceased' },
      of: ageOf,
    },
  },
  markers: {
    deceased: isDeceased,
    underInvestigation: (golden, { questioned }) =>
      questioned || 'underInvestigation' in golden || (golden as Person).markers?.underInvestigation === 'yes',
    confidential: (golden) => (golden as Person).markers?.confidential === 'yes',
  },
};

/** Full years on a day; undefined unless the birth date is known to the day, or the day lies before it. */
export function ageOf(golden: Attributes, { validAt }: { validAt: string }): number | undefined {
  const { birthDate } = golden as Person;
  if (birthDate?.length !== 10 || validAt < birthDate || isDeceased(golden, { validAt })) return undefined;
  const years = Number(validAt.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return validAt.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function isDeceased(golden: Attributes, { validAt }: { validAt: string }): boolean {
  const { deathDate } = golden as Person;
  return deathDate !== undefined && deathDate <= validAt;
}
