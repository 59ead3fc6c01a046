import { currencyOf, parseAmount, toHalfWidth } from '@siku/standards';
import { decimalUnreadable, failedCheck, integerUnreadable, numberNegative } from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

/** `{amount, currency}` in whole units: 500万美元 → 5000000 USD. Without a word of the currency it is yuan. */
export function standardiseAmount(unit?: string): Standardiser {
  return (text): Standardised => {
    const parsed = parseAmount(text, unit);
    if (!parsed.ok) return { finding: failedCheck(parsed) };
    if (parsed.value < 0) return { finding: numberNegative };
    const currency = currencyOf(text) ?? currencyOf(unit ?? '') ?? 'CNY';
    return { value: Object.freeze({ amount: parsed.value, currency }) };
  };
}

const SCALES: Record<string, number> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };

/** Digits with or without separators, a unit after them: 1,200人. */
const FIGURE = /^([+-]?\d+(?:\.\d+)?)\s*([百千万亿])?\s*([^\d\s.,]{0,6})$/;

/** @param unit 百人, 千, 万吨: its first character scales figures whose cell names no scale */
export function standardiseNumber(whole: boolean, unit = ''): Standardiser {
  const unreadable = whole ? integerUnreadable : decimalUnreadable;
  return (text) => {
    const match = FIGURE.exec(
      toHalfWidth(text)
        .replace(/(\d)[,，](?=\d{3}(\D|$))/g, '$1')
        .trim(),
    );
    if (!match) return { finding: unreadable };
    const [, digits, scale, rest] = match;
    if (rest === '%' && whole) return { finding: unreadable };
    const factor = SCALES[scale ?? unit[0] ?? ''] ?? 1;
    // Rounded to the precision a decimal fraction can have: 1.1 × 10,000 is 11,000 and not 11,000.000000000002.
    const value = Number((Number(digits) * factor).toPrecision(15));
    if (whole && !Number.isSafeInteger(value)) return { finding: unreadable };
    return value < 0 ? { finding: numberNegative } : { value };
  };
}
