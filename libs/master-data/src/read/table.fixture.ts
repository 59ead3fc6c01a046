import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import ExcelJS from 'exceljs';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { zipOf } from '../report/zip-writer.js';
import { openTable } from './open-table.js';
import { ReadRefusal } from './read-refusal.js';
import type { RawRow, ReadHints } from './source-table.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-read-spec-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a file of this content, gone when the test ends. */
export function stored(content: string | Uint8Array): string {
  const path = join(folder, String(files++));
  writeFileSync(path, content);
  return path;
}

/** What a file of this content is read as. */
export async function read(content: string | Uint8Array, hints?: ReadHints) {
  const table = await openTable(stored(content), hints);
  const rows: RawRow[] = [];
  for await (const chunk of table.rows()) rows.push(...chunk);
  return { format: table.format, encoding: table.encoding, columns: table.columns, rows, table };
}

/** Why it is not read; a file that is read fails the test. */
export async function refused(content: string | Uint8Array, hints?: ReadHints): Promise<ReadRefusal> {
  try {
    await read(content, hints);
  } catch (error) {
    expect(error).toBeInstanceOf(ReadRefusal);
    return error as ReadRefusal;
  }
  throw new Error('was not refused');
}

export async function zipped(entries: Record<string, string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const members = Object.entries(entries).map(([name, content]) => ({ name, content: [Buffer.from(content)] }));
  for await (const part of zipOf(members)) parts.push(part);
  return Buffer.concat(parts);
}

export async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('企业'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export const parquet = (columnData: ColumnSource[], rowGroupSize?: number) =>
  Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize }));
