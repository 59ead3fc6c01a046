import type { AttributeSpec } from '@siku/catalogue';
import {
  checkArea,
  checkDecimal,
  checkDivision,
  checkEmail,
  checkIndustry,
  checkPeriod,
  checkPhone,
  type Box,
  type Checked,
} from '@siku/standards';
import { failedCheck, placeholder } from '../validate/findings.js';
import { standardiseBoolean } from './boolean.js';
import { standardiseCode } from './code.js';
import { standardiseDate } from './date.js';
import { standardiseGeometry } from './geometry.js';
import { standardiseIdentifier } from './identifier.js';
import { standardiseAmount, standardiseNumber } from './number.js';
import { standardiseInstant } from './instant.js';
import { standardisePoint } from './point.js';
import { remembered, type Standardised, type Standardiser } from './standardised.js';
import { standardiseName, standardiseText } from './text.js';

export interface StandardiseOptions {
  formats?: readonly string[];
  unit?: string;
  crs?: string;
  within?: Box;
  under?: string;
}

/** How the values of an attribute are made comparable between departments: the national standard of its type. */
export function standardiserOf(spec: AttributeSpec, options: StandardiseOptions = {}): Standardiser {
  const standardise = standardiserOfType(spec, options);
  return spec.placeholders?.length ? withoutPlaceholders(spec.placeholders, standardise) : standardise;
}

/** Both the value and an identifier that failed its check: what forms are filled with is no evidence either. */
function withoutPlaceholders(patterns: readonly string[], standardise: Standardiser): Standardiser {
  const expressions = patterns.map((source) => new RegExp(source, 'u'));
  return (text) => {
    const result = standardise(text);
    const value = result.value ?? result.invalid;
    if (typeof value !== 'string' || !expressions.some((expression) => expression.test(value))) return result;
    return { finding: placeholder };
  };
}

function standardiserOfType(
  spec: AttributeSpec,
  { formats = [], unit, crs, within, under }: StandardiseOptions,
): Standardiser {
  switch (spec.type) {
    case 'text':
    case 'address':
      return standardiseText(spec.maxLength);
    case 'name':
      return standardiseName(spec.maxLength);
    case 'date':
      return remembered(standardiseDate(formats));
    case 'integer':
      return remembered(standardiseNumber(true, unit));
    case 'decimal':
      return remembered(standardiseNumber(false, unit));
    case 'figure':
      // Text and not a number: a figure is stored with the places it was delivered with.
      return (text) => fromCheck(checkDecimal(text, powerOf(unit)));
    case 'period':
      return remembered((text) => fromCheck(checkPeriod(text)));
    case 'amount':
      return remembered(standardiseAmount(unit));
    case 'code':
      return remembered(standardiseCode(spec));
    case 'division':
      return remembered(spec.abroad ? divisionOrAbroad : (text) => fromCheck(checkDivision(text)));
    case 'area':
      return remembered((text) => fromCheck(checkArea(text, under)));
    case 'industry':
      return remembered((text) => fromCheck(checkIndustry(text)));
    case 'phone':
      return (text) => fromCheck(checkPhone(text));
    case 'email':
      return (text) => fromCheck(checkEmail(text));
    case 'identifier':
      return standardiseIdentifier(spec.scheme, spec.maxLength);
    case 'point':
      return standardisePoint;
    case 'geometry':
      return standardiseGeometry({ crs, within });
    case 'instant':
      return remembered(standardiseInstant);
    case 'boolean':
      return remembered(standardiseBoolean);
    case 'relations':
      throw new Error('relations are standardised member by member');
  }
}

const POWERS: Readonly<Record<string, number>> = {
  百: 2,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  百亿: 10,
  千亿: 11,
  万亿: 12,
};

/** 万元 → 4: what figures in this unit are multiplied by, as a power of ten. */
const powerOf = (unit = ''): number => POWERS[/^[百千万亿]*/.exec(unit)![0]] ?? 0;

const fromCheck = (checked: Checked): Standardised =>
  checked.ok ? { value: checked.value } : { finding: failedCheck(checked) };

/** A place abroad has a name and no code: letters that are not Chinese, and no digit. */
const ABROAD = /^(?!.*[\p{Script=Han}\p{N}]).*\p{L}/u;
const keptAbroad = standardiseText(100);

const divisionOrAbroad: Standardiser = (text) =>
  ABROAD.test(text) ? keptAbroad(text) : fromCheck(checkDivision(text));
