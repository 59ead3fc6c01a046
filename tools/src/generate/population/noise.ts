import type { RegisterRates } from '../registers/register.js';

/**
 * How often departments get people wrong. Every rate is a probability; where nothing else is said, of one field of one
 * record, and the mistake stays with the record until somebody corrects it.
 */
export interface PersonNoise extends RegisterRates {
  /** Of all records: no identifier of any kind. */
  noIdentifier: number;
  /** Of all records: the identifier is wrong; see `WRONG_IDENTIFIERS`. */
  wrongIdentifier: number;
  /** The number of the first generation, 15 digits. */
  oldNumber: number;
  /** Of those who have two numbers: the second is given. */
  secondNumber: number;
  /** A blank, full-width digits or a small x in an identifier. */
  identifierForm: number;

  /** A character of the name is replaced by one that sounds or looks the same. */
  nameMistaken: number;
  /** Pinyin instead of characters. */
  namePinyin: number;
  /** Traditional characters. */
  nameTraditional: number;
  /** Given name first. */
  nameSwapped: number;
  /** One character of the given name is left out. */
  nameShortened: number;
  /** A blank between surname and a given name of one character, as forms align names. */
  nameSpaced: number;
  /** Of newborns: registered as 王芳之子 because the name is not chosen yet. */
  nameNotChosen: number;
  /** Of those who have a name in characters and one in Latin letters: the latter. */
  nameLatin: number;

  /** 1900-01-01 */
  birthPlaceholder: number;
  /** The year, or year and month only. */
  birthPartial: number;
  /** Day and month change places, where both can be both. */
  birthTransposed: number;
  /** The day of the Chinese calendar; three times as often for those born before 1965. */
  birthLunar: number;
  /** One digit of it is wrong. */
  birthMistaken: number;
  /** The first of the month. */
  birthFirst: number;
  sexWrong: number;

  /** Telephone, address, ethnicity … is not filled in. */
  fieldMissing: number;
  /** One digit of the telephone is wrong. */
  phoneWrong: number;
  /** 13800000000 and the like. */
  phonePlaceholder: number;
  /** The address names no house. */
  addressVague: number;
  /** A character of it is mistaken. */
  addressMistaken: number;
  /** House, block and flat are written another way: 12-3-502 for 12幢3单元502室, without 号 … */
  addressVariant: number;
  /** The county by a name it had before. */
  addressOldName: number;
}

/** What is wrong with wrong identifiers; shares. */
export const WRONG_IDENTIFIERS = {
  /** That of husband or wife, mother, father, child. */
  ofKin: 0.22,
  /** That of somebody the person has nothing to do with. */
  ofStranger: 0.16,
  oneDigit: 0.3,
  transposed: 0.18,
  /** Another day of birth, with a check character that is right. */
  otherDay: 0.06,
  /** What is typed in to get past a form. */
  placeholder: 0.08,
} as const;

/** What is true, and hard all the same: probabilities for a person or family. */
export const truths = {
  /** Of births. */
  twins: 0.011,
  /** Of families: a child with name and birthday of a child of another family of the village. */
  namesakes: 0.03,
  /** Two numbers, both of them given by a register. */
  secondNumber: 0.002,
  /** A number that was found wrong and exchanged. */
  numberExchanged: 0.0015,
  /** The number of somebody else, given by a register. */
  sharedNumber: 0.0005,
} as const;

/** An ordinary office. */
const ordinary: PersonNoise = {
  noIdentifier: 0.045,
  wrongIdentifier: 0.028,
  oldNumber: 0.01,
  secondNumber: 0.4,
  identifierForm: 0.012,
  nameMistaken: 0.012,
  namePinyin: 0.003,
  nameTraditional: 0.003,
  nameSwapped: 0.002,
  nameShortened: 0.002,
  nameSpaced: 0.03,
  nameNotChosen: 0,
  nameLatin: 0.4,
  birthPlaceholder: 0.003,
  birthPartial: 0.012,
  birthTransposed: 0.004,
  birthLunar: 0.004,
  birthMistaken: 0.006,
  birthFirst: 0.004,
  sexWrong: 0.003,
  fieldMissing: 0.06,
  phoneWrong: 0.008,
  phonePlaceholder: 0.004,
  addressVague: 0.04,
  addressMistaken: 0.02,
  addressVariant: 0.3,
  addressOldName: 0.02,
  duplicate: 0.008,
  neverHeard: 0.2,
  hearsAfter: 120,
  corrected: 0.2,
};

