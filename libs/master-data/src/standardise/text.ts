import { normaliseText, withoutPadding } from '@siku/standards';
import { nameImplausible, textGarbled, textPrivateUse, textTooLong } from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

/** Nothing in it that Unicode normalisation could change. */
const PLAIN = /^[\u4e00-\u9fa5A-Za-z0-9、。()\-/.,;:#]*$/;

/** What bytes of another encoding become. */
const GARBLED = /\uFFFD|锟斤拷|烫烫/;

const PRIVATE_USE = /\p{Co}/u;

const HAS_LETTER = /\p{L}/u;

export const plainText = (text: string): string => (PLAIN.test(text) ? text : normaliseText(text));

export function standardiseText(maxLength = Infinity): Standardiser {
  return (text) => {
    const value = plainText(text);
    if (value === '') return {};
    if (value.length > maxLength) return { finding: textTooLong(maxLength) };
    if (GARBLED.test(value)) return { value, finding: textGarbled };
    return PRIVATE_USE.test(value) ? { value, finding: textPrivateUse } : { value };
  };
}

export function standardiseName(maxLength?: number): Standardiser {
  const standardise = standardiseText(maxLength);
  return (text): Standardised => {
    const result = standardise(text);
    if (typeof result.value !== 'string') return result;
    const named = { ...result, value: withoutPadding(result.value) };
    return result.finding || HAS_LETTER.test(result.value) ? named : { ...named, finding: nameImplausible };
  };
}
