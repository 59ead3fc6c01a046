import { type Archive, openArchive } from './archive.js';
import { type ByteSource, localBytes, type Progress } from './byte-source.js';
import { columnRanges } from './column-ranges.js';
import { findHeader, type Header, isDescriptionRow } from './header.js';
import { HEADER_SAMPLE_ROWS } from './limits.js';
import { ReadRefusal, refusal } from './read-refusal.js';
import { RowChunks } from './row-chunks.js';
import { isTotal } from './remarks.js';
import { addParts, headerOf } from './tables-beside.js';
import type { RawRow, ReadHints, RowFault, SourceTable } from './source-table.js';
import { type SheetContext, SheetHandler, type SheetRow } from './xlsx-sheet.js';
import { readSharedStrings } from './xlsx-strings.js';
import { readStyles } from './xlsx-styles.js';
import { readWorkbook, type Workbook } from './xlsx-workbook.js';
import { parseXml } from './xml-part.js';

/** `archive` is the workbook's directory while it is being opened; for rows the source is opened again. */
export async function openWorkbook(source: ByteSource, archive: Archive, hints: ReadHints): Promise<SourceTable> {
  const sample: SheetRow[] = [];
  let sheetName = '';
  let worksheets: readonly string[] = [];
  let hiddenWithin = (_width: number): string[] => [];
  let bytesTotal = 0;
  for await (const { rows: found, sheet, visible, handler } of sheetRows(archive, hints.sheet)) {
    sheetName = sheet.name;
    worksheets = visible;
    hiddenWithin = (width) => handler.hiddenWithin(width);
    bytesTotal = sheet.part.total;
    sample.push(...found.filter(({ cells }) => cells.length > 0));
    if (sample.length >= Math.max(HEADER_SAMPLE_ROWS, hints.headerRow ?? 0)) break;
  }
  if (sample.length === 0) throw refusal.emptyFile();
  const ranges = columnRanges(hints.columns);
  const find = (lines: SheetRow[]): Header =>
    headerOf(ranges, lines.slice(0, Math.max(HEADER_SAMPLE_ROWS, hints.headerRow ?? 0)), (own) =>
      findHeader(own, hints),
    );
  const header = find(sample);
  const others = hints.sheet === undefined ? worksheets.filter((name) => name !== sheetName) : [];
  const alike = await sheetsLike(header.columns, archive, others, find);
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const local = await localBytes(source);
    try {
      const chunks = new RowChunks(header.columns.length);
      for await (const { rows: found } of sheetRows(await openArchive(local.bytes), sheetName, progress)) {
        for (const { row, cells, formula, fault } of found) {
          if (row < header.row) continue;
          const computed = formula === undefined ? null : refusal.formulaCell(sheetName, formula, row);
          // A sum below the table is computed in most of them: whether it is read at all, others decide.
          if (computed && !isTotal(cells)) throw computed;
          if (row === header.row || (row === header.row + 1 && isDescriptionRow(cells))) continue;
          addParts(chunks, ranges, row, cells, computed ? asFault(computed) : fault);
          if (chunks.isFull) yield chunks.take();
        }
      }
      if (!chunks.isEmpty) yield chunks.take();
    } finally {
      await local.release();
    }
  }

  return {
    format: 'xlsx',
    columns: header.columns,
    header,
    worksheets,
    alike,
    hidden: hiddenWithin(header.columns.length),
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal }),
  };
}

/** Names of the other worksheets that have these columns. */
async function sheetsLike(
  columns: readonly string[],
  archive: Archive,
  names: readonly string[],
  find: (sample: SheetRow[]) => Header,
): Promise<string[]> {
  if (names.length === 0) return [];
  const texts = await textsOf(await readWorkbook(archive));
  const alike: string[] = [];
  for (const name of names) {
    try {
      const sample: SheetRow[] = [];
      for await (const { rows } of sheetRows(archive, name, undefined, texts)) {
        sample.push(...rows.filter(({ cells }) => cells.length > 0));
        if (sample.length >= HEADER_SAMPLE_ROWS) break;
      }
      const own = find(sample).columns;
      if (own.length === columns.length && columns.every((column) => own.includes(column))) alike.push(name);
    } catch (error) {
      // What is not read need not be readable.
      if (!(error instanceof ReadRefusal)) throw error;
    }
  }
  return alike;
}

type Texts = Pick<SheetContext, 'strings' | 'styles'>;

const textsOf = async ({ sharedStrings, styles }: Workbook): Promise<Texts> => ({
  strings: await readSharedStrings(sharedStrings),
  styles: await readStyles(styles),
});

async function* sheetRows(archive: Archive, sheetName?: string, progress?: Progress, texts?: Texts) {
  const workbook = await readWorkbook(archive, sheetName);
  const { sheet, visible, from1904 } = workbook;
  const handler = new SheetHandler({ ...(texts ?? (await textsOf(workbook))), from1904 });
  const of = { sheet, visible, handler };
  for await (const _ of parseXml(sheet.part, handler, progress)) yield { ...of, rows: handler.take() };
  yield { ...of, rows: handler.take() };
}

const asFault = ({ code, explanation }: ReadRefusal): RowFault => ({
  code,
  message: explanation,
  hint: { zh: '请粘贴为数值后再报送', en: 'Paste it as a value and deliver it again' },
});