/** By dataset. */
export const noise = {
  // Gives the numbers and hears first; what is left are people without papers and slips of old books.
  'household-register': {
    ...ordinary,
    noIdentifier: 0.012,
    wrongIdentifier: 0.009,
    oldNumber: 0,
    identifierForm: 0.001,
    nameMistaken: 0.003,
    namePinyin: 0,
    nameTraditional: 0.004,
    nameSpaced: 0.004,
    birthPlaceholder: 0.001,
    birthPartial: 0.003,
    birthLunar: 0.008,
    birthMistaken: 0.002,
    sexWrong: 0.001,
    fieldMissing: 0.03,
    addressVariant: 0.08,
    duplicate: 0.004,
    neverHeard: 0.04,
    hearsAfter: 15,
    corrected: 0.35,
  },
  // Typed in by landlords and at counters.
  'temporary-residents': {
    ...ordinary,
    noIdentifier: 0.05,
    wrongIdentifier: 0.04,
    nameMistaken: 0.03,
    nameLatin: 0.85,
    birthPartial: 0.02,
    duplicate: 0.03,
    neverHeard: 0.35,
    corrected: 0.1,
  },
  'insured-persons': {
    ...ordinary,
    noIdentifier: 0.02,
    wrongIdentifier: 0.026,
    oldNumber: 0.03,
    duplicate: 0.012,
    namePinyin: 0.006,
  },
  marriages: {
    ...ordinary,
    noIdentifier: 0.03,
    wrongIdentifier: 0.02,
    oldNumber: 0.08,
    neverHeard: 0.5,
    hearsAfter: 60,
  },
  assistance: { ...ordinary, noIdentifier: 0.06, birthLunar: 0.02, fieldMissing: 0.12 },
  // What patients say at a counter; names are heard, not read.
  'health-records': {
    ...ordinary,
    noIdentifier: 0.12,
    wrongIdentifier: 0.045,
    nameMistaken: 0.03,
    namePinyin: 0.006,
    nameSwapped: 0.004,
    birthPlaceholder: 0.01,
    birthPartial: 0.03,
    birthLunar: 0.015,
    birthFirst: 0.02,
    fieldMissing: 0.1,
    phonePlaceholder: 0.01,
    duplicate: 0.02,
    neverHeard: 0.35,
    hearsAfter: 300,
  },
  births: { ...ordinary, noIdentifier: 0.05, nameNotChosen: 0.12, neverHeard: 0.6, birthLunar: 0, duplicate: 0.004 },
  deaths: { ...ordinary, noIdentifier: 0.08, birthLunar: 0.03, birthPartial: 0.05 },
  // Filled in by employers' systems; foreigners in capitals.
  'income-tax': {
    ...ordinary,
    noIdentifier: 0.008,
    wrongIdentifier: 0.026,
    oldNumber: 0.004,
    namePinyin: 0.012,
    nameSwapped: 0.005,
    nameLatin: 0.95,
    birthPartial: 0.004,
    duplicate: 0.02,
    neverHeard: 0.25,
  },
  // Asked at the door.
  'sample-census': {
    ...ordinary,
    noIdentifier: 0.22,
    wrongIdentifier: 0.05,
    nameMistaken: 0.06,
    birthPartial: 0.3,
    birthLunar: 0.05,
    sexWrong: 0.008,
    fieldMissing: 0.08,
    addressVague: 0.1,
    duplicate: 0.004,
    corrected: 0,
  },
  'family-planning-records': {
    ...ordinary,
    noIdentifier: 0.06,
    wrongIdentifier: 0.03,
    oldNumber: 0.05,
    nameMistaken: 0.02,
    birthLunar: 0.012,
    addressOldName: 0.08,
    neverHeard: 0.25,
    hearsAfter: 150,
  },
} as const satisfies Record<string, PersonNoise>;

export type PersonDataset = keyof typeof noise;
