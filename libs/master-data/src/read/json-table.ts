import { repeatedMembers } from '@siku/platform';
import type { ByteSource, Progress } from './byte-source.js';
import { flatten, TooDeep } from './flatten.js';
import { refuseDuplicates } from './header.js';
import { envelopeOf } from './json-envelope.js';
import { JsonArraySplitter, JsonSyntax, parseRecord, RecordTooLarge } from './json-records.js';
import { MAX_COLUMNS, MAX_ROW_CHARACTERS } from './limits.js';
import { ReadRefusal, refusal } from './read-refusal.js';
import { RowChunks } from './row-chunks.js';
import type { RawRow, SourceTable } from './source-table.js';
import { type Encoding, LineTooLong, TextReader, UndecodableBytes } from './text-encoding.js';

/**
 * Opening reads the file once: a JSON record names its columns itself, and a member that first appears in the last
 * record is a column like the others. It also means that a truncated file is refused before a row of it is used.
 */
export async function openJson(
  format: 'json' | 'ndjson',
  source: ByteSource,
  encoding: Encoding,
): Promise<SourceTable> {
  const envelope = format === 'ndjson' ? await envelopeOf(source, encoding) : null;
  if (envelope !== null) format = 'json';
  const reader = new TextReader(source, encoding);
  const positions = new Map<string, number>();
  for await (const { record, text, row } of records(format, reader, envelope)) {
    const repeated = repeatedMembers(text);
    if (repeated.length > 0) throw refusal.duplicateHeader(repeated, row);
    const seen: string[] = [];
    flattened(record, row, (column) => {
      seen.push(column);
      if (!positions.has(column)) positions.set(column, positions.size);
    });
    if (new Set(seen).size < seen.length) refuseDuplicates(seen, row);
    if (positions.size > MAX_COLUMNS) throw refusal.tooManyColumns(positions.size);
  }
  if (positions.size === 0) throw refusal.emptyFile();
  const columns = [...positions.keys()];
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const chunks = new RowChunks(columns.length, 'keep');
    for await (const { record, row } of records(format, reader, envelope, progress)) {
      const cells = Array<string | null>(columns.length).fill(null);
      flattened(record, row, (column, value) => (cells[positions.get(column)!] = value));
      chunks.add(row, cells);
      if (chunks.isFull) yield chunks.take();
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format,
    get encoding() {
      return reader.encoding === 'ascii' ? 'utf-8' : reader.encoding;
    },
    columns,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: source.total }),
  };
}

function flattened(record: object, row: number, put: (column: string, value: string | null) => void) {
  try {
    flatten(record, put);
  } catch (error) {
    throw error instanceof TooDeep ? refusal.tooDeep(row) : error;
  }
}

interface JsonRecord {
  record: object;
  /** as it was written */
  text: string;
  row: number;
}

async function* records(
  format: 'json' | 'ndjson',
  reader: TextReader,
  envelope: number | null,
  progress?: Progress,
): AsyncGenerator<JsonRecord> {
  let row = 2;
  let left = envelope ?? 0;
  const splitter = format === 'json' ? new JsonArraySplitter({ keepsTail: envelope !== null }) : new LineSplitter();
  try {
    for await (const piece of reader.pieces(progress)) {
      const skipped = Math.min(left, piece.length);
      left -= skipped;
      for (const text of splitter.push(piece.slice(skipped))) {
        if (text.trim() === '') continue;
        yield { record: parsed(text, row), text, row };
        row++;
      }
    }
    if (splitter instanceof LineSplitter) {
      const last = splitter.end();
      if (last.trim() !== '') yield { record: parsedLast(last, row), text: last, row };
    } else if (!splitter.isComplete) throw refusal.truncated();
  } catch (error) {
    if (error instanceof UndecodableBytes) throw refusal.undecodable(row, error.encoding);
    if (error instanceof LineTooLong || error instanceof RecordTooLarge) throw refusal.cellTooLarge(row);
    if (error instanceof JsonSyntax) throw refusal.jsonSyntax(row);
    throw error;
  }
}

function parsed(text: string, row: number): object {
  if (text.length > MAX_ROW_CHARACTERS) throw refusal.cellTooLarge(row);
  let value: unknown;
  try {
    value = parseRecord(text);
  } catch {
    throw refusal.jsonSyntax(row);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal.jsonRecord(row);
  return value;
}

/** A last line without a line end that is no JSON was cut off. */
function parsedLast(text: string, row: number): object {
  try {
    return parsed(text, row);
  } catch (error) {
    throw error instanceof ReadRefusal && error.code === 'json-syntax' && row > 2 ? refusal.truncated() : error;
  }
}

class LineSplitter {
  private rest = '';

  *push(piece: string): Generator<string> {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop()!;
    if (this.rest.length > MAX_ROW_CHARACTERS) throw new RecordTooLarge();
    yield* lines;
  }

  end(): string {
    return this.rest;
  }
}
