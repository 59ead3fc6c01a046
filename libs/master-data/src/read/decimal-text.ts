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
