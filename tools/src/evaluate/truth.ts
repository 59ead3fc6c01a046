import { openTable } from '@siku/master-data';
import type { EvaluatedRecord } from './read-records.js';

/** Where the truth is written. `column` names the cluster, in the file itself or, with `keyFile`, in that. */
export interface TruthSource {
  column?: string;
  /** The cluster is the first group of it, or what it matches. */
  pattern?: string;
  /** Rows of two columns: the pairs that are the same, as row numbers from 0 where the columns are called row_…, otherwise as keys. */
  pairFile?: string;
  /** The columns it shares with a file tell its records. */
  keyFile?: string;
}

interface KeyFile {
  columns: string[];
  rows: Record<string, string>[];
}

/** Reads what the truth needs, and then labels the records: which thing each is of. Training never sees it. */
export class Truth {
  private constructor(
    private readonly source: TruthSource,
    private readonly beside: KeyFile | null,
  ) {}

  static async open(source: TruthSource): Promise<Truth> {
    const file = source.pairFile ?? source.keyFile;
    return new Truth(source, file === undefined ? null : await readKeyFile(file));
  }

  /** Columns of a file that have to be kept for the label. */
  columns(of: readonly string[]): string[] {
    const { column, keyFile, pairFile } = this.source;
    if (pairFile !== undefined) return [];
    if (keyFile !== undefined) return this.beside!.columns.filter((name) => name !== column && of.includes(name));
    if (column === undefined) throw new Error('give --truth <column>, --truth-pairs <file> or --truth-key <file>');
    if (!of.includes(column)) throw new Error(`--truth ${column}: the file has ${of.join(', ')}`);
    return [column];
  }

  /** One label per record; a record without one is a thing of its own. */
  labels(records: readonly EvaluatedRecord[]): string[] {
    const { column, pairFile, keyFile } = this.source;
    if (pairFile !== undefined) return labelsOfPairs(records, this.beside!);
    if (keyFile !== undefined) return this.labelsOfKeys(records, column);
    const pattern = this.source.pattern === undefined ? null : new RegExp(this.source.pattern, 'u');
    return records.map(({ cells }, i) => {
      const text = cells[column!] ?? '';
      const found = pattern ? pattern.exec(text) : [text];
      return found?.[1] || found?.[0] || `alone ${i}`;
    });
  }

  private labelsOfKeys(records: readonly EvaluatedRecord[], column: string | undefined): string[] {
    const { columns, rows } = this.beside!;
    const cluster = column ?? columns[0]!;
    if (!columns.includes(cluster)) throw new Error(`--truth ${cluster}: the key file has ${columns.join(', ')}`);
    const names = Object.keys(records[0]?.cells ?? {}).filter((name) => name !== cluster && columns.includes(name));
    if (names.length === 0) throw new Error('the key file shares no column with the file');
    const keyOf = (cells: Readonly<Record<string, string>>): string => JSON.stringify(names.map((name) => cells[name]));
    const labels = new Map(rows.map((row) => [keyOf(row), row[cluster]!]));
    return records.map(({ cells }, i) => labels.get(keyOf(cells)) ?? `alone ${i}`);
  }
}

function labelsOfPairs(records: readonly EvaluatedRecord[], { columns, rows }: KeyFile): string[] {
  const byRow = columns[0]!.startsWith('row');
  const places = new Map(records.map(({ row, key }, i) => [byRow ? String(row) : key, i]));
  const parents = records.map((_, i) => i);
  const rootOf = (i: number): number => {
    while (parents[i] !== i) i = parents[i] = parents[parents[i]!]!;
    return i;
  };
  for (const row of rows) {
    const [a, b] = columns.slice(0, 2).map((name) => places.get(row[name]!));
    if (a !== undefined && b !== undefined) parents[Math.max(rootOf(a), rootOf(b))] = Math.min(rootOf(a), rootOf(b));
  }
  return records.map((_, i) => String(rootOf(i)));
}

async function readKeyFile(path: string): Promise<KeyFile> {
  const table = await openTable(path);
  const columns = table.columns.map((column) => column.trim());
  const rows: KeyFile['rows'] = [];
  for await (const chunk of table.rows())
    for (const { values } of chunk)
      rows.push(Object.fromEntries(columns.map((name, i) => [name, Buffer.from(values[i]?.trim() ?? '').toString()])));
  return { columns, rows };
}
