import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors, FileMetaData } from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { refusal } from './read-refusal.js';

/** Snappy is part of hyparquet. Each unpacks into no more bytes than the page announces. */
export const DECOMPRESSORS: Compressors = {
  GZIP: (input, maxOutputLength) => gunzipSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
  BROTLI: (input, maxOutputLength) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  ZSTD: (input, outputLength) => decompressZstd(input, new Uint8Array(outputLength)),
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
