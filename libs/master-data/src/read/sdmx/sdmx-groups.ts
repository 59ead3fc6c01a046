import type { SdmxRow } from './sdmx-row.js';

/** Splits the values of a key; cannot occur in one. */
const SEPARATOR = '\u001f';

interface Said {
  /** dimensions and attributes together, or the dimensions alone where `attributes` are apart */
  key: SdmxRow;
  attributes: SdmxRow | null;
}

/**
 * What is said of groups: attributes of every observation that has some dimensions in common, or of all where none are named. A message may have as many groups as
 * series, so they are found by the values of those dimensions.
 */
export class SdmxGroups {
  private readonly waiting: Said[] = [];
  /** dimensions of a group, joined → their values, joined → what is said */
  private readonly patterns = new Map<string, { names: readonly string[]; groups: Map<string, SdmxRow> }>();

  /** Without `attributes`, which names of `key` are dimensions is told from the first row asked about. */
  add(key: SdmxRow, attributes: SdmxRow | null): void {
    this.waiting.push({ key, attributes });
  }

  /** Attributes that are said of a row by its groups. */
  *of(row: SdmxRow): Generator<[string, string | null]> {
    for (const { key, attributes } of this.waiting.splice(0)) this.place(key, attributes, row);
    for (const { names, groups } of this.patterns.values()) {
      const said = groups.get(valuesOf(names, row));
      if (said) yield* said;
    }
  }

  private place(key: SdmxRow, attributes: SdmxRow | null, row: SdmxRow): void {
    const names = attributes ? [...key.keys()] : [...key.keys()].filter((name) => row.has(name));
    const said = attributes ?? new Map([...key].filter(([name]) => !names.includes(name)));
    const pattern = names.join(SEPARATOR);
    let found = this.patterns.get(pattern);
    if (!found) this.patterns.set(pattern, (found = { names, groups: new Map() }));
    const values = valuesOf(names, key);
    found.groups.set(values, new Map([...(found.groups.get(values) ?? []), ...said]));
  }
}

const valuesOf = (names: readonly string[], row: SdmxRow): string =>
  names.map((name) => row.get(name) ?? '').join(SEPARATOR);

/** Adds what is said of more than the row and not of itself. */
export function withCommon(row: SdmxRow, common: Iterable<readonly [string, string | null]>): void {
  for (const [id, value] of common) if (!row.has(id)) row.set(id, value);
}
