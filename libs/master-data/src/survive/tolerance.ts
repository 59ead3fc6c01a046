import { compareDecimals, multiplyDecimals, parseDecimal, subtractDecimals, type Decimal } from '@siku/standards';
import type { Attributes } from '../base/attributes.js';

/** By attribute path: per cent of the golden value by which departments may differ before a steward is asked. */
export type Tolerances = (golden: Attributes) => Readonly<Record<string, string>>;

const HUNDRED: Decimal = { digits: 100n, scale: 0 };

const absolute = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? -digits : digits, scale });

/** Whether another figure is further from the golden one than so many per cent of it; what is no figure is not compared. */
export function isBeyond(golden: unknown, other: unknown, percent: string): boolean {
  const [one, two, share] = [golden, other, percent].map((text) =>
    typeof text === 'string' ? parseDecimal(text) : null,
  );
  if (!one || !two || !share) return false;
  const difference = multiplyDecimals(absolute(subtractDecimals(one, two)), HUNDRED);
  return compareDecimals(difference, multiplyDecimals(absolute(one), share)) > 0;
}
