import type { BaseDefinition } from '../base/base-definition.js';
import type { CsvRow } from '../report/csv-writer.js';
import { valueAt } from '../survive/attribute-path.js';
import type { MasterRecord } from './master.repository.js';

/** Members of a record before its attributes. */
const HEAD = ['id', 'version', 'validFrom', 'validTo', 'knownFrom', 'knownTo'] as const;

/** Columns of records as a table: their head, what marks them, and each attribute by its path. */
export const recordColumns = (attributes: readonly string[], markers: readonly string[] = []): string[] => [
  ...HEAD,
  ...markers,
  ...attributes,
];

export const attributePaths = ({ attributes }: BaseDefinition): string[] =>
  Object.keys(attributes).filter((path) => !path.endsWith('*'));

/** A record as a row of these columns; lists and groups as JSON. */
export const recordRow = (
  columns: readonly string[],
  { markers = {}, ...record }: MasterRecord & { markers?: Record<string, boolean> },
): CsvRow =>
  columns.map((column, i) => {
    const value =
      i < HEAD.length
        ? record[column as (typeof HEAD)[number]]
        : (markers[column] ?? valueAt(record.attributes, column));
    if (value === undefined || value === null) return null;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
