import { compareDecimals, parseDecimal, periodBounds } from '@siku/standards';
import type { Release } from '../observation/vintage.js';
import type { Arrangement } from '../observation/published.repository.js';
import type { Written } from './component.js';
import type { Layout } from './data-layout.js';
import type { DataSet } from './data-message.js';

/** Releases of one series, as they were public one after the other, and what the series is. */
export interface SeriesReleases {
  series: Pick<Written, 'frequency' | 'indicator' | 'area' | 'adjustment'>;
  /** all of them: whether another followed is told from these */
  releases: readonly Release[];
}

/** What of a history is asked for: releases that became public or were taken back after one instant (not at it) and until another, epoch milliseconds. */
export interface HistoryPart {
  after: number;
  until: number;
  isAsked: (release: Release) => boolean;
  arrangement: Arrangement;
  layout: Layout;
}

/** A data set of what is held already. */
export interface Dissemination extends DataSet {
  rows: readonly [readonly Written[]];
}

/**
 * The disseminations of several series as SDMX REST has them with includeHistory: for each instant a data set of what was
 * published then, and after these one for each instant at which something was taken back without another value. The first and last
 * observations of a series are all that was ever said of its first and last periods; what is skipped is counted through all data sets.
 */
export function disseminations(all: readonly SeriesReleases[], part: HistoryPart): Dissemination[] {
  const published = new Map<number, Written[]>();
  const taken = new Map<number, Written[]>();
  for (const { series, releases } of all) {
    const said = asked(releases, part);
    const periods = chosen([...new Set(said.map(({ release }) => release.period))], part);
    for (const { sets, at, release } of said) {
      const { period, value, status, unit, note } = release;
      if (!periods.has(period)) continue;
      const set = sets === 'published' ? published : taken;
      const row = { ...series, period, value, status, unit, note };
      const rows = set.get(at);
      if (rows) rows.push(row);
      else set.set(at, [row]);
    }
  }
  const inTime = (sets: Map<number, Written[]>) => [...sets].sort(([a], [b]) => a - b);
  return paged(
    [
      ...inTime(published).map(([at, rows]) => dataSet({ action: 'Replace', validFrom: instant(at) }, rows, part)),
      ...inTime(taken).map(([at, rows]) => dataSet({ action: 'Delete', validTo: instant(at) }, rows, part)),
    ],
    part.arrangement,
  );
}

const instant = (at: number): string => new Date(at).toISOString();

interface Said {
  sets: 'published' | 'taken';
  at: number;
  release: Release;
}

/** What became public and, where no other release of the period follows at once, what ended in the part asked for. */
function asked(releases: readonly Release[], { after, until, isAsked }: HistoryPart): Said[] {
  const followed = new Set(releases.map(({ period, from }) => `${period} ${from}`));
  return releases
    .flatMap((release): Said[] => [
      { sets: 'published', at: release.from, release },
      ...(followed.has(`${release.period} ${release.to}`) ? [] : [{ sets: 'taken' as const, at: release.to, release }]),
    ])
    .filter(({ at, release }) => at > after && at <= until && isAsked(release));
}

/** The first and the last of the periods of a series. */
function chosen(periods: string[], { layout, arrangement: { firstN, lastN } }: HistoryPart): ReadonlySet<string> {
  // Of series that are only named, every data set has those it says something of.
  if (!layout.observations || (firstN === null && lastN === null)) return new Set(periods);
  const inOrder = periods.sort((a, b) => compareText(startOf(a), startOf(b)));
  return new Set([
    ...inOrder.slice(0, firstN ?? 0),
    ...inOrder.slice(inOrder.length - Math.min(lastN ?? 0, periods.length)),
  ]);
}

function dataSet(
  about: Omit<DataSet, 'rows'>,
  rows: Written[],
  { layout, arrangement: { order } }: HistoryPart,
): Dissemination {
  const sorted = rows.sort((a, b) => {
    for (const { by, descending } of order) {
      const compared = COMPARE[by](a, b, descending ? -1 : 1);
      if (compared !== 0) return compared;
    }
    return 0;
  });
  const keyOf = (row: Written): string => layout.series.map(({ of }) => of(row)).join('.');
  const shown = layout.observations
    ? sorted
    : sorted.filter((row, i) => i === 0 || keyOf(sorted[i - 1]!) !== keyOf(row));
  return { ...about, rows: [shown] };
}

type Compare = (a: Written, b: Written, direction: 1 | -1) => number;

const startOf = (period: string): string => periodBounds(period)!.from;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is not there comes last in both directions. */
const by =
  (read: (row: Written) => string | null, compare: (a: string, b: string) => number = compareText): Compare =>
  (one, other, direction) => {
    const [a, b] = [read(one), read(other)];
    return a === null || b === null ? Number(a === null) - Number(b === null) : direction * compare(a, b);
  };

const COMPARE: Readonly<Record<Arrangement['order'][number]['by'], Compare>> = {
  series: by(({ frequency, indicator, area, adjustment }) => `${frequency}.${indicator}.${area}.${adjustment}`),
  frequency: by(({ frequency }) => frequency),
  indicator: by(({ indicator }) => indicator),
  area: by(({ area }) => area),
  adjustment: by(({ adjustment }) => adjustment),
  period: by(({ period }) => startOf(period)),
  value: by(
    ({ value }) => value,
    (a, b) => compareDecimals(parseDecimal(a)!, parseDecimal(b)!),
  ),
  status: by(({ status }) => status),
  unit: by(({ unit }) => unit),
  note: by(({ note }) => note),
};

/** Data sets of which nothing is left are no part of the answer. */
function paged(sets: readonly Dissemination[], { offset, limit }: Arrangement): Dissemination[] {
  let [skip, left] = [offset, limit ?? Infinity];
  return sets.flatMap((set): Dissemination[] => {
    const rows = set.rows[0].slice(skip, skip + left);
    skip = Math.max(0, skip - set.rows[0].length);
    left -= rows.length;
    return rows.length === 0 ? [] : [{ ...set, rows: [rows] }];
  });
}
