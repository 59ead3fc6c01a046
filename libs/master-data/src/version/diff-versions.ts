import equal from 'fast-deep-equal';
import type { GoldenSegment } from '../survive/golden.js';
import { valueAt } from '../survive/attribute-path.js';
import { DOUBTED } from '../decide/decided-values.js';
import type { VersionRow } from './version.repository.js';

export interface VersionDiff {
  closed: VersionRow[];
  opened: GoldenSegment[];
  /** Survivorship paths whose value differs somewhere in valid time; empty when nothing was recorded. */
  fields: string[];
}

/** What must be closed and opened so that the recorded stretches of valid time become `segments`. */
export function diffVersions(
  recorded: readonly VersionRow[],
  segments: readonly GoldenSegment[],
  paths: readonly string[],
): VersionDiff {
  if (recorded.length === 0) return { closed: [], opened: [...segments], fields: [] };
  // Recorded stretches do not overlap: the one that begins on the same day is the only one that can be the same.
  const closed = new Map(recorded.map((row) => [row.validFrom, row]));
  const opened = segments.filter((segment) => {
    const row = closed.get(segment.from);
    const same = row && row.validTo === segment.to && equal(contentOf(row), contentOf(segment));
    if (same) closed.delete(segment.from);
    return !same;
  });
  const fields = new Set<string>();
  for (const segment of opened) {
    const old = recorded.find(
      (row) => row.validFrom <= segment.from && (row.validTo === null || segment.from < row.validTo),
    );
    for (const path of changedPaths(old?.attributes ?? {}, segment.attributes, paths)) fields.add(path);
  }
  return { closed: [...closed.values()], opened, fields: [...fields].sort() };
}

const contentOf = ({ attributes, provenance }: VersionRow | GoldenSegment) => ({ attributes, provenance });

/** Paths at which two golden records differ; a rule for `identifiers.*` is looked at as a whole. */
export function changedPaths(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  paths: readonly string[],
): string[] {
  const whole = [...paths, DOUBTED].map((path) => (path.endsWith('.*') ? path.slice(0, -2) : path));
  return [...new Set(whole)].filter((path) => !equal(valueAt(a, path), valueAt(b, path)));
}
