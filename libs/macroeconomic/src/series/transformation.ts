import {
  addDecimals,
  checkPeriod,
  compareDecimals,
  type Decimal,
  divideDecimals,
  formatDecimal,
  type Frequency,
  FREQUENCIES,
  frequencyOf,
  multiplyDecimals,
  parseDecimal,
  periodBefore,
  periodBounds,
  periodOfDay,
  PERIODS_A_YEAR,
  subtractDecimals,
  trimDecimal,
} from '@siku/standards';

export interface Point {
  period: string;
  /** plain decimal text; null when missing */
  value: string | null;
}

/**
 * As FRED names them: level, change, change on a year ago, their percentages (pch, pc1), the annual rate of change (pca), the
 * continuously compounded rate (cch) and its annual rate (cca), the natural logarithm.
 */
export const TRANSFORMATIONS = ['lin', 'chg', 'ch1', 'pch', 'pc1', 'pca', 'cch', 'cca', 'log'] as const;
export type Transformation = (typeof TRANSFORMATIONS)[number];

export const AGGREGATIONS = ['avg', 'sum', 'eop'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** Places of quotients, roots and logarithms. */
const PLACES = 10;

const HUNDRED = parseDecimal('100')!;

/** Where the earlier value is missing, or the result is none (division by zero, logarithm of no positive number), so is the point. */
export function transform(points: readonly Point[], by: Transformation): Point[] {
  if (by === 'lin') return [...points];
  const values = new Map(points.map(({ period, value }) => [period, value === null ? null : parseDecimal(value)]));
  return points.map(({ period }) => {
    const now = values.get(period) ?? null;
    const before = values.get(comparedWith(period, by)) ?? null;
    return { period, value: now && before ? transformed(now, before, by, frequencyOf(period)) : null };
  });
}

/** The period that a period is compared with; itself for `lin` and `log`. */
export function comparedWith(period: string, by: Transformation): string {
  if (by === 'lin' || by === 'log') return period;
  return lagged(period, by);
}

const lagged = (period: string, by: Transformation): string =>
  by !== 'ch1' && by !== 'pc1'
    ? periodBefore(period)
    : frequencyOf(period) === 'D'
      ? `${String(Number(period.slice(0, 4)) - 1).padStart(4, '0')}${period.slice(4)}`
      : periodBefore(period, PERIODS_A_YEAR[frequencyOf(period)]);

/** One figure from another; null where there is none (division by zero, logarithm of no positive number). */
export function transformed(now: Decimal, before: Decimal, by: Transformation, frequency: Frequency): string | null {
  const aYear = PERIODS_A_YEAR[frequency];
  switch (by) {
    case 'lin':
      return formatDecimal(now);
    case 'chg':
    case 'ch1':
      return formatDecimal(subtractDecimals(now, before));
    case 'pch':
    case 'pc1': {
      const rate = divideDecimals(multiplyDecimals(subtractDecimals(now, before), HUNDRED), before, PLACES);
      return rate && formatDecimal(trimDecimal(rate));
    }
    case 'pca':
      return rounded((ratio(now, before) ** aYear - 1) * 100);
    case 'cch':
      return rounded(Math.log(ratio(now, before)) * 100);
    case 'cca':
      return rounded(Math.log(ratio(now, before)) * 100 * aYear);
    default:
      return rounded(Math.log(Number(formatDecimal(now))));
  }
}

const ratio = (a: Decimal, b: Decimal): number => Number(formatDecimal(a)) / Number(formatDecimal(b));

const rounded = (value: number): string | null => {
  const parsed = Number.isFinite(value) ? parseDecimal(value.toFixed(PLACES)) : null;
  return parsed && formatDecimal(trimDecimal(parsed));
};

/** To a lower frequency. A period that lacks one of its parts has no value; sums are exact. */
export function aggregate(points: readonly Point[], to: Frequency, by: Aggregation): Point[] {
  const parts = new Map<string, Map<string, Decimal | null>>();
  for (const { period, value } of points) {
    const whole = periodOfDay(periodBounds(period)!.from, to);
    const group = parts.get(whole) ?? new Map<string, Decimal | null>();
    parts.set(whole, group.set(period, value === null ? null : parseDecimal(value)));
  }
  return [...parts].map(([period, group]) => {
    const { to: end } = periodBounds(period)!;
    const frequency = frequencyOf(group.keys().next().value!);
    const last = periodOfDay(end, frequency);
    if (by === 'eop') return { period, value: text(group.get(last) ?? null) };
    const { from } = periodBounds(period)!;
    const wanted: string[] = [];
    for (let at = last; periodBounds(at)!.from >= from; at = periodBefore(at)) wanted.push(at);
    const values = wanted.map((at) => group.get(at) ?? null);
    if (values.some((value) => value === null)) return { period, value: null };
    const sum = (values as Decimal[]).reduce(addDecimals);
    if (by === 'sum') return { period, value: formatDecimal(sum) };
    const mean = divideDecimals(sum, { digits: BigInt(values.length), scale: 0 }, Math.max(PLACES, sum.scale));
    return { period, value: text(mean && trimDecimal(mean)) };
  });
}

const text = (value: Decimal | null): string | null => value && formatDecimal(value);

/** Whether series of the one frequency can be made into the other. */
export const isLower = (to: Frequency, from: Frequency): boolean =>
  FREQUENCIES.indexOf(to) <= FREQUENCIES.indexOf(from) && !(from === 'W' && to !== 'W');

/** So that the value of `base`, or the mean of a longer period, is 100; null where it has none to divide by. */
export function rebase(points: readonly Point[], base: string): Point[] | null {
  const divisor = parseDecimal(valueOf(points, base) ?? '0')!;
  if (divisor.digits === 0n) return null;
  return points.map(({ period, value }) => {
    const quotient =
      value === null ? null : divideDecimals(multiplyDecimals(parseDecimal(value)!, HUNDRED), divisor, PLACES);
    return { period, value: quotient && formatDecimal(trimDecimal(quotient)) };
  });
}

function valueOf(points: readonly Point[], base: string): string | null {
  const [first] = points;
  const checked = checkPeriod(base);
  if (!first || !checked.ok) return null;
  const period = checked.value;
  const frequency = frequencyOf(period);
  const whole = frequencyOf(first.period) === frequency || !isLower(frequency, frequencyOf(first.period));
  return (whole ? points : aggregate(points, frequency, 'avg')).find((point) => point.period === period)?.value ?? null;
}

/** By another figure of the same period, or of its year. */
export function divide(points: readonly Point[], by: ReadonlyMap<string, string | null>): Point[] {
  return points.map(({ period, value }) => {
    const divisor = by.get(period) ?? by.get(period.slice(0, 4)) ?? null;
    const quotient =
      value === null || divisor === null ? null : divideDecimals(parseDecimal(value)!, parseDecimal(divisor)!, PLACES);
    return { period, value: quotient && formatDecimal(trimDecimal(quotient)) };
  });
}

export const equalValues = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : compareDecimals(parseDecimal(a)!, parseDecimal(b)!) === 0;
