import { diffChars } from 'diff';
import { valueAt } from '@siku/master-data';

/** What a source record says at present, as far as the reader may see it. */
export interface Statement {
  recordId: string;
  dataset: string;
  department: string;
  /** effective date of what it said last */
  since: string;
  trust: Readonly<Record<string, number>>;
  attributes: Record<string, unknown>;
}

/** Trust of a dataset that declares none. */
const DEFAULT_TRUST = 50;

export interface ConflictingValue {
  value: unknown;
  sources: { recordId: string; dataset: string; department: string; since: string; trust: number }[];
}

/** Part of a text: in both, only in the first, or only in the second. */
export interface TextPart {
  in: 'both' | 'first' | 'second';
  text: string;
}

export interface Conflict {
  path: string;
  /** the one most sources say first */
  values: ConflictingValue[];
  /** character by character, of two texts */
  difference: TextPart[] | null;
}

/** Of the paths, those on which sources say different things. */
export function conflictsOf(statements: readonly Statement[], paths: readonly string[]): Conflict[] {
  return paths.flatMap((path): Conflict[] => {
    const values = new Map<string, ConflictingValue>();
    for (const { attributes, trust, ...source } of statements) {
      const value = valueAt(attributes, path);
      if (value === undefined || value === null) continue;
      const key = JSON.stringify(value);
      const said = values.get(key) ?? { value, sources: [] };
      said.sources.push({ ...source, trust: trust[path] ?? trust['*'] ?? DEFAULT_TRUST });
      values.set(key, said);
    }
    if (values.size < 2) return [];
    const sorted = [...values.values()].sort((a, b) => b.sources.length - a.sources.length);
    const [first, second] = sorted.map(({ value }) => value);
    const texts = sorted.length === 2 && typeof first === 'string' && typeof second === 'string';
    return [{ path, values: sorted, difference: texts ? textDifference(first, second) : null }];
  });
}

export const textDifference = (first: string, second: string): TextPart[] =>
  diffChars(first, second).map(({ added, removed, value }) => ({
    in: added ? 'second' : removed ? 'first' : 'both',
    text: value,
  }));
