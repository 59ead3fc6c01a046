import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { CsvRow } from '../report/csv-writer.js';

/** Rows of text cells as a Parquet file: written group by group beside the answer, and gone when it has been read. */
export async function parquetWriteFile(columns: readonly string[], chunks: AsyncIterable<CsvRow[]>): Promise<Readable> {
  const path = join(tmpdir(), `siku-${randomUUID()}.parquet`);
  const writer = new ParquetWriter({
    writer: fileWriter(path),
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
  }
  await writer.finish();
  const stream = createReadStream(path);
  stream.once('close', () => void rm(path, { force: true }));
  return stream;
}
