import type { RegisterRates } from '../registers/register.js';
import type { DepartmentCode } from './departments/department-code.js';

/**
 * How often departments get things wrong. Every rate is a probability; where nothing else is said, of one field of one
 * record, and the mistake stays with the record until somebody corrects it.
 */
export interface NoiseRates extends RegisterRates {
  /** Two neighbouring characters of the name change places. */
  nameSwapped: number;
  /** A character of the name, or of a person's, is replaced by one that sounds or looks the same. */
  nameMistaken: number;
  /** The name is shortened: without its region, 有限责任公司 for 有限公司, without 市. */
  nameShortened: number;
  /** Letters, digits and brackets are written full-width, or brackets half-width. */
  fullWidth: number;
  /** A blank inside or behind a text or a code. */
  blank: number;
  /** One character of a code is mistyped: its check fails. */
  codeWrong: number;
  /** The code is not filled in. */
  codeMissing: number;
  /** A branch gives the code of the organisation it belongs to. */
  codeOfParent: number;
  /** A business founded before 2007 still stands under its registration number of 13 digits. */
  codeOld: number;
  /** The legal representative, telephone, address, postcode … is not filled in. */
  fieldMissing: number;
  /** The telephone is that of the agent who does the paperwork, and of some hundred other companies. */
  phoneOfAgent: number;
  /** The address names no house number. */
  addressVague: number;
  /** House number or road is mistyped. */
  addressMistaken: number;
  /** The date is that of another act (approval, licence): some days off. */
  dateOther: number;
  /** The year is one too late. */
  dateMistaken: number;
  /** An amount is given in the wrong unit (元 for 万元). */
  amountUnit: number;
  /** The industry is another of the same division of GB/T 4754. */
  industryOther: number;
  /** A code word that is in no code list (状态 = 其它). */
  codeUnknown: number;
}

/** An ordinary office. */
const ordinary: NoiseRates = {
  nameSwapped: 0.004,
  nameMistaken: 0.012,
  nameShortened: 0.02,
  fullWidth: 0.01,
  blank: 0.008,
  codeWrong: 0.008,
  codeMissing: 0.03,
  codeOfParent: 0.05,
  codeOld: 0.1,
  fieldMissing: 0.06,
  phoneOfAgent: 0.03,
  addressVague: 0.03,
  addressMistaken: 0.02,
  dateOther: 0.04,
  dateMistaken: 0.006,
  amountUnit: 0.003,
  industryOther: 0.06,
  codeUnknown: 0.002,
  duplicate: 0.012,
  neverHeard: 0.15,
  hearsAfter: 90,
  corrected: 0.25,
};

export const noise: Record<DepartmentCode, NoiseRates> = {
  // Issues the codes itself and checks them; names are copied from certificates.
  'quality-supervision': { ...ordinary, codeWrong: 0.003, codeMissing: 0, nameShortened: 0.008, hearsAfter: 60 },
  // The register itself: what it says is law, and it hears first.
  'industry-commerce': {
    ...ordinary,
    nameSwapped: 0.001,
    nameMistaken: 0.003,
    nameShortened: 0,
    codeWrong: 0.002,
    codeMissing: 0.004,
    codeOld: 0.02,
    codeOfParent: 0,
    fieldMissing: 0.02,
    phoneOfAgent: 0.06,
    addressVague: 0.008,
    dateOther: 0,
    duplicate: 0.004,
    neverHeard: 0.01,
    hearsAfter: 6,
    corrected: 0.4,
  },
  'state-tax': { ...ordinary, codeWrong: 0.004, duplicate: 0.008, hearsAfter: 45, neverHeard: 0.1 },
  // Typed in at the counters of forty tax offices.
  'local-tax': {
    ...ordinary,
    nameSwapped: 0.008,
    nameMistaken: 0.025,
    nameShortened: 0.05,
    fullWidth: 0.02,
    codeWrong: 0.012,
    codeMissing: 0.15,
    duplicate: 0.025,
    neverHeard: 0.25,
    hearsAfter: 120,
  },
  // A small register, kept in a spreadsheet.
  'civil-affairs': { ...ordinary, nameShortened: 0.04, fieldMissing: 0.12, blank: 0.02, duplicate: 0.01 },
  // Filled in by the organisations, once a year.
  statistics: {
    ...ordinary,
    nameShortened: 0.08,
    nameMistaken: 0.02,
    codeMissing: 0.15,
    codeOfParent: 0.1,
    fieldMissing: 0.12,
    addressVague: 0.08,
    neverHeard: 0.3,
    hearsAfter: 200,
  },
};
