import { formatDecimal, parseDecimal } from '@siku/standards';

/** Excel keeps 15 significant digits, and no double has more that are certain: the rest is noise of binary fractions. */
export const SIGNIFICANT_DIGITS = 15;

/** A number as people write it: without noise (0.30000000000000004) and without exponent (1.2e-7). */
export function decimalText(number: number, digits = SIGNIFICANT_DIGITS): string {
  const text = String(number);
  // Short as it is: nothing to round, which is nearly always so.
  if (text.length <= digits && !text.includes('e')) return text;
  return plainDecimal(Number.isInteger(number) ? number : Number(number.toPrecision(digits)));
}

export function plainDecimal(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/u.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  if (shift > 0) return `${sign}${whole}${fraction.padEnd(shift, '0')}`;
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
}

/** 0.0083 → 0.83%: what people see in a cell of percent. */
export function percentText(number: number): string {
  const { digits, scale } = parseDecimal(decimalText(number))!;
  const shifted = scale < 2 ? { digits: digits * 10n ** BigInt(2 - scale), scale: 0 } : { digits, scale: scale - 2 };
  return `${formatDecimal(shifted)}%`;
}
