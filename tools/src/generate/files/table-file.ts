import type { TableLayout, TableWriter } from './cell.js';
import { DelimitedWriter, type DelimitedStyle } from './delimited.js';
import { JsonWriter } from './json-lines.js';
import { gzipFile, OutputFile, type Sink } from './packed-file.js';
import { ParquetTableWriter } from './parquet.js';
import { WorkbookWriter } from './workbook.js';

const delimited =
  (style: DelimitedStyle) =>
  (path: string, layout: TableLayout): TableWriter =>
    new DelimitedWriter(sinkOf(path), layout, style);

const json =
  (kind: 'ndjson' | 'json') =>
  (path: string, layout: TableLayout): TableWriter =>
    new JsonWriter(sinkOf(path), layout, kind);

const sinkOf = (path: string): Sink => (path.endsWith('.gz') ? gzipFile(path) : new OutputFile(path));

/** Formats of files, by what their names end with. */
const FORMATS = {
  csv: delimited({ encoding: 'utf8', delimiter: ',' }),
  'gb18030.csv': delimited({ encoding: 'gb18030', delimiter: ',' }),
  'gb18030.tsv': delimited({ encoding: 'gb18030', delimiter: '\t' }),
  'semicolon.csv': delimited({ encoding: 'gb18030', delimiter: ';' }),
  'utf8.csv': delimited({ encoding: 'utf8', delimiter: ',' }),
  'utf16.csv': delimited({ encoding: 'utf16le', delimiter: ',' }),
  'utf8.csv.gz': delimited({ encoding: 'utf8', delimiter: ',' }),
  xlsx: (path: string, layout: TableLayout) => new WorkbookWriter(path, layout),
  ndjson: json('ndjson'),
  'ndjson.gz': json('ndjson'),
  json: json('json'),
  parquet: (path: string, layout: TableLayout) => new ParquetTableWriter(path, layout),
};

export type Format = keyof typeof FORMATS;

export const formats = (Object.keys(FORMATS) as Format[]).filter((format) => format !== 'csv');

/** @param path without the ending that names the format */
export function createTable(path: string, format: Format, layout: TableLayout): { file: string; writer: TableWriter } {
  const file = `${path}.${format}`;
  return { file, writer: FORMATS[format](file, layout) };
}
