import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { Readable } from 'node:stream';
import type { CsvRow } from '../report/csv-writer.js';

/** Rows of text cells as a Parquet file: a row group a chunk, on its way before the next is asked for. */
export const writeParquet = (columns: readonly string[], chunks: AsyncIterable<CsvRow[]>): Readable =>
  Readable.from(pieces(columns, chunks));

async function* pieces(columns: readonly string[], chunks: AsyncIterable<CsvRow[]>): AsyncGenerator<Buffer> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map((name) => ({
        name,
        type: 'BYTE_ARRAY' as const,
        converted_type: 'UTF8' as const,
        repetition_type: 'OPTIONAL' as const,
      })),
    ],
  });
  for await (const rows of chunks) {
    await writer.write({ columnData: columns.map((name, i) => ({ name, data: rows.map((row) => row[i] ?? null) })) });
    yield taken(bytes);
  }
  await writer.finish();
  yield taken(bytes);
}

/** What has been written since; positions in the file go on. */
function taken(bytes: ByteWriter): Buffer {
  const piece = Buffer.from(bytes.getBuffer());
  bytes.index = 0;
  return piece;
}
