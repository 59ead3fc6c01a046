import {
  checkHkMacauPermit,
  checkOrganisationCode,
  checkPassport,
  checkPermanentResidentCard,
  checkRegistrationNumber,
  checkResidentId,
  checkTaiwanPermit,
  checkTaxNumber,
  checkUscc,
  toHalfWidth,
  type Checked,
} from '@siku/standards';
import { failedCheck, postcodeInvalid, textTooLong } from '../validate/findings.js';
import type { Standardiser } from './standardised.js';
import { plainText } from './text.js';

const CHECKS: Record<string, (text: string) => Checked> = {
  uscc: checkUscc,
  orgCode: checkOrganisationCode,
  registrationNo: checkRegistrationNumber,
  taxNo: checkTaxNumber,
  residentId: checkResidentId,
  passport: checkPassport,
  permanentResidentCard: checkPermanentResidentCard,
  hkMacauPermit: checkHkMacauPermit,
  taiwanPermit: checkTaiwanPermit,
};

const POSTCODE = /^\d{6}$/;
/** TQ13 8DF, K1A 0B1, 1012 AB: those of other countries that cannot be a slip of a Chinese one, having letters. */
const POSTCODE_ABROAD = /^(?=.*\d)(?=.*[A-Z])[A-Z\d][A-Z\d -]{2,9}$/i;

/** A scheme without a check is kept as it is: evidence, never proof. */
export function standardiseIdentifier(scheme: string | undefined, maxLength = 100): Standardiser {
  if (scheme === 'postcode') {
    return (text) => {
      const value = plainText(text);
      return POSTCODE.test(value) || POSTCODE_ABROAD.test(value) ? { value } : { finding: postcodeInvalid };
    };
  }
  const check = CHECKS[scheme ?? ''];
  if (!check) {
    return (text) => {
      const value = plainText(text);
      return value.length > maxLength ? { finding: textTooLong(maxLength) } : { value };
    };
  }
  return (text) => {
    const checked = check(text);
    if (checked.ok) return { value: checked.value };
    const invalid = toHalfWidth(text).replace(/\s/g, '').toUpperCase().slice(0, maxLength);
    return { finding: failedCheck(checked), invalid };
  };
}
