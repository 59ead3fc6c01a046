import type { StoredBytes } from '@siku/platform';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { asRefusal, asRefusals, type ByteSource, bytesBetween, localBytes, type Progress } from './byte-source.js';
import { refuseDuplicates } from './header.js';
import { MAX_COLUMNS, MAX_WORKBOOK_PART_BYTES } from './limits.js';
import { parquetColumns, PARSERS, withWholeDecimals, type ParquetColumn } from './parquet-columns.js';
import { DECOMPRESSORS, refuseCodecs } from './parquet-codecs.js';
import { checkPages } from './parquet-pages.js';
import { refusal } from './read-refusal.js';
import { RowChunks } from './row-chunks.js';
import type { RawRow, SourceTable } from './source-table.js';

/** Rows decoded at a time, and what they may take unpacked: a row group (often a million rows) is too much at once. */
const WINDOW_ROWS = 65_536;
const WINDOW_BYTES = 24 * 1024 * 1024;

const MAGIC = 'PAR1';

export async function openParquet(source: ByteSource): Promise<SourceTable> {
  const { columns, rowCount } = await withParquet(source, async (_file, metadata) => ({
    columns: namesOf(metadata),
    rowCount: Number(metadata.num_rows),
  }));
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const local = await localBytes(source);
    try {
      const file = bufferOf(local.bytes);
      yield* asRefusals(chunksOf(file, await metadataOf(file), columns, progress), 'parquet');
    } finally {
      await local.release();
    }
  }

  return {
    format: 'parquet',
    columns,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: rowCount }),
  };
}

function namesOf(metadata: FileMetaData): string[] {
  const columns = parquetColumns(parquetSchema(metadata)).flatMap(({ names }) => names);
  if (columns.length === 0) throw refusal.emptyFile();
  if (columns.length > MAX_COLUMNS) throw refusal.tooManyColumns(columns.length);
  refuseDuplicates(columns);
  return columns;
}

async function* chunksOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  names: string[],
  progress: Progress,
): AsyncGenerator<RawRow[]> {
  const chunks = new RowChunks(names.length, 'keep');
  const columns = parquetColumns(parquetSchema(metadata));
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    await checkPages(file, metadata, group, columns);
    const window = Math.max(
      1,
      Math.min(WINDOW_ROWS, Math.floor((WINDOW_BYTES * Number(group.num_rows)) / (Number(group.total_byte_size) + 1))),
    );
    for (let start = groupStart; start < groupEnd; start += window) {
      const end = Math.min(start + window, groupEnd);
      const data = await readWindow(file, metadata, columns, start, end);
      for (let at = 0; at < end - start; at++) {
        const cells = Array<string | null>(names.length).fill(null);
        const row = start + at + 2;
        for (const [index, column] of columns.entries()) column.put(data[index]![at], cells, row);
        chunks.add(row, cells);
        if (chunks.isFull) {
          progress.bytesRead = start + at + 1;
          yield chunks.take();
        }
      }
    }
    groupStart = groupEnd;
  }
  progress.bytesRead = groupStart;
  if (!chunks.isEmpty) yield chunks.take();
}

/** A column at a time, so that only one column's packed bytes are in memory. */
async function readWindow(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: ParquetColumn[],
  rowStart: number,
  rowEnd: number,
) {
  const data: ArrayLike<unknown>[] = [];
  const decoded = withWholeDecimals(metadata);
  for (const { column } of columns) {
    const scan = await parquetScan({
      file,
      metadata: decoded,
      columns: [column],
      utf8: false,
      useOffsetIndex: false,
      compressors: DECOMPRESSORS,
      parsers: PARSERS,
    });
    const values = await scan.readColumn({ column, rowStart, rowEnd });
    if (values.length !== rowEnd - rowStart) throw refusal.damaged('parquet');
    data.push(values);
  }
  return data;
}

async function withParquet<T>(
  source: ByteSource,
  work: (file: AsyncBuffer, metadata: FileMetaData) => Promise<T>,
): Promise<T> {
  const local = await localBytes(source);
  try {
    const file = bufferOf(local.bytes);
    return await work(file, await metadataOf(file));
  } catch (error) {
    throw asRefusal(error, 'parquet');
  } finally {
    await local.release();
  }
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  // Magic, then at the end the length of the footer and the magic again.
  if (file.byteLength < 12) throw refusal.truncated();
  const tail = Buffer.from(await file.slice(file.byteLength - 8));
  if (tail.toString('latin1', 4) !== MAGIC) throw refusal.truncated();
  if (tail.readUInt32LE(0) > Math.min(file.byteLength - 12, MAX_WORKBOOK_PART_BYTES)) throw refusal.damaged('parquet');
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  refuseCodecs(metadata);
  return metadata;
}

function bufferOf(stored: StoredBytes): AsyncBuffer {
  const { size: byteLength } = stored;
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(start >= 0 && start <= end && end <= byteLength)) throw refusal.damaged('parquet');
      const bytes = await bytesBetween(stored, start, end);
      if (bytes.length !== end - start) throw refusal.truncated();
      return bytes.buffer;
    },
  };
}
