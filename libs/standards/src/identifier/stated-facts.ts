import { organisationCodeOf } from './uscc.js';

/** Birth date and sex take these places both in GB 11643 and in the permanent resident card since 2023. */
const PERSONAL = /^\d{6}(\d{4})(\d{2})(\d{2})\d{2}(\d)[\dX]$/;

const birthDate = (number: string): string | undefined => {
  const [, year, month, day] = PERSONAL.exec(number) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
};

/** GB/T 2261.1: 1 male, 2 female. The serial is odd for men. */
const sex = (number: string): string | undefined => {
  const [, , , , serial] = PERSONAL.exec(number) ?? [];
  return serial === undefined ? undefined : Number(serial) % 2 === 1 ? '1' : '2';
};

const FACTS = { organisationCode: organisationCodeOf, birthDate, sex } as const;

/** What a checked identifier says of its holder. */
export type StatedFact = keyof typeof FACTS;

/** Undefined where an identifier of this form says nothing of it (a permanent resident card of before 2023). */
export const statedFact = (fact: StatedFact, identifier: string): string | undefined => FACTS[fact](identifier);
