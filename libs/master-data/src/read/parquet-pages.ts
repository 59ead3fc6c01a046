import { crc32 } from 'node:zlib';
import type { AsyncBuffer, ColumnMetaData, FileMetaData, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { MAX_COLUMN_CHUNK_BYTES, MAX_PAGE_BYTES, MAX_PAGE_VALUES } from './limits.js';
import type { ParquetColumn } from './parquet-columns.js';
import { checkRuns, levelWidths } from './parquet-runs.js';
import { refusal } from './read-refusal.js';

/**
 * Looks at the pages before anything is decoded: the decoder believes them, and ten bytes can claim
 * billions of values. It also makes sure that the pages hold the rows which the row group promises.
 */
export async function checkPages(file: AsyncBuffer, metadata: FileMetaData, group: RowGroup, columns: ParquetColumn[]) {
  const rowCount = Number(group.num_rows);
  const flat = new Set(columns.filter(({ isFlat }) => isFlat).map(({ column }) => column));
  for (const { meta_data } of group.columns) {
    const values = await countValues(file, metadata, meta_data!);
    const isFlat = meta_data!.path_in_schema.length === 1 && flat.has(meta_data!.path_in_schema[0]!);
    if (isFlat ? values !== rowCount : values < rowCount) throw refusal.damaged('parquet');
  }
}

async function countValues(file: AsyncBuffer, metadata: FileMetaData, column: ColumnMetaData) {
  const { data_page_offset, dictionary_page_offset, total_compressed_size, codec } = column;
  const size = Number(total_compressed_size);
  if (size > MAX_COLUMN_CHUNK_BYTES) throw refusal.parquetGroup();
  const start = Number(dictionary_page_offset || data_page_offset);
  const view = new DataView(await file.slice(start, start + size));
  const reader = { view, offset: 0 };
  const widths = levelWidths(metadata, column);
  let count = 0;
  // As hyparquet does: some writers leave a byte behind the last page.
  while (reader.offset < size - 1) {
    const header = parquetHeader(reader);
    const { num_values = 0 } =
      header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header ?? {};
    const [packed, unpacked] = [header.compressed_page_size, header.uncompressed_page_size];
    const isSound =
      packed >= 0 && unpacked >= 0 && unpacked <= MAX_PAGE_BYTES && num_values >= 0 && num_values <= MAX_PAGE_VALUES;
    if (!isSound || reader.offset + packed > size) throw refusal.damaged('parquet');
    if (header.type !== 'DICTIONARY_PAGE') count += num_values;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + reader.offset, packed);
    if (header.crc !== undefined && crc32(bytes) !== header.crc >>> 0) throw refusal.damaged('parquet');
    checkRuns(bytes, header, codec, widths);
    reader.offset += packed;
  }
  return count;
}
