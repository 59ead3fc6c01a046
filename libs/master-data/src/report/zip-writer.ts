import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipMember {
  name: string;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const VERSION = 20;
/** Bit 3: sizes follow the data, so that nothing has to be known beforehand; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: the same content gives the same bytes. */
const DATE = 0x0021;
const MAX_ZIP32 = 0xffff_ffff;

/** A zip as a stream, with no more in memory than its directory: one member after the other, at the pace of the consumer. */
export async function* zipOf(members: Iterable<ZipMember>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of members) {
    const path = Buffer.from(name);
    const start = offset;
    let [checksum, size, packed] = [0, 0, 0];
    const header = localHeader(path);
    offset += header.length;
    yield header;

    async function* counted() {
      for await (const piece of content) {
        checksum = crc32(piece, checksum);
        size += piece.length;
        yield piece;
      }
    }
    const deflate = createDeflateRaw();
    pipeline(Readable.from(counted()), deflate, () => undefined);
    for await (const piece of deflate as AsyncIterable<Buffer>) {
      packed += piece.length;
      yield piece;
    }
    const sizes = words(checksum, packed, size);
    const descriptor = Buffer.concat([words(0x08074b50), sizes]);
    offset += packed + descriptor.length;
    if (size > MAX_ZIP32 || offset > MAX_ZIP32) throw new RangeError('a zip without zip64 ends at 4 GB');
    yield descriptor;
    directory.push(directoryEntry(path, sizes, start));
  }
  const entries = Buffer.concat(directory);
  yield entries;
  yield Buffer.concat([
    words(0x06054b50),
    halves(0, 0, directory.length, directory.length),
    words(entries.length, offset),
    halves(0),
  ]);
}

const localHeader = (path: Buffer) =>
  Buffer.concat([
    words(0x04034b50),
    halves(VERSION, FLAGS, DEFLATED, 0, DATE),
    words(0, 0, 0),
    halves(path.length, 0),
    path,
  ]);

const directoryEntry = (path: Buffer, sizes: Buffer, start: number) =>
  Buffer.concat([
    words(0x02014b50),
    halves(VERSION, VERSION, FLAGS, DEFLATED, 0, DATE),
    sizes,
    halves(path.length, 0, 0, 0, 0),
    words(0, start),
    path,
  ]);

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value >>> 0, at * 4));
  return bytes;
}

function halves(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value, at * 2));
  return bytes;
}
