import { TextDecoder } from 'node:util';
import { asRefusal, type ByteSource } from '../byte-source.js';
import { refusal } from '../read-refusal.js';
import { detectEncoding, encodingNamed } from '../text-encoding.js';

interface Field {
  name: string;
  type: string;
  offset: number;
  length: number;
}

export interface DbfTable {
  names: string[];
  encoding: string;
  /** One row of texts after another; null for one that is marked deleted. */
  records(): AsyncGenerator<(string | null)[] | null>;
}

/** Code pages of the language driver byte, as far as they are met: everything Chinese, UTF-8 is none of them. */
const DRIVERS: Readonly<Record<number, string>> = { 0x4d: 'gb18030', 0x7a: 'gb18030', 0x4f: 'big5', 0x78: 'big5' };

/** Bytes of the first records looked at, where nothing says the encoding. */
const LOOK = 64 * 1024;

/** A dBASE table beside a Shapefile. The encoding is the hint's, the .cpg's, the language driver's, or found in the bytes. */
export async function openDbf(source: ByteSource, stated: string | undefined): Promise<DbfTable> {
  const head = await first(source, LOOK);
  if (head.length < 33) throw refusal.damaged('dbf');
  const [headerLength, recordLength] = [head.readUInt16LE(8), head.readUInt16LE(10)];
  if (headerLength < 33 || recordLength < 1) throw refusal.damaged('dbf');
  const encoding = encodingOf(head, headerLength, stated);
  const decoder = new TextDecoder(encoding);
  const fields = fieldsOf(head, headerLength, decoder);

  async function* records(): AsyncGenerator<(string | null)[] | null> {
    for await (const record of recordsOf(source, headerLength, recordLength)) {
      if (record[0] === 0x1a) return;
      yield record[0] === 0x2a ? null : fields.map((field) => cell(record, field, decoder));
    }
  }
  return { names: fields.map(({ name }) => name), encoding, records };
}

async function first(source: ByteSource, size: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source.read()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= size) break;
  }
  return Buffer.concat(pieces);
}

function encodingOf(head: Buffer, headerLength: number, stated: string | undefined): string {
  const named = stated === undefined ? undefined : encodingNamed(stated);
  if (named !== undefined && named !== 'utf-8') return named;
  const driver = DRIVERS[head[29]!];
  const sample = Buffer.from(head.subarray(32, headerLength).map((byte) => (byte === 0 ? 0x20 : byte)));
  const content = Buffer.from(head.subarray(headerLength).map((byte) => (byte === 0 ? 0x20 : byte)));
  const found = detectEncoding(Buffer.concat([sample, content]));
  // UTF-8 does not come about by chance, and what is none was only called so; a driver byte is often a leftover.
  if (found === 'utf-8' || (named !== undefined && found === 'ascii')) return 'utf-8';
  if (driver) return driver;
  return found === undefined || found === 'ascii' ? 'gb18030' : found;
}

function fieldsOf(head: Buffer, headerLength: number, decoder: TextDecoder): Field[] {
  const fields: Field[] = [];
  let offset = 1;
  for (let at = 32; at + 32 <= headerLength && head[at] !== 0x0d; at += 32) {
    const raw = head.subarray(at, at + 11);
    const end = raw.indexOf(0);
    const own = decoder.decode(end < 0 ? raw : raw.subarray(0, end)).trim();
    const length = head[at + 16]!;
    let name = own || `field${fields.length + 1}`;
    for (let i = 1; fields.some((field) => field.name === name); i++) name = `${own}_${i}`;
    fields.push({ name, type: String.fromCharCode(head[at + 11]!), offset, length });
    offset += length;
  }
  return fields;
}

async function* recordsOf(source: ByteSource, start: number, length: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let skip = start;
  for await (const piece of source.read()) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    if (skip > 0) {
      const skipped = Math.min(skip, bytes.length);
      skip -= skipped;
      bytes = bytes.subarray(skipped);
    }
    let at = 0;
    for (; at + length <= bytes.length; at += length) yield bytes.subarray(at, at + length);
    rest = bytes.subarray(at);
  }
  if (rest.length > 0 && rest[0] !== 0x1a) throw asRefusal(refusal.truncated(), 'dbf');
}

function cell(record: Buffer, { type, offset, length }: Field, decoder: TextDecoder): string | null {
  const bytes = record.subarray(offset, offset + length);
  const end = bytes.indexOf(0);
  const text = decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
  if (text === '' || /^\*+$/.test(text)) return null;
  if (type === 'D') return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
  if (type === 'L') return /^[TtYy]$/.test(text) ? 'true' : /^[FfNn]$/.test(text) ? 'false' : null;
  return text;
}
