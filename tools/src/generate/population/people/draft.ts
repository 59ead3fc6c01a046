import type { Origin } from '../../city/foreign-names.js';
import { givenName, type Sex } from '../../city/given-names.js';
import type { Home } from '../../city/homes.js';
import { yearOf, type Day } from '../../day.js';
import type { Random } from '../../random.js';
import type { PersonName, Role } from './person.js';
import { randomOrder, residentNumber } from './numbers.js';

/** Something that is so from a day on, until the next of its list. */
export interface Since<T> {
  from: Day;
  is: T;
}

/** What holds on the day; the first before all. */
export function onDay<T>(list: readonly Since<T>[], day: Day): T | undefined {
  let found = list[0]?.is;
  for (const { from, is } of list) if (from <= day) found = is;
  return found;
}

/** 户: people who are registered together. */
export interface House {
  number: string;
  /** Where they live, and where they are registered. */
  homes: Since<{ residence: Home; registered: Home | null }>[];
  /** The telephone of the family, which children and the old give as theirs. */
  phones: Since<string>[];
}

/** A person while her family is thought up: everything that happens to her, before it is cut into states. */
export interface Draft {
  sex: Sex;
  bornOn: Day;
  /** Infinity when it lies beyond the deliveries. */
  diedOn: Day;
  names: Since<PersonName>[];
  father: Draft | null;
  mother: Draft | null;
  children: Draft[];
  marriage: { on: Day; partner: Draft; endedOn: Day } | null;
  memberships: Since<{ house: House; role: Role }>[];
  numbers: Since<string>[];
  otherNumber: string | null;
  origin: Origin | null;
  documents: Since<Record<string, string>>[];
  birthDivision: string;
  ethnicity: string;
  phones: Since<string>[];
  jobs: Since<{ employer: string | null; occupation: string | null }>[];
  /** First day in the city: birth, or arrival. */
  beginsOn: Day;
}

/** Gompertz: the most frequent age at death, and how steeply it comes; women live four years longer. */
const MODE = 84;
const STEEPNESS = 0.095;

function lifespan(sex: Sex, random: Random): number {
  const hazard = STEEPNESS * Math.exp(-STEEPNESS * (sex === '2' ? MODE + 4 : MODE));
  const years = Math.log(1 - (Math.log(1 - random.next()) * STEEPNESS) / hazard) / STEEPNESS;
  return Math.floor(years * 365.25) + 1;
}

/** Of all mainland Chinese of the region; the rest goes to the groups that migrate most. */
const HAN = 0.988;
const OTHERS = ['05', '06', '08', '15', '22', '03', '11', '07', '12', '09', '02', '10'];

export interface Birth {
  sex: Sex;
  bornOn: Day;
  family: string;
  /** Division that gave the number. */
  division: string;
  father?: Draft;
  mother?: Draft;
  /** Twins have neighbouring numbers. */
  order?: number;
  given?: string;
}

export function born(birth: Birth, random: Random): Draft {
  const { sex, bornOn, family, division, father = null, mother = null } = birth;
  const given = givenName(sex, yearOf(bornOn), random);
  const order = randomOrder(random);
  const ethnicity = random.chance(HAN) ? '01' : random.pick(OTHERS);
  // Numbers began in 1984; since then the registers give them within two months.
  const numbered = bornOn + random.between(3, 60);
  const died = bornOn + lifespan(sex, random);
  const draft: Draft = {
    sex,
    bornOn,
    diedOn: died,
    names: [{ from: bornOn, is: { family, given: birth.given ?? given, latin: null } }],
    father,
    mother,
    children: [],
    marriage: null,
    memberships: [],
    numbers: [{ from: numbered, is: residentNumber(division, bornOn, sex, birth.order ?? order) }],
    otherNumber: null,
    origin: null,
    documents: [],
    birthDivision: division,
    ethnicity: father && random.chance(0.9) ? father.ethnicity : ethnicity,
    phones: [],
    jobs: [],
    beginsOn: bornOn,
  };
  for (const parent of [father, mother]) parent?.children.push(draft);
  return draft;
}

export const nameOn = ({ names }: Draft, day: Day): PersonName => onDay(names, day)!;

export const isAlive = ({ bornOn, diedOn }: Draft, day: Day): boolean => bornOn <= day && diedOn > day;
