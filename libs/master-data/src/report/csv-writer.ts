import { Readable } from 'node:stream';

export type CsvRow = readonly (string | null)[];

/** What Excel takes for a formula at the start of a cell; its Chinese edition accepts the full-width signs too. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/u;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/u;
const NEEDS_QUOTES = /[",\r\n]/u;

/** CSV for people: UTF-8 with byte order mark, so that Excel shows Chinese, and no cell that Excel would execute. */
export function writeCsv(rows: AsyncIterable<CsvRow> | Iterable<CsvRow>): Readable {
  return Readable.from(lines(rows), { objectMode: false });
}

/** Lines are handed over in blocks of some kilobytes: one stream event per line costs more than the line. */
const BLOCK_CHARACTERS = 32 * 1024;

async function* lines(rows: AsyncIterable<CsvRow> | Iterable<CsvRow>): AsyncGenerator<Buffer> {
  let block = '\uFEFF';
  for await (const row of rows) {
    block += `${row.map(csvCell).join(',')}\r\n`;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield Buffer.from(block);
    block = '';
  }
  yield Buffer.from(block);
}

function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
