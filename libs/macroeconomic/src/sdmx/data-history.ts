import type { Release } from '../observation/vintage.js';
import type { Written } from './component.js';
import type { DataSet } from './data-message.js';

/** Releases of one series, as they were public one after the other, and what the series is. */
export interface SeriesReleases {
  series: Pick<Written, 'frequency' | 'indicator' | 'area' | 'adjustment'>;
  releases: readonly Release[];
}

/**
 * The disseminations of several series as SDMX REST has them with includeHistory: for each instant a data set of what was
 * published then, and after these one for each instant at which something was taken back without another value.
 */
export function disseminations(all: readonly SeriesReleases[]): DataSet[] {
  return [
    ...dataSets(all, (releases) => releases.map((release) => [release.from, release])).map(([at, rows]): DataSet => ({
      action: 'Replace',
      validFrom: instant(at),
      rows,
    })),
    ...dataSets(all, taken).map(([at, rows]): DataSet => ({ action: 'Delete', validTo: instant(at), rows })),
  ];
}

const instant = (at: number): string => new Date(at).toISOString();

/** Releases that no other of the same period follows at once, by the instant at which they end. */
const taken = (releases: readonly Release[]): [at: number, release: Release][] =>
  releases
    .filter(({ period, to }) => to < Date.now() && !releases.some((next) => next.period === period && next.from === to))
    .map((release) => [release.to, release]);

function dataSets(
  all: readonly SeriesReleases[],
  atWhich: (releases: readonly Release[]) => [at: number, release: Release][],
): [at: number, series: Written[][]][] {
  const sets = new Map<number, Written[][]>();
  for (const { series, releases } of all) {
    const own = new Map<number, Written[]>();
    for (const [at, { period, value, status, unit, note }] of atWhich(releases)) {
      const row = { ...series, period, value, status, unit, note };
      const rows = own.get(at);
      if (rows) rows.push(row);
      else own.set(at, [row]);
    }
    for (const [at, rows] of own) sets.set(at, [...(sets.get(at) ?? []), rows]);
  }
  return [...sets].sort(([a], [b]) => a - b);
}
