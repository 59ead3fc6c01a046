/**
 * Vintages: what was public when. Of a series the whole recorded history is read, and everything about its revisions
 * follows from it (docs/decisions/0005-vintages.md).
 */

/** One recorded stretch of an observation. */
export interface HistoryRow {
  period: string;
  value: string | null;
  status: string;
  unit: string | null;
  note: string | null;
  /** yyyy-MM-dd: published on */
  validFrom: string;
  /** yyyy-MM-dd, or null */
  validTo: string | null;
  /** instant of the publication that recorded it */
  recordedAt: string;
  /** instant of the publication that replaced it; null when it holds */
  replacedAt: string | null;
  /** meets the conditions that it was asked for with */
  isAsked: boolean;
}

/** A value of an observation while it was the public one: from `from` until before `to`, epoch milliseconds. */
export interface Release {
  period: string;
  value: string | null;
  status: string;
  unit: string | null;
  note: string | null;
  isAsked: boolean;
  from: number;
  to: number;
  /** `from` for people: a date for history that was loaded later, otherwise an instant */
  label: string;
}

/** Days begin by the city's clocks. */
export const startOfDay = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

const CITY_MS = 8 * 3_600_000;

/** The day of an instant by the city's clocks. */
export const dayOf = (at: number): string => new Date(at + CITY_MS).toISOString().slice(0, 10);

const DAY_MS = 86_400_000;

/** The last instant of a day, or the instant itself: what `knownAt` means where dates are taken too. */
export const endOf = (at: string): string => (at.length === 10 ? `${at}T23:59:59.999999+08:00` : at);

/** Releases of every period, in the order of periods and time; equal neighbours are one. */
export function releasesOf(rows: readonly HistoryRow[]): Release[] {
  const byPeriod = new Map<string, HistoryRow[]>();
  for (const row of rows) byPeriod.set(row.period, [...(byPeriod.get(row.period) ?? []), row]);
  return [...byPeriod.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, history]) => {
      const lasting = history.filter((row) => !isPassing(row));
      const firstKnown = Math.min(...lasting.map(({ recordedAt }) => Date.parse(recordedAt)));
      return joined(lasting.flatMap((row) => visible(row, firstKnown)));
    });
}

/**
 * Loaded history that was replaced on the day it was loaded: what is loaded file by file is loaded at once, and a vintage
 * in between was never public.
 */
const isPassing = ({ validFrom, recordedAt, replacedAt }: HistoryRow): boolean =>
  replacedAt !== null &&
  dayOf(Date.parse(replacedAt)) === dayOf(Date.parse(recordedAt)) &&
  validFrom < dayOf(Date.parse(recordedAt));

function visible({ period, value, status, unit, note, isAsked, ...row }: HistoryRow, firstKnown: number): Release[] {
  const published = startOfDay(row.validFrom);
  const until = row.validTo === null ? Infinity : startOfDay(row.validTo);
  const recorded = Date.parse(row.recordedAt);
  const replaced = row.replacedAt === null ? Infinity : Date.parse(row.replacedAt);
  const spans: [number, number][] = [[Math.max(published, recorded), Math.min(until, replaced)]];
  // Before the platform knew the observation at all, what it knows now is the public record of that time; what was
  // published on the very day it came to know it was published by that.
  // What is loaded on one day is loaded at once: between its first file and the last, nothing else was public.
  const known = dayOf(recorded) === dayOf(firstKnown) ? recorded : firstKnown;
  if (row.replacedAt === null && known >= published + DAY_MS) spans.push([published, Math.min(until, known)]);
  return spans.flatMap(([from, to]) =>
    from < to
      ? [
          {
            period,
            value,
            status,
            unit,
            note,
            isAsked,
            from,
            to,
            label: from === published ? row.validFrom : new Date(from).toISOString(),
          },
        ]
      : [],
  );
}

function joined(releases: readonly Release[]): Release[] {
  const result: Release[] = [];
  for (const release of [...releases].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && last.to === release.from && isSame(last, release)) {
      last.to = release.to;
    } else result.push({ ...release });
  }
  return result;
}

/** Whoever keeps a copy has to be told of every change, also one of a unit or a note alone (SDMX REST, data replication). */
const isSame = (a: Release, b: Release): boolean =>
  a.value === b.value && a.status === b.status && a.unit === b.unit && a.note === b.note && a.isAsked === b.isAsked;

/** Every moment at which something about the series became public, the earliest first. */
export function vintagesOf(releases: readonly Release[]): { at: number; label: string; changed: number }[] {
  const at = new Map<number, { at: number; label: string; changed: number }>();
  for (const { from, label } of releases) {
    const vintage = at.get(from) ?? { at: from, label, changed: 0 };
    vintage.changed++;
    at.set(from, vintage);
  }
  return [...at.values()].sort((a, b) => a.at - b.at);
}

export const firstReleases = (releases: readonly Release[]): Release[] =>
  releases.filter(({ period }, i) => releases[i - 1]?.period !== period);

export const releasesAt = (releases: readonly Release[], at: number): Release[] =>
  releases.filter(({ from, to }) => from <= at && at < to);
