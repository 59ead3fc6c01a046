import { openTable } from '@siku/master-data';
import type { EvaluatedRecords } from './evaluated-records.js';

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

  /** Records are told apart by their keys. */
  get needsKeys(): boolean {
    return this.source.pairFile !== undefined && !this.beside!.columns[0]!.startsWith('row');
  }

  /** Number of the thing that each record is; a record without a label is a thing of its own. */
  labels(records: EvaluatedRecords): Int32Array {
    const { column, pairFile, keyFile } = this.source;
    if (pairFile !== undefined) return labelsOfPairs(records, this.beside!);
    if (keyFile !== undefined) return this.labelsOfKeys(records, column);
    const pattern = this.source.pattern === undefined ? null : new RegExp(this.source.pattern, 'u');
    return numbered(records.size, (i) => {
      const text = records.cell(column!, i);
      const found = pattern ? pattern.exec(text) : [text];
      return found?.[1] || found?.[0];
    });
  }

  private labelsOfKeys(records: EvaluatedRecords, column: string | undefined): Int32Array {
    const { columns, rows } = this.beside!;
    const cluster = column ?? columns[0]!;
    if (!columns.includes(cluster)) throw new Error(`--truth ${cluster}: the key file has ${columns.join(', ')}`);
    const names = records.cellNames.filter((name) => name !== cluster && columns.includes(name));
    if (names.length === 0) throw new Error('the key file shares no column with the file');
    const labels = new Map(rows.map((row) => [JSON.stringify(names.map((name) => row[name])), row[cluster]!]));
    return numbered(records.size, (i) => labels.get(JSON.stringify(names.map((name) => records.cell(name, i)))));
  }
}

function numbered(size: number, labelOf: (i: number) => string | undefined): Int32Array {
  const numbers = new Map<string, number>();
  const labels = new Int32Array(size);
  let things = 0;
  for (let i = 0; i < size; i++) {
    const label = labelOf(i);
    let number = label ? numbers.get(label) : undefined;
    if (number === undefined) {
      number = things++;
      if (label) numbers.set(label, number);
    }
    labels[i] = number;
  }
  return labels;
}

function labelsOfPairs(records: EvaluatedRecords, { columns, rows }: KeyFile): Int32Array {
  const byRow = columns[0]!.startsWith('row');
  // Two files may number their records alike: the first column names one of the first file, where there is such a one, the second of the second.
  const places = new Map<string, number>();
  for (let i = records.size - 1; i >= 0; i--) {
    const name = byRow ? String(records.rows[i]) : records.key(i);
    places.set(name, i);
    places.set(`${records.files[i]}\u0000${name}`, i);
  }
  const parents = records.rows.map((_, i) => i);
  const rootOf = (i: number): number => {
    while (parents[i] !== i) i = parents[i] = parents[parents[i]!]!;
    return i;
  };
  let found = 0;
  for (const row of rows) {
    const [a, b] = columns
      .slice(0, 2)
      .map((name, file) => places.get(`${file}\u0000${row[name]!}`) ?? places.get(row[name]!));
    if (a === undefined || b === undefined) continue;
    found++;
    parents[Math.max(rootOf(a), rootOf(b))] = Math.min(rootOf(a), rootOf(b));
  }
  if (rows.length > 0 && found === 0)
    throw new Error(
      `--truth-pairs: no row names two records; ${columns.join(' and ')} should hold ${byRow ? 'row numbers' : 'keys'}`,
    );
  return Int32Array.from(parents, (_, i) => rootOf(i));
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
