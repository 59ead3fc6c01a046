import { type Archive, openArchive } from './archive.js';
import { type ByteSource, localBytes, type Progress } from './byte-source.js';
import { columnRanges } from './column-ranges.js';
import { findHeader, isDescriptionRow } from './header.js';
import { HEADER_SAMPLE_ROWS } from './limits.js';
import { refusal } from './read-refusal.js';
import { RowChunks } from './row-chunks.js';
import { addParts, headerOf } from './tables-beside.js';
import type { RawRow, ReadHints, SourceTable } from './source-table.js';
import { SheetHandler, type SheetRow } from './xlsx-sheet.js';
import { readSharedStrings } from './xlsx-strings.js';
import { readStyles } from './xlsx-styles.js';
import { readWorkbook } from './xlsx-workbook.js';
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
  const first = sample.slice(0, Math.max(HEADER_SAMPLE_ROWS, hints.headerRow ?? 0));
  const header = headerOf(ranges, first, (own) => findHeader(own, hints));
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const local = await localBytes(source);
    try {
      const chunks = new RowChunks(header.columns.length);
      for await (const { rows: found } of sheetRows(await openArchive(local.bytes), sheetName, progress)) {
        for (const { row, cells, formula, fault } of found) {
          if (row < header.row) continue;
          if (formula !== undefined) throw refusal.formulaCell(sheetName, formula, row);
          if (row === header.row || (row === header.row + 1 && isDescriptionRow(cells))) continue;
          addParts(chunks, ranges, row, cells, fault);
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
    hidden: hiddenWithin(header.columns.length),
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal }),
  };
}

async function* sheetRows(archive: Archive, sheetName?: string, progress?: Progress) {
  const { sheet, visible, from1904, sharedStrings, styles } = await readWorkbook(archive, sheetName);
  const handler = new SheetHandler({
    strings: await readSharedStrings(sharedStrings),
    styles: await readStyles(styles),
    from1904,
  });
  const of = { sheet, visible, handler };
  for await (const _ of parseXml(sheet.part, handler, progress)) yield { ...of, rows: handler.take() };
  yield { ...of, rows: handler.take() };
}
