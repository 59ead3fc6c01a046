import type { Release } from '../observation/vintage.js';
import type { Written } from './component.js';
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
}

/**
 * The disseminations of several series as SDMX REST has them with includeHistory: for each instant a data set of what was
 * published then, and after these one for each instant at which something was taken back without another value.
 */
export function disseminations(all: readonly SeriesReleases[], part: HistoryPart): DataSet[] {
  return [
    ...dataSets(all, part, published).map(([at, rows]): DataSet => ({
      action: 'Replace',
      validFrom: instant(at),
      rows,
    })),
    ...dataSets(all, part, taken).map(([at, rows]): DataSet => ({ action: 'Delete', validTo: instant(at), rows })),
  ];
}

const instant = (at: number): string => new Date(at).toISOString();

type Dated = [at: number, release: Release];

const published = (releases: readonly Release[]): Dated[] => releases.map((release) => [release.from, release]);

/** Releases that no other of the same period follows at once, by the instant at which they end. */
const taken = (releases: readonly Release[]): Dated[] =>
  releases
    .filter(({ period, to }) => !releases.some((next) => next.period === period && next.from === to))
    .map((release) => [release.to, release]);

function dataSets(
  all: readonly SeriesReleases[],
  { after, until, isAsked }: HistoryPart,
  datedOf: (releases: readonly Release[]) => Dated[],
): [at: number, series: Written[][]][] {
  const sets = new Map<number, Written[][]>();
  for (const { series, releases } of all) {
    const own = new Map<number, Written[]>();
    for (const [at, release] of datedOf(releases)) {
      if (at <= after || at > until || !isAsked(release)) continue;
      const { period, value, status, unit, note } = release;
      const row = { ...series, period, value, status, unit, note };
      const rows = own.get(at);
      if (rows) rows.push(row);
      else own.set(at, [row]);
    }
    for (const [at, rows] of own) sets.set(at, [...(sets.get(at) ?? []), rows]);
  }
  return [...sets].sort(([a], [b]) => a - b);
}
