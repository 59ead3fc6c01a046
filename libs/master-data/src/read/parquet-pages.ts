import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { MAX_COLUMN_CHUNK_BYTES, MAX_PAGE_BYTES, MAX_PAGE_VALUES } from './limits.js';
import type { ParquetColumn } from './parquet-columns.js';
import { refusal } from './read-refusal.js';

/** Snappy is part of hyparquet; Node brings these. ZSTD and LZ4 need a further package. */
export const DECOMPRESSORS: Compressors = {
  GZIP: (input, maxOutputLength) => gunzipSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
  BROTLI: (input, maxOutputLength) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
};

const CODECS = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(DECOMPRESSORS)]);

export function refuseCodecs({ row_groups }: FileMetaData) {
  for (const { columns } of row_groups) {
    for (const { meta_data } of columns) {
      if (meta_data === undefined) throw refusal.damaged('parquet');
      if (!CODECS.has(meta_data.codec)) throw refusal.parquetCodec(meta_data.codec);
    }
  }
}

/**
 * Looks at the page headers before anything is unpacked: the decoder believes them, and ten bytes can claim
 * billions of values. It also makes sure that the pages hold the rows which the row group promises.
 */
export async function checkPages(file: AsyncBuffer, group: RowGroup, columns: ParquetColumn[]) {
  const rowCount = Number(group.num_rows);
  const flat = new Set(columns.filter(({ isFlat }) => isFlat).map(({ column }) => column));
  for (const { meta_data } of group.columns) {
    const values = await countValues(file, meta_data!);
    const isFlat = meta_data!.path_in_schema.length === 1 && flat.has(meta_data!.path_in_schema[0]!);
    if (isFlat ? values !== rowCount : values < rowCount) throw refusal.damaged('parquet');
  }
}

async function countValues(
  file: AsyncBuffer,
  { data_page_offset, dictionary_page_offset, total_compressed_size }: ColumnMetaData,
) {
  const size = Number(total_compressed_size);
  if (size > MAX_COLUMN_CHUNK_BYTES) throw refusal.parquetGroup();
  const start = Number(dictionary_page_offset || data_page_offset);
  const view = new DataView(await file.slice(start, start + size));
  const reader = { view, offset: 0 };
  let count = 0;
  // As hyparquet does: some writers leave a byte behind the last page.
  while (reader.offset < size - 1) {
    const header = parquetHeader(reader);
    const { num_values = 0 } =
      header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header ?? {};
    const [packed, unpacked] = [Number(header.compressed_page_size), Number(header.uncompressed_page_size)];
    const isSound =
      packed >= 0 && unpacked >= 0 && unpacked <= MAX_PAGE_BYTES && num_values >= 0 && num_values <= MAX_PAGE_VALUES;
    if (!isSound || reader.offset + packed > size) throw refusal.damaged('parquet');
    if (header.type !== 'DICTIONARY_PAGE') count += num_values;
    reader.offset += packed;
  }
  return count;
}
