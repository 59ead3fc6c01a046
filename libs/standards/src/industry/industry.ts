import { accepted, type Checked, refusal } from '../message/message.js';
import { identifierText } from '../text/half-width.js';
import { INDUSTRY_SECTIONS } from './industry-sections.js';

const sectionOf = new Map<string, string>();
const names = new Map<string, string>();
for (const [letter, zh, , divisions] of INDUSTRY_SECTIONS) {
  names.set(letter, zh);
  for (const division of divisions.split(' ')) {
    sectionOf.set(division.slice(0, 2), letter);
    names.set(division.slice(0, 2), division.slice(2));
  }
}

const FORM = refusal(
  'industry-form',
  {
    zh: '行业代码应为门类字母 A–T,或 2 至 4 位数字',
    en: 'an industry code is a section letter A–T, or two to four digits',
  },
  {
    zh: '请填写 GB/T 4754-2017 代码,例如 C、34、3463;注意前导零',
    en: 'give the GB/T 4754-2017 code, for example C, 34 or 3463; mind leading zeros',
  },
);
const UNKNOWN = refusal(
  'industry-unknown',
  { zh: '该行业大类不存在(GB/T 4754-2017)', en: 'there is no such industry division (GB/T 4754-2017)' },
  { zh: '请核对前两位大类代码(01–97)', en: 'check the first two digits, the division (01–97)' },
);
const SECTION = refusal(
  'industry-section-mismatch',
  {
    zh: '门类字母与大类代码不一致(GB/T 4754-2017)',
    en: 'the section letter does not contain this division (GB/T 4754-2017)',
  },
  { zh: '请只填写数字代码,或更正门类字母', en: 'give the digits alone, or correct the letter' },
);

/**
 * GB/T 4754-2017: a section letter or 2–4 digits, also letter and digits together (C3463); the value is the letter alone or
 * the digits alone. Groups and classes (3, 4 digits) are checked by form and division: earlier editions differ in them.
 */
export function checkIndustry(code: string): Checked {
  const read = identifierText(code);
  const form = /^([A-T])?(\d{2,4})?$/.exec(read);
  if (!form || read === '') return FORM;
  const [, letter, digits] = form;
  if (digits === undefined) return accepted(letter!);
  const section = sectionOf.get(digits.slice(0, 2));
  if (section === undefined) return UNKNOWN;
  return letter === undefined || letter === section ? accepted(digits) : SECTION;
}

/** The section letter of a valid code, undefined for any other. */
export function industrySection(code: string): string | undefined {
  return /^[A-T]$/.test(code) ? code : sectionOf.get(code.slice(0, 2));
}

/** The Chinese name of a section or division; a 3- or 4-digit code answers with its division's. */
export function industryName(code: string): string | undefined {
  return names.get(code) ?? names.get(code.slice(0, 2));
}

/** The divisions of a section, by code and Chinese name. */
export const industryDivisions = (section: string): [code: string, name: string][] =>
  [...names].filter(([code]) => sectionOf.get(code) === section);
