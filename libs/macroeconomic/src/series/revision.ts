import {
  addDecimals,
  type Decimal,
  divideDecimals,
  formatDecimal,
  parseDecimal,
  subtractDecimals,
  trimDecimal,
} from '@siku/standards';
import { releasesAt, vintagesOf, type Release } from '../observation/vintage.js';

export interface RevisionTriangle {
  /** columns, the earliest first */
  vintages: string[];
  /** one value a vintage; null before its first release */
  rows: { period: string; values: (string | null)[] }[];
}

/** What was known at each vintage about each period. */
export function revisionTriangle(releases: readonly Release[]): RevisionTriangle {
  const vintages = vintagesOf(releases);
  const columns = vintages.map(({ at }) => new Map(releasesAt(releases, at).map((r) => [r.period, r.value])));
  const periods = [...new Set(releases.map(({ period }) => period))];
  return {
    vintages: vintages.map(({ label }) => label),
    rows: periods.map((period) => ({ period, values: columns.map((column) => column.get(period) ?? null) })),
  };
}

export interface RevisionStatistics {
  /** periods with a first release and another value now */
  revised: number;
  /** periods with both a first and a later release, revised or not */
  periods: number;
  /** of last minus first release */
  meanRevision: string | null;
  meanAbsoluteRevision: string | null;
  upward: number;
  downward: number;
  /** Two-sided probability of so uneven signs if up and down were equally likely; null without revisions. */
  signTest: number | null;
}

const PLACES = 10;

/** Of the last against the first release of each period that was still public at the last vintage. */
export function revisionStatistics(releases: readonly Release[]): RevisionStatistics {
  const first = new Map<string, Decimal>();
  const last = new Map<string, Decimal>();
  for (const { period, value } of releases) {
    if (value === null) continue;
    const parsed = parseDecimal(value)!;
    if (!first.has(period)) first.set(period, parsed);
    last.set(period, parsed);
  }
  const revisions = [...first].map(([period, value]) => subtractDecimals(last.get(period)!, value));
  const changed = revisions.filter(({ digits }) => digits !== 0n);
  const upward = changed.filter(({ digits }) => digits > 0n).length;
  const absolute = revisions.map(({ digits, scale }) => ({ digits: digits < 0n ? -digits : digits, scale }));
  return {
    revised: changed.length,
    periods: revisions.length,
    meanRevision: mean(revisions),
    meanAbsoluteRevision: mean(absolute),
    upward,
    downward: changed.length - upward,
    signTest: changed.length === 0 ? null : signTest(upward, changed.length),
  };
}

function mean(values: readonly Decimal[]): string | null {
  if (values.length === 0) return null;
  const quotient = divideDecimals(values.reduce(addDecimals), { digits: BigInt(values.length), scale: 0 }, PLACES);
  return quotient && formatDecimal(trimDecimal(quotient));
}

/** Binomial with p = ½, both tails, in logarithms so that long series do not overflow. */
function signTest(up: number, n: number): number {
  const tail = Math.min(up, n - up);
  let [probability, logChoose] = [0, 0];
  for (let k = 0; k <= tail; k++) {
    if (k > 0) logChoose += Math.log((n - k + 1) / k);
    probability += Math.exp(logChoose - n * Math.LN2);
  }
  return Math.min(1, Number((2 * probability).toPrecision(6)));
}
