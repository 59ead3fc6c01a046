import type { AttributeSpec } from '@siku/catalogue';
import { checkDivision, checkIndustry, checkPhone, type Checked } from '@siku/standards';
import { failedCheck } from '../validate/findings.js';
import { standardiseCode } from './code.js';
import { standardiseDate } from './date.js';
import { standardiseIdentifier } from './identifier.js';
import { standardiseAmount, standardiseNumber } from './number.js';
import { standardisePoint } from './point.js';
import { remembered, type Standardised, type Standardiser } from './standardised.js';
import { standardiseName, standardiseText } from './text.js';

export interface StandardiseOptions {
  formats?: readonly string[];
  unit?: string;
}

/** How the values of an attribute are made comparable between departments: the national standard of its type. */
export function standardiserOf(spec: AttributeSpec, { formats = [], unit }: StandardiseOptions = {}): Standardiser {
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
    case 'amount':
      return remembered(standardiseAmount(unit));
    case 'code':
      return remembered(standardiseCode(spec));
    case 'division':
      return remembered((text) => fromCheck(checkDivision(text)));
    case 'industry':
      return remembered((text) => fromCheck(checkIndustry(text)));
    case 'phone':
      return (text) => fromCheck(checkPhone(text));
    case 'identifier':
      return standardiseIdentifier(spec.scheme, spec.maxLength);
    case 'point':
      return standardisePoint;
    case 'relations':
      throw new Error('relations are standardised member by member');
  }
}

const fromCheck = (checked: Checked): Standardised =>
  checked.ok ? { value: checked.value } : { finding: failedCheck(checked) };
