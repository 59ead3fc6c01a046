import type { ByteSource, Progress } from './byte-source.js';
import { columnRanges } from './column-ranges.js';
import { DelimitedParser, type DelimitedRecord } from './delimited-parser.js';
import { findHeader, isDescriptionRow } from './header.js';
import { HEADER_SAMPLE_ROWS, SAMPLE_BYTES } from './limits.js';
import { refusal } from './read-refusal.js';
import { RowChunks } from './row-chunks.js';
import { addParts, headerOf } from './tables-beside.js';
import type { RawRow, ReadHints, RowFault, SourceTable } from './source-table.js';
import { type Encoding, LineTooLong, TextReader, UndecodableBytes } from './text-encoding.js';

const DELIMITERS = [',', '\t', ';', '|'];
const DOS_END_OF_FILE = '\x1a';

const STRAY_QUOTE_FAULT: RowFault = {
  code: 'stray-quote',
  message: {
    zh: '结束引号后面还有文字，单元格可能被错误地切分。',
    en: 'Text follows a closing quotation mark; the cells may be cut in the wrong places.',
  },
  hint: { zh: '单元格内的双引号要写两次（""）。', en: 'Write a quotation mark inside a cell twice ("").' },
};

export async function openDelimited(
  source: ByteSource,
  sampledEncoding: Encoding,
  hints: ReadHints,
): Promise<SourceTable> {
  const reader = new TextReader(source, sampledEncoding);
  const { text, isWhole } = await sampleText(reader);
  const lineEnd = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
  const delimiter = hints.delimiter ?? detectDelimiter(text, lineEnd);
  const ranges = columnRanges(hints.columns);
  const sample = sampleRecords(text, delimiter, lineEnd, HEADER_SAMPLE_ROWS, isWhole);
  const header = headerOf(ranges, sample, (own) => findHeader(own, hints));
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    const parser = new DelimitedParser(delimiter, lineEnd);
    const chunks = new RowChunks(header.columns.length);
    const take = (record: DelimitedRecord) => {
      const { row, cells, strayQuote } = record;
      if (row <= header.row || cells[0] === DOS_END_OF_FILE) return;
      if (row === header.row + 1 && isDescriptionRow(cells)) return;
      addParts(chunks, ranges, row, cells, strayQuote ? STRAY_QUOTE_FAULT : undefined);
    };
    progress.bytesRead = 0;
    try {
      for await (const piece of reader.pieces(progress)) {
        for (const record of parser.push(piece)) {
          take(record);
          if (chunks.isFull) yield chunks.take();
        }
      }
      for (const record of parser.end()) take(record);
    } catch (error) {
      if (error instanceof UndecodableBytes) throw refusal.undecodable(parser.row, error.encoding);
      if (error instanceof LineTooLong) throw refusal.cellTooLarge(parser.row);
      throw error;
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format: 'csv',
    get encoding() {
      return reader.encoding === 'ascii' ? 'utf-8' : reader.encoding;
    },
    columns: header.columns,
    header,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: source.total }),
  };
}

/** Decoded text enough for detection. Undecodable lines further down are left for `rows()`, which can name them. */
async function sampleText({ source, encoding }: TextReader): Promise<{ text: string; isWhole: boolean }> {
  let text = '';
  let isWhole = true;
  try {
    for await (const piece of new TextReader(source, encoding).pieces()) {
      text += piece;
      isWhole = text.length < SAMPLE_BYTES;
      if (!isWhole) break;
    }
  } catch (error) {
    if (error instanceof LineTooLong) throw refusal.cellTooLarge(1);
    if (!(error instanceof UndecodableBytes)) throw error;
    if (text === '') throw refusal.undecodable(1, error.encoding);
    isWhole = false;
  }
  if (text.trim() === '') throw refusal.emptyFile();
  return { text, isWhole };
}

/** The separator that cuts the lines most often into equally many, and many, cells. */
function detectDelimiter(text: string, lineEnd: '\n' | '\r'): string {
  const scores = DELIMITERS.map((delimiter) => {
    const widths = new Map<number, number>();
    let count = 0;
    try {
      for (const { cells } of sampleRecords(text, delimiter, lineEnd, HEADER_SAMPLE_ROWS, true)) {
        widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
        count++;
      }
    } catch {
      // Quotation marks that do not close with this separator: not the one.
      return 0;
    }
    return Math.max(...[...widths].map(([width, times]) => (times / count) * (width - 1)));
  });
  const best = Math.max(...scores);
  return best > 0 ? DELIMITERS[scores.indexOf(best)]! : ',';
}

function sampleRecords(
  text: string,
  delimiter: string,
  lineEnd: '\n' | '\r',
  limit: number,
  isWhole: boolean,
): DelimitedRecord[] {
  const parser = new DelimitedParser(delimiter, lineEnd);
  const records: DelimitedRecord[] = [];
  for (const record of parser.push(text)) {
    if (record.cells.some((cell) => cell !== '')) records.push(record);
    if (records.length >= limit) return records;
  }
  if (isWhole) records.push(...parser.end());
  return records;
}
