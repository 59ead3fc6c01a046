import { organisationCodeCheckCharacter, registrationNumberCheckDigit, usccCheckCharacter } from '@siku/standards';
import { dayOf, type Day } from '../../day.js';
import { serialOf } from '../../serial.js';
import type { Identifiers, Kind } from './organisation.js';

/** 三证合一: from this day enterprises are registered with one 18-character code. */
export const ONE_CODE: Record<Kind, Day> = {
  enterprise: dayOf(2015, 10),
  branch: dayOf(2015, 10),
  cooperative: dayOf(2015, 10),
  government: dayOf(2016, 1),
  institution: dayOf(2016, 1),
  'social-organisation': dayOf(2016, 1),
  'private-non-enterprise': dayOf(2016, 1),
  foundation: dayOf(2016, 1),
  'village-committee': dayOf(2017, 1),
  'individual-business': dayOf(2016, 12),
};

/** GB 32100: registering authority and kind. */
const USCC_HEADS: Record<Kind, string> = {
  enterprise: '91',
  branch: '91',
  cooperative: '93',
  'individual-business': '92',
  government: '11',
  institution: '12',
  'social-organisation': '51',
  'private-non-enterprise': '52',
  foundation: '53',
  'village-committee': '54',
};

const USCC_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export function organisationCode(index: number, foundedOn: Day): string {
  const serial = serialOf(index);
  let body = String(13_000_000 + serial * 6);
  if (foundedOn >= dayOf(2015, 10)) {
    // Codes that were first given within an 18-character code begin with MA.
    body = '';
    for (let rest = serial; body.length < 5; rest = Math.floor(rest / 31)) body = USCC_LETTERS[rest % 31]! + body;
    body = `MA2${body}`;
  }
  return body + organisationCodeCheckCharacter(body);
}

export function unifiedCode(kind: Kind, division: string, orgCode: string): string {
  const first17 = USCC_HEADS[kind] + division + orgCode;
  return first17 + usccCheckCharacter(first17);
}

export function registrationNumber(index: number, kind: Kind, division: string): string {
  const type = kind === 'individual-business' ? '6' : '0';
  const first14 = `${division}${type}${String(serialOf(index)).padStart(7, '0')}`;
  return first14 + registrationNumberCheckDigit(first14);
}

/** The number a business bore before 2007, which old registers still show. */
export const oldRegistrationNumber = (number: string): string => number.slice(0, 6) + number.slice(7, 14);

/** Before 2015: one organisation code, one registration number, one tax number. */
export function threeCodes(index: number, kind: Kind, division: string, orgCode: string): Identifiers {
  const paysTax = kind !== 'government' && kind !== 'village-committee';
  const business = USCC_HEADS[kind].startsWith('9');
  // Two of three small businesses have no organisation code, and pay tax under their owner's own number.
  if (kind === 'individual-business' && serialOf(index) % 3 !== 0) {
    return { registrationNo: registrationNumber(index, kind, division) };
  }
  return {
    orgCode,
    ...(business && { registrationNo: registrationNumber(index, kind, division) }),
    ...(paysTax && { taxNo: division + orgCode }),
  };
}

export const oneCode = (uscc: string, kind: Kind): Identifiers => ({
  uscc,
  ...(kind !== 'government' && kind !== 'village-committee' && { taxNo: uscc }),
});
