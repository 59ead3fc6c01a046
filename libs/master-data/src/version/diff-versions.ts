import equal from 'fast-deep-equal';
import { DOUBTED } from '../decide/decided-values.js';
import { valueAt } from '../survive/attribute-path.js';
import type { GoldenSegment } from '../survive/golden.js';
import type { VersionRow } from './version.repository.js';

export interface VersionDiff {
  closed: VersionRow[];
  opened: Omit<VersionRow, 'master' | 'version'>[];
  /** Survivorship paths whose value differs somewhere in valid time; empty when nothing was or is recorded. */
  fields: string[];
}

/** What must be closed and opened so that the recorded stretches of valid time become `segments`. */
export function diffVersions(
  recorded: readonly VersionRow[],
  segments: readonly GoldenSegment[],
  paths: readonly string[],
): VersionDiff {
  // Recorded stretches do not overlap: the one that begins on the same day is the only one that can be the same.
  const closed = new Map(recorded.map((row) => [row.validFrom, row]));
  const opened: VersionDiff['opened'] = [];
  for (const { from, to, attributes, provenance } of segments) {
    const text = JSON.stringify(provenance);
    const row = closed.get(from);
    if (row && row.validTo === to && equal(row.attributes, attributes) && sameJson(row.provenance, text)) {
      closed.delete(from);
    } else opened.push({ validFrom: from, validTo: to, attributes, provenance: text });
  }
  const fields = new Set<string>();
  if (recorded.length > 0 && segments.length > 0) {
    const whole = wholePaths(paths);
    for (const day of new Set([...closed.keys(), ...opened.map(({ validFrom }) => validFrom)])) {
      const before = recorded.find((row) => holds(day, row.validFrom, row.validTo));
      const now = segments.find(({ from, to }) => holds(day, from, to));
      for (const path of differing(before?.attributes ?? {}, now?.attributes ?? {}, whole)) fields.add(path);
    }
  }
  return { closed: [...closed.values()], opened, fields: [...fields].sort() };
}

const holds = (day: string, from: string, to: string | null): boolean => from <= day && (to === null || day < to);

/** Members may have been written in another order once. */
const sameJson = (a: string, b: string): boolean => a === b || equal(JSON.parse(a), JSON.parse(b));

/** Paths at which two golden records differ; a rule for `identifiers.*` is looked at as a whole. */
export const changedPaths = (
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  paths: readonly string[],
): string[] => differing(a, b, wholePaths(paths));

const wholePaths = (paths: readonly string[]): string[] => [
  ...new Set([...paths, DOUBTED].map((path) => (path.endsWith('.*') ? path.slice(0, -2) : path))),
];

const differing = (a: Record<string, unknown>, b: Record<string, unknown>, paths: readonly string[]): string[] =>
  paths.filter((path) => !equal(valueAt(a, path), valueAt(b, path)));
