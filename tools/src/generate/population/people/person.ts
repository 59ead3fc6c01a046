import type { LatinName } from '../../city/foreign-names.js';
import type { Sex } from '../../city/given-names.js';
import type { Home } from '../../city/homes.js';
import type { Day } from '../../day.js';

export interface PersonName {
  /** In characters; both empty for those who have none. */
  family: string;
  given: string;
  /** Of foreigners, and of people from Hong Kong, Macau and Taiwan. */
  latin: LatinName | null;
}

/** Schemes as the base's dictionary names them. */
export type Scheme = 'residentId' | 'passport' | 'permanentResidentCard' | 'hkMacauPermit' | 'taiwanPermit';

/** 与户主关系, as the base's dictionary names it. */
export type Role = 'head' | 'spouse' | 'child' | 'child-in-law' | 'parent' | 'grandchild';

export interface Relative {
  type: 'spouse' | 'parent' | 'child';
  sex: Sex;
  name: string;
  residentId: string | null;
  bornOn: Day;
}

/** What is true of a person from one day to the next change. */
export interface PersonState {
  name: PersonName;
  formerNames: readonly string[];
  identifiers: Readonly<Partial<Record<Scheme, string>>>;
  /** 户籍; null for those who have none on the mainland. */
  registered: Home | null;
  residence: Home;
  household: { number: string; role: Role } | null;
  phone: string | null;
  /** GB/T 2261.2 */
  marital: '10' | '20' | '30' | '40';
  marriedOn: Day | null;
  kin: readonly Relative[];
  employer: string | null;
  occupation: string | null;
  diedOn: Day | null;
}

export interface PersonChange {
  day: Day;
  set: Partial<PersonState>;
}

export interface Person {
  index: number;
  /** Index of the family, for what its members have in common. */
  family: number;
  kind: 'native' | 'migrant' | 'foreigner';
  sex: Sex;
  bornOn: Day;
  /** GB/T 2260; empty where it is not known, as abroad. */
  birthDivision: string;
  /** GB/T 3304 */
  ethnicity: string;
  /** GB/T 2659 */
  nationality: string;
  /** GB/T 4658 */
  education: string;
  /** The family gets assistance. */
  needy: boolean;
  /** A second resident identity number, under which some departments know her. */
  otherNumber: string | null;
  /** Birth, or arrival in the city. */
  beginsOn: Day;
  beginning: PersonState;
  /** In order. */
  changes: readonly PersonChange[];
}

export const personId = (index: number): string => `P${String(index + 1).padStart(8, '0')}`;

/** In characters, or in Latin letters where there are none. */
export const fullName = ({ family, given, latin }: PersonName): string =>
  family || given ? family + given : `${latin!.family} ${latin!.given}`;

export function* periods({ beginsOn, beginning, changes }: Person): Generator<{ since: Day; state: PersonState }> {
  let state = beginning;
  yield { since: beginsOn, state };
  for (const { day, set } of changes) yield { since: day, state: (state = { ...state, ...set }) };
}
