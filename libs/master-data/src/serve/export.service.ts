import { Injectable } from '@nestjs/common';
import { requireDepartment, type Principal } from '@siku/access';
import { DatasetService } from '@siku/catalogue';
import { preferredType } from '@siku/platform';
import { writeParquet } from './parquet-writer.js';
import { Readable } from 'node:stream';
import type { Base } from '../base/base-registry.js';
import { writeCsv, type CsvRow } from '../report/csv-writer.js';
import { MasterRepository, type MasterRecord } from './master.repository.js';
import type { CrosswalkQuery, ExportQuery } from './read.dto.js';
import { readPoint } from './read-point.js';
import { attributePaths, recordColumns, recordRow } from './record-rows.js';

/** Content types of records as rows, and of one in JSON. */
export const ROW_TYPES = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** The format an Accept header prefers. @throws Problem 406 */
export function preferredFormat<T extends keyof typeof ROW_TYPES>(
  accept: string | undefined,
  formats: readonly [T, ...T[]],
): T {
  const types = formats.map((format) => ROW_TYPES[format].split(';')[0]!);
  return formats[types.indexOf(preferredType(accept, [types[0]!, ...types.slice(1)]))]!;
}

export interface CrosswalkRow {
  dataset: string;
  sourceKey: string;
  id: string;
}

export type CrosswalkScreen = (rows: readonly CrosswalkRow[]) => Promise<readonly CrosswalkRow[]>;

export interface ExportScreen {
  /** attribute paths, for formats with columns */
  columns: readonly string[];
  /** names of what marks every record */
  markers: readonly string[];
  records(records: readonly MasterRecord[]): Promise<readonly object[]>;
}

/** Whole bases as files. */
@Injectable()
export class ExportService {
  constructor(
    private readonly repository: MasterRepository,
    private readonly datasets: DatasetService,
  ) {}

  /** @param screen what a reader may see of some records, when not all of each; with the columns that leaves */
  async open(base: Base, query: ExportQuery, screen?: ExportScreen) {
    const { validAt, knownAt } = readPoint(query);
    const format = query.format ?? 'ndjson';
    const clock = await this.repository.clock(base, knownAt);
    const stored = this.repository.export(base, validAt, clock);
    const chunks = screen ? screened(stored, screen) : stored;
    const attributes = screen?.columns ?? attributePaths(base);
    const columns = recordColumns(attributes, screen?.markers);
    const stream =
      format === 'ndjson'
        ? Readable.from(joinLines(chunks))
        : format === 'csv'
          ? writeCsv(withHeader(columns, flatten(columns, chunks)))
          : writeParquet(columns, flatten(columns, chunks));
    return { stream, position: String(clock), type: ROW_TYPES[format], format };
  }

  /** Source keys are a department's own: an uploader sees those of hers. */
  async crosswalk(
    base: Base,
    principal: Principal,
    { dataset, knownAt }: CrosswalkQuery,
    asCsv: boolean,
    screen: CrosswalkScreen = (rows) => Promise.resolve(rows),
  ): Promise<Readable> {
    const ownOnly = principal.roles.every((role) => role === 'uploader');
    if (dataset) {
      const { department } = (await this.datasets.get(dataset)).definition;
      if (ownOnly) requireDepartment(principal, department);
    }
    const filter = { dataset: dataset ?? null, department: ownOnly ? principal.department : null };
    const chunks = screenedRows(this.repository.crosswalk(base, filter, knownAt ?? null), screen);
    if (asCsv) return writeCsv(withHeader(['dataset', 'sourceKey', 'id'], crosswalkRows(chunks)));
    return Readable.from(crosswalkLines(chunks));
  }
}

async function* screened(chunks: AsyncIterable<string[]>, screen: ExportScreen): AsyncGenerator<string[]> {
  for await (const lines of chunks) {
    const records = await screen.records(lines.map((line) => JSON.parse(line) as MasterRecord));
    yield records.map((record) => JSON.stringify(record));
  }
}

async function* joinLines(chunks: AsyncIterable<string[]>): AsyncGenerator<string> {
  for await (const lines of chunks) if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

async function* screenedRows(chunks: AsyncIterable<CrosswalkRow[]>, screen: CrosswalkScreen) {
  for await (const rows of chunks) {
    const shown = await screen(rows);
    if (shown.length > 0) yield shown;
  }
}

async function* crosswalkLines(chunks: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const rows of chunks) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

async function* crosswalkRows(chunks: AsyncIterable<readonly CrosswalkRow[]>) {
  for await (const rows of chunks) yield rows.map(({ dataset, sourceKey, id }) => [dataset, sourceKey, id]);
}

async function* flatten(columns: readonly string[], chunks: AsyncIterable<string[]>): AsyncGenerator<CsvRow[]> {
  for await (const lines of chunks) yield lines.map((line) => recordRow(columns, JSON.parse(line) as MasterRecord));
}

/** Rows of a file with a header, one at a time. */
async function* withHeader(columns: readonly string[], chunks: AsyncIterable<CsvRow[]>): AsyncGenerator<CsvRow> {
  yield columns;
  for await (const rows of chunks) yield* rows;
}
