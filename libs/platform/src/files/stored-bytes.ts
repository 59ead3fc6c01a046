import type { Cipher } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';

/** Bytes of which any stretch can be read, as often as wanted. */
export interface StoredBytes {
  readonly size: number;
  /** @param end the byte after the last; the end of all by default */
  read(start?: number, end?: number): Readable;
}

/** Bytes read from the disk at a time. */
const PIECE_BYTES = 256 * 1024;

/**
 * A file on disk.
 * @param cipherAt what it was written through, from a position on; without it, it lies there as it is
 */
export async function storedBytes(path: string, cipherAt?: (position: number) => Cipher): Promise<StoredBytes> {
  const { size } = await stat(path);
  return {
    size,
    read(start = 0, end = size) {
      if (start >= end) return Readable.from([]);
      const file = createReadStream(path, { start, end: end - 1, highWaterMark: PIECE_BYTES });
      // Errors reach the reader through the cipher, which pipeline() destroys with them.
      return cipherAt ? pipeline(file, cipherAt(start), () => undefined) : file;
    },
  };
}
