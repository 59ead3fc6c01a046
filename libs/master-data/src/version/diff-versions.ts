import { canonicalJson } from '@siku/platform';
import type { GoldenSegment } from '../survive/golden.js';
import { valueAt } from '../survive/attribute-path.js';
import type { VersionRow } from './version.repository.js';

export interface VersionDiff {
  closed: VersionRow[];
  opened: GoldenSegment[];
  /** Survivorship paths whose value differs somewhere in valid time; empty when nothing was recorded. */
  fields: string[];
}

type Recorded = Pick<VersionRow, 'validFrom' | 'validTo' | 'attributes' | 'provenance'>;

/** What must be closed and opened so that the recorded stretches of valid time become `segments`. */
export function diffVersions(
  recorded: readonly VersionRow[],
  segments: readonly GoldenSegment[],
  paths: readonly string[],
): VersionDiff {
  if (recorded.length === 0) return { closed: [], opened: [...segments], fields: [] };
  const textOf = ({ validFrom, validTo, attributes, provenance }: Recorded): string =>
    canonicalJson([validFrom, validTo, attributes, provenance]);
  const before = new Map(recorded.map((row) => [textOf(row), row]));
  const opened = segments.filter(
    ({ from, to, attributes, provenance }) =>
      !before.delete(textOf({ validFrom: from, validTo: to, attributes, provenance })),
  );
  const closed = [...before.values()];
  const fields = new Set<string>();
  for (const segment of opened) {
    const old = recorded.find(
      (row) => row.validFrom <= segment.from && (row.validTo === null || segment.from < row.validTo),
    );
    for (const path of changedPaths(old?.attributes ?? {}, segment.attributes, paths)) fields.add(path);
  }
  return { closed, opened, fields: [...fields].sort() };
}

/** Paths at which two golden records differ; a rule for `identifiers.*` is looked at as a whole. */
export function changedPaths(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  paths: readonly string[],
): string[] {
  const whole = paths.map((path) => (path.endsWith('.*') ? path.slice(0, -2) : path));
  return [...new Set(whole)].filter((path) => canonicalJson(valueAt(a, path)) !== canonicalJson(valueAt(b, path)));
}
