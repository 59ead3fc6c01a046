import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';

/**
 * Decimal numbers as they are written, of any size: digits × 10^-scale. Sums and products are exact; 0.10 stays 0.10,
 * because how many places a figure was given with is part of what it says.
 */
export interface Decimal {
  readonly digits: bigint;
  /** places after the point, 0 or more */
  readonly scale: number;
}

const FORM = refusal(
  'decimal-form',
  { zh: '不是数字', en: 'not a number' },
  {
    zh: '请只填数字，单位在数据集定义中声明',
    en: 'write a number only; its unit is declared in the dataset definition',
  },
);

/** Digits with or without thousands separators, an exponent as other programs write it, a power of ten after them. */
const FIGURE = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*([百千万亿]{0,2})\s*(%?)$/;

const POWERS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 亿: 8 };

/** Beyond this no figure of a statistician is meant. */
const MOST_PLACES = 100;

export function parseDecimal(text: string): Decimal | null {
  const match = FIGURE.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0', power = ''] = match ?? [];
  if (!match || whole + fraction === '') return null;
  const scale = fraction.length - Number(exponent) - [...power].reduce((sum, word) => sum + POWERS[word]!, 0);
  if (Math.abs(scale) > MOST_PLACES) return null;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** The plain form, as PostgreSQL writes `numeric`: no exponent, no separators, the places it has. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${text.slice(-scale)}` : ''}`;
}

/** Accountants write negative figures in brackets; (1) alone is a mark of a footnote. */
const NEGATIVE = /^\((\d+\.\d+|\d{3,})\)$/;

/** A figure as departments write it; the value is its plain form. `power`: of ten, for figures in 万元 and the like. */
export function checkDecimal(text: string, power = 0): Checked {
  const plain = toHalfWidth(text)
    .replace(/(\d)[,，](?=\d{3}(\D|$))/g, '$1')
    .replaceAll('−', '-')
    .trim()
    .replace(NEGATIVE, '-$1');
  const value = parseDecimal(plain);
  if (!value) return FORM;
  const scale = value.scale - power;
  return accepted(
    formatDecimal(
      scale < 0 ? { digits: value.digits * 10n ** BigInt(-scale), scale: 0 } : { digits: value.digits, scale },
    ),
  );
}

const aligned = (a: Decimal, b: Decimal): [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale];
};

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x - y, scale };
}

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
});

/** Rounded half away from zero to `scale` places; null when `b` is zero. */
export function divideDecimals(a: Decimal, b: Decimal, scale: number): Decimal | null {
  if (b.digits === 0n) return null;
  const [x, y] = aligned(a, b);
  const scaled = x * 10n ** BigInt(scale + 1);
  const tenth = scaled / y;
  const rounding = tenth < 0n ? -5n : 5n;
  return { digits: (tenth + rounding) / 10n, scale };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Without zeros at the end: for results of computations, whose places say nothing. */
export function trimDecimal({ digits, scale }: Decimal): Decimal {
  while (scale > 0 && digits % 10n === 0n) [digits, scale] = [digits / 10n, scale - 1];
  return { digits, scale };
}
