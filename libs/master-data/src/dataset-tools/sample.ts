import type { Readable } from 'node:stream';
import type { DatasetDefinition, Unpivot } from '@siku/catalogue';
import type { FileStore, StoredBytes } from '@siku/platform';
import type { SampleBase, SampleTable } from '../map/infer.js';
import { holdsAnother, proposeFillDown, proposeFillDownOfRows, proposeUnpivot } from '../map/infer-layout.js';
import { pathOfType } from '../map/infer-target.js';
import { isFigure } from '../map/infer-words.js';
import { filledDown } from '../read/fill-down.js';
import { openTable } from '../read/open-table.js';
import { ReadRefusal } from '../read/read-refusal.js';
import { withRemarks } from '../read/remarks.js';
import type { ReadHints, SourceTable } from '../read/source-table.js';
import { unpivoted } from '../read/unpivot.js';

/** Rows that a proposal is made from: enough to see every usual word of a code column. */
const SAMPLE_ROWS = 1000;

export interface Sample extends SampleTable {
  /** how the columns and rows were made of the file */
  layout: Pick<DatasetDefinition, 'file' | 'unpivot'>;
}

/** Header and first rows of a file that is not kept, as a dataset of the base would read them. */
export async function readSample(
  stream: Readable,
  files: FileStore,
  hints: ReadHints,
  base: SampleBase,
): Promise<Sample> {
  const { file } = await files.write(stream);
  try {
    const { whole, sheet, columns: own, beside } = await openSheet(await files.open(file), hints, base);
    const { header, columns: headings, worksheets = [], hidden } = whole;
    const ownSheet = sheet ?? worksheets[0];
    const above = header && [...header.above, ...(header.common === undefined ? [] : [header.common])];
    const delivered = { columns: headings, rows: await firstRows(whole), above, common: header?.common };
    const unpivot = proposeUnpivot(delivered, base.dictionary, base.words ?? {});
    const fillDown = unpivot ? proposeFillDown(delivered) : proposeFillDownOfRows(delivered, base.dictionary);
    const filled = fillDown.length > 0 ? filledDown(whole, fillDown) : whole;
    const table = unpivot ? unpivoted(filled, unpivot) : filled;
    const { columns } = table;
    return {
      columns,
      rows: await firstRows(table),
      above,
      headings,
      hidden,
      ...(unpivot?.prefix !== undefined && { yearOfTitle: unpivot.prefix }),
      ...(hints.sheet === undefined &&
        ownSheet !== undefined && { sheetOf: [ownSheet, ...worksheets.filter((name) => name !== ownSheet)] }),
      beside,
      holdsAnother: unpivot !== null && holdsAnother(delivered),
      layout: layoutOf(
        { ...hints, ...(sheet && { sheet }), ...(own && { columns: own }), ...(fillDown.length > 0 && { fillDown }) },
        header,
        unpivot,
      ),
    };
  } finally {
    await files.remove(file);
  }
}

interface Opened {
  whole: SourceTable;
  /** where it is not the first */
  sheet?: string;
  /** where other tables stand beside it */
  columns?: string | string[];
  beside?: string[];
}

/**
 * The first sheet that holds a table: of figures, where the base has figures, of several columns otherwise. Covers and lists of contents come before it.
 */
async function openSheet(file: StoredBytes, hints: ReadHints, { dictionary }: SampleBase): Promise<Opened> {
  const open = async (sheet?: string): Promise<Opened> => {
    const asked = { ...hints, ...(sheet && { sheet }), findHeaderRows: true };
    const { table, ...beside } = await openBeside(file, asked);
    return { whole: withRemarks(table), ...beside };
  };
  const first = await open();
  const hasFigures = pathOfType(dictionary, 'figure') !== undefined;
  const others = hints.sheet === undefined ? (first.whole.worksheets ?? []).slice(1) : [];
  const holdsTable = hasFigures ? holdsFigures : holdsRows;
  if (others.length === 0 || (await holdsTable(first.whole))) return first;
  for (const sheet of others) {
    const other = await open(sheet).catch(refusedAsNone);
    if (other && (await holdsTable(other.whole))) return { ...other, sheet };
  }
  return first;
}

/** Tables side by side are read as one where they have the same headings, or else the first of them. */
async function openBeside(
  file: StoredBytes,
  hints: ReadHints,
): Promise<{ table: SourceTable; columns?: string | string[]; beside?: string[] }> {
  const open = (columns?: string | string[]) => openTable(file, { ...hints, ...(columns && { columns }) });
  const tables = await open().catch(rangesOf);
  if (!Array.isArray(tables)) return { table: tables };
  const [first = '', ...beside] = tables;
  const together = await open(tables).catch(refusedAsNone);
  return together ? { table: together, columns: tables } : { table: await open(first), columns: first, beside };
}

function rangesOf(error: unknown): string[] {
  if (error instanceof ReadRefusal && error.ranges) return [...error.ranges];
  throw error;
}

function refusedAsNone(error: unknown): null {
  if (error instanceof ReadRefusal) return null;
  throw error;
}

/** Figures beside something that says what they are: a list of numbered contents has none. */
async function holdsFigures(table: SourceTable): Promise<boolean> {
  const rows = await firstRows(table);
  return rows.some((cells) => cells.some((cell, at) => at > 0 && cell !== null && isFigure(cell)));
}

/** A text below another is a cover. */
const holdsRows = async (table: SourceTable): Promise<boolean> =>
  table.columns.length > 1 && (await firstRows(table)).length > 0;

async function firstRows(table: SourceTable): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const chunk of table.rows()) {
    for (const { values, fault, remark } of chunk) if (!fault && remark === undefined) rows.push(values);
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows.slice(0, SAMPLE_ROWS);
}

/** What reading the next file would find out for itself need not be said. */
function layoutOf(hints: ReadHints, header: SourceTable['header'], unpivot: Unpivot | null): Sample['layout'] {
  const lines = header ? header.row - header.first + 1 : 1;
  const file = { ...hints, ...(header && lines > 1 && { headerRow: header.first, headerRows: lines }) };
  return {
    ...(Object.keys(file).length > 0 && { file }),
    ...(unpivot && { unpivot }),
  };
}
