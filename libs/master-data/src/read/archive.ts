import type { StoredBytes } from '@siku/platform';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { asRefusal, asRefusals, type ByteSource, withinBounds } from './byte-source.js';
import { MAX_ARCHIVE_ENTRIES, PIECE_BYTES } from './limits.js';
import { refusal } from './read-refusal.js';

/** A zip's directory: the name of each file and how to read it. */
export type Archive = ReadonlyMap<string, ByteSource>;

const STORED = 0;
const DEFLATED = 8;
const UTF8_NAME = 0x800;

export function openArchive(bytes: StoredBytes): Promise<Archive> {
  return withZip(bytes, async (zip) => {
    if (zip.entryCount > MAX_ARCHIVE_ENTRIES) throw refusal.bomb();
    const archive = new Map<string, ByteSource>();
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!isByproduct(name)) archive.set(name, entrySource(bytes, entry));
    }
    return archive;
  });
}

function entrySource(bytes: StoredBytes, entry: Entry): ByteSource {
  return {
    total: entry.uncompressedSize,
    async *read(progress) {
      let checksum = 0;
      for await (const piece of asRefusals(withinBounds(contentOf(bytes, entry), entry.compressedSize), 'zip')) {
        checksum = crc32(piece, checksum);
        if (progress) progress.bytesRead += piece.length;
        yield piece;
      }
      // Deflate alone does not notice a flipped bit, which would arrive as a wrong digit.
      if (checksum !== entry.crc32) throw refusal.damaged('zip');
    },
  };
}

/** yauzl finds the bytes; its own streams cannot be left half read, so reading is done here. */
async function* contentOf(bytes: StoredBytes, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw refusal.encrypted();
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw refusal.archiveMethod();
  const { fileDataStart: start } = await withZip(bytes, (zip) =>
    zip.readLocalFileHeaderPromise(entry, { minimal: true }),
  );
  if (entry.compressedSize === 0) return;
  const packed = bytes.read(start, start + entry.compressedSize);
  if (entry.compressionMethod === STORED) {
    yield* packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  pipeline(packed, inflate, () => undefined);
  yield* inflate;
}

/** What yauzl reads from. */
class ZipBytes extends RandomAccessReader {
  constructor(private readonly bytes: StoredBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.bytes.read(start, end);
  }
}

async function withZip<T>(bytes: StoredBytes, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  let zip: ZipFile;
  try {
    zip = await fromRandomAccessReaderPromise(new ZipBytes(bytes), bytes.size, {
      autoClose: false,
      decodeStrings: false,
    });
  } catch (error) {
    // The directory stands at the end of a zip: without one, the end is missing.
    throw /truncated/.test(String(error)) ? refusal.truncated() : asRefusal(error, 'zip');
  }
  try {
    return await work(zip);
  } catch (error) {
    throw asRefusal(error, 'zip');
  } finally {
    zip.close();
  }
}

/** Windows writes Chinese names in its own code page and does not say so. */
function nameOf(entry: Entry): string {
  const bytes = entry.fileNameRaw;
  if ((entry.generalPurposeBitFlag & UTF8_NAME) !== 0) return bytes.toString('utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Folders, and what macOS and Windows leave in archives unasked. */
function isByproduct(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last === '' || name.startsWith('__MACOSX/') || last === '.DS_Store' || last.toLowerCase() === 'thumbs.db';
}
