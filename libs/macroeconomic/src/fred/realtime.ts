import { periodBounds } from '@siku/standards';
import { dayOf, releasesAt, startOfDay, vintagesOf, type Release } from '../observation/vintage.js';
import type { Point } from '../series/transformation.js';

/**
 * Vintages as FRED has them: by days. What was public at the end of a day is what was known on it. Everything is derived from
 * the whole series as of each day on which it changed, so that transformed figures have the vintages of all they were made of.
 */

/** A value of one date while it was the public one; days inclusive, yyyy-MM-dd. */
export interface Realtime {
  date: string;
  value: string | null;
  from: string;
  to: string;
}

/** Makes of the published series what was asked for. */
export type Derive = (points: readonly Point[]) => readonly Point[];

export const EARLIEST = '1776-07-04';
export const LATEST = '9999-12-31';

const DAY_MS = 86_400_000;

const dayBefore = (day: string): string => dayOf(startOfDay(day) - 1);

/** Days on which a value was new or revised, the earliest first; another unit or note is none of FRED's vintages. */
export const vintageDays = (releases: readonly Release[]): string[] => [
  ...new Set(vintagesOf(releases.filter(isNewValue)).map(({ at }) => dayOf(at))),
];

/** Releases are in the order of periods and time. */
function isNewValue({ period, value, from }: Release, i: number, releases: readonly Release[]): boolean {
  const before = releases[i - 1];
  return before?.period !== period || before.to !== from || before.value !== value;
}

/** Values by date, as of the end of a day. */
function asOf(releases: readonly Release[], day: string, derive: Derive): Map<string, string | null> {
  const points = derive(releasesAt(releases, startOfDay(day) + DAY_MS - 1));
  return new Map(points.map(({ period, value }) => [periodBounds(period)!.from, value]));
}

/** Every value that was public within the days, each with its own days, in the order of dates. */
export function byRealtime(releases: readonly Release[], derive: Derive, first: string, last: string): Realtime[] {
  const taken = releases.flatMap(({ to }) => (to === Infinity ? [] : [dayOf(to)]));
  const changed = [...new Set([first, ...vintageDays(releases), ...taken])].filter(
    (day) => day >= first && day <= last,
  );
  const all: Realtime[] = [];
  let open = new Map<string, Realtime>();
  for (const day of changed.sort()) {
    const next = new Map<string, Realtime>();
    for (const [date, value] of asOf(releases, day, derive)) {
      const before = open.get(date);
      next.set(date, before?.value === value ? before : { date, value, from: day, to: last });
    }
    for (const [date, before] of open) if (next.get(date) !== before) all.push({ ...before, to: dayBefore(day) });
    open = next;
  }
  all.push(...open.values());
  return all.sort((a, b) => (a.date === b.date ? compare(a.from, b.from) : compare(a.date, b.date)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of each date the value that was public first, if that was within the days. */
export function initialReleases(releases: readonly Release[], derive: Derive, first: string, last: string): Realtime[] {
  const published = byRealtime(releases, derive, EARLIEST, last).filter(({ value }) => value !== null);
  return published.filter(({ date, from }, i) => published[i - 1]?.date !== date && from >= first);
}

/** By date, the value at each of several vintages; with `changes` only where it is another than the day before. */
export function byVintage(
  releases: readonly Release[],
  derive: Derive,
  days: readonly string[],
  changes: boolean,
): { date: string; values: Map<string, string | null> }[] {
  const dates = new Map<string, Map<string, string | null>>();
  for (const day of days) {
    const before = changes ? asOf(releases, dayBefore(day), derive) : null;
    for (const [date, value] of asOf(releases, day, derive)) {
      if (before?.has(date) && before.get(date) === value) continue;
      const values = dates.get(date) ?? new Map<string, string | null>();
      dates.set(date, values.set(day, value));
    }
  }
  return [...dates].map(([date, values]) => ({ date, values })).sort((a, b) => compare(a.date, b.date));
}
