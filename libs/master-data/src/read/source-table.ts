import type { Message } from '@siku/standards';
import type { Header } from './header.js';

/** What makes a single row untrustworthy although the file can be read on. The row has to be rejected with it. */
export interface RowFault {
  code: string;
  /** Index into `SourceTable.columns`, where one cell is to blame. */
  column?: number;
  message: Message;
  hint: Message;
}

/**
 * One record of the file as text. Cells may share memory with the piece of the file they were cut from:
 * whoever keeps one for longer than its chunk keeps the piece, unless it copies the text.
 */
export interface RawRow {
  /** The line a spreadsheet shows (header is 1); for JSON, NDJSON and Parquet the record number + 1. */
  row: number;
  /** Which of several rows that were made of one line; 0 where there is one. */
  part?: number;
  /** As many as there are columns; an empty cell is null. */
  values: (string | null)[];
  fault?: RowFault;
  /** What it says, where it looks like a remark below the table. */
  remark?: string;
  /** It sums up rows above it: 合计, and figures at most. */
  isTotal?: boolean;
}

export interface SourceTable {
  /** csv, xlsx, json, ndjson, parquet, geojson, kml, gml, sdmx-ml … */
  readonly format: string;
  /** Of text formats. A file that is pure ASCII so far counts as utf-8. */
  readonly encoding?: string;
  /** As the department named them, in their order; unique and not empty. */
  readonly columns: string[];
  /** Of a sheet or a delimited file: lines the column names take, and what is said above them. */
  readonly header?: Pick<Header, 'first' | 'row' | 'above' | 'common'>;
  /** Of a workbook: names of the worksheets that are shown. */
  readonly worksheets?: readonly string[];
  /** Of a workbook whose worksheet nobody named: other shown ones with the same column names, which are not read. */
  readonly alike?: readonly string[];
  /** Of a sheet: letters of columns and, among the first lines, numbers of rows that are hidden; they are read all the same. */
  readonly hidden?: readonly string[];
  /** Reads from the start each time it is called, no faster than it is consumed. Throws ReadRefusal. */
  rows(): AsyncIterable<RawRow[]>;
  /** Of the latest `rows()`; the unit differs by format, the quotient is what counts. */
  progress(): { bytesRead: number; bytesTotal: number };
}

export interface ReadHints {
  /** Name of the worksheet; the first visible one otherwise. */
  sheet?: string;
  /** The line the column names stand in. */
  headerRow?: number;
  /** Lines the column names take, from headerRow on. */
  headerRows?: number;
  /** Without headerRow: column names may take several lines. */
  findHeaderRows?: boolean;
  /** Columns that the table takes (A:C), or those of several tables side by side with the same headings. */
  columns?: string | string[];
  /** Columns whose empty cells mean the one above. */
  fillDown?: string[];
  encoding?: string;
  delimiter?: string;
  /** Name of the file inside a zip that holds several. */
  entry?: string;
}
