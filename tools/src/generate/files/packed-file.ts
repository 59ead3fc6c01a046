import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * A file written piece by piece. Writing is synchronous on purpose: the bytes depend on nothing but the pieces, dozens of
 * files are open at a time, and none may run ahead of the disk.
 */
export class OutputFile {
  private readonly handle: number;
  /** Bytes written. */
  size = 0;

  constructor(path: string) {
    this.handle = openSync(path, 'w');
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.handle, bytes, at);
    this.size += bytes.length;
  }

  close(): void {
    closeSync(this.handle);
  }
}

/** Gathers text into blocks worth encoding and compressing. */
export class Blocks {
  private pieces = '';

  constructor(private readonly flush: (text: string) => void) {}

  add(text: string): void {
    this.pieces += text;
    if (this.pieces.length < 1 << 17) return;
    this.end();
  }

  end(): void {
    const text = this.pieces;
    this.pieces = '';
    if (text !== '') this.flush(text);
  }
}

/** Raw deflate of a stream of blocks, each compressed by itself: the blocks of deflate may follow each other. */
export class Deflated {
  checksum = 0;
  /** Bytes before and after. */
  size = 0;
  packed = 0;

  constructor(private readonly output: OutputFile) {}

  write(bytes: Uint8Array): void {
    this.checksum = crc32(bytes, this.checksum);
    this.size += bytes.length;
    this.emit(deflateRawSync(bytes, { level: 4, finishFlush: constants.Z_SYNC_FLUSH }));
  }

  end(): void {
    this.emit(deflateRawSync(Buffer.alloc(0)));
  }

  private emit(bytes: Uint8Array): void {
    this.packed += bytes.length;
    this.output.write(bytes);
  }
}

export function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value >>> 0, at * 4));
  return bytes;
}

export function halves(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value, at * 2));
  return bytes;
}

/** Method deflate, no name, no time: the same text gives the same bytes. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** Where the bytes of a text file go. */
export interface Sink {
  write(bytes: Uint8Array): void;
  close(): void;
}

export function gzipFile(path: string): Sink {
  const output = new OutputFile(path);
  const deflated = new Deflated(output);
  output.write(GZIP_HEADER);
  return {
    write: (bytes) => deflated.write(bytes),
    close: () => {
      deflated.end();
      output.write(words(deflated.checksum, deflated.size));
      output.close();
    },
  };
}
