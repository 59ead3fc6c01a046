import { storedBytes, Vault, type StoredBytes } from '@siku/platform';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { pipeline as pipelined } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EXPANSION_FREE_BYTES, MAX_EXPANSION, MAX_UNPACKED_BYTES, PIECE_BYTES } from './limits.js';
import { ReadRefusal, refusal } from './read-refusal.js';

/** Bytes that can be read from the start as often as wanted. */
export interface ByteSource {
  /** What `progress` counts up to. */
  readonly total: number;
  /** For random access, if these bytes are stored just as they are. */
  readonly stored?: StoredBytes;
  read(progress?: Progress): AsyncGenerator<Buffer>;
}

export interface Progress {
  bytesRead: number;
}

export function storedSource(stored: StoredBytes): ByteSource {
  return {
    total: stored.size,
    stored,
    async *read(progress) {
      for await (const piece of stored.read()) {
        if (progress) progress.bytesRead += (piece as Buffer).length;
        yield piece as Buffer;
      }
    },
  };
}

export function gunzipped(packed: ByteSource): ByteSource {
  return {
    total: packed.total,
    async *read(progress) {
      const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
      // Errors reach the reader through `gunzip`, which pipeline() destroys with them.
      pipeline(Readable.from(packed.read(progress)), gunzip, () => undefined);
      yield* asRefusals(withinBounds(gunzip, packed.total), 'gzip');
    },
  };
}

/** Stops a bomb before it has filled memory or disk. */
export async function* withinBounds(pieces: AsyncIterable<Buffer>, packedBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    const outOfProportion = bytes > EXPANSION_FREE_BYTES && bytes > packedBytes * MAX_EXPANSION;
    if (bytes > MAX_UNPACKED_BYTES || outOfProportion) throw refusal.bomb();
    yield piece;
  }
}

/** Whatever a decoder throws about hostile bytes becomes a refusal; failures of disk and system stay what they are. */
export function asRefusal(error: unknown, format: string): Error {
  if (error instanceof ReadRefusal) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return error as Error;
  return code === 'Z_BUF_ERROR' ? refusal.truncated() : refusal.damaged(format);
}

export async function* asRefusals<T>(items: AsyncIterable<T>, format: string): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw asRefusal(error, format);
  }
}

/** The first bytes; fewer when there are no more. */
export async function sampleOf(source: ByteSource, size: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source.read()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= size) break;
  }
  return Buffer.concat(pieces).subarray(0, size);
}

export interface LocalBytes {
  bytes: StoredBytes;
  release(): Promise<void>;
}

/**
 * For formats that need random access: packed bytes are unpacked beside, for as long as the caller reads, under a key that
 * nobody keeps.
 */
export async function localBytes(source: ByteSource): Promise<LocalBytes> {
  if (source.stored !== undefined) return { bytes: source.stored, release: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'siku-read-'));
  const release = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'unpacked');
  const vault = Vault.ephemeral();
  try {
    await pipelined(Readable.from(source.read()), vault.fileCipher(path), createWriteStream(path));
    return { bytes: await storedBytes(path, (position) => vault.fileCipher(path, position)), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A stretch of stored bytes; fewer when there are no more. */
export async function bytesBetween(stored: StoredBytes, start: number, end: number): Promise<Buffer<ArrayBuffer>> {
  if (start === end) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  for await (const piece of stored.read(start, end)) pieces.push(piece as Buffer);
  const whole = Buffer.allocUnsafeSlow(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) at += piece.copy(whole, at);
  return whole;
}
