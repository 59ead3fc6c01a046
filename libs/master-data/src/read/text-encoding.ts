import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { ByteSource, Progress } from './byte-source.js';
import { MAX_ROW_CHARACTERS } from './limits.js';
import { refusal } from './read-refusal.js';

/** `ascii` stands for "not decided yet": nothing but ASCII has been seen. */
export type Encoding = 'ascii' | 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

const NAMES: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  big5: 'big5',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

const LINE_FEED = 0x0a;

export function encodingNamed(name: string): Encoding {
  const encoding = NAMES[name.trim().toLowerCase()];
  if (encoding === undefined) throw refusal.encodingUnsupported();
  return encoding;
}

/** Undefined where the bytes are no text. A tail cut within a character is allowed for. */
export function detectEncoding(sample: Buffer): Encoding | undefined {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (sample.includes(0)) return detectUtf16(sample);
  if (isAscii(sample)) return 'ascii';
  if (isUtf8(withoutCutTail(sample))) return 'utf-8';
  // A stray byte does not make UTF-8 into GB18030 nor the other way round: the encoding with fewer bad cells is meant,
  // and decoding will then name the bad one.
  const [best, bad, fields] = fewestBadFields(sample);
  return bad * 4 <= fields ? best : undefined;
}

/** Separators, digits and line ends are half zeros in UTF-16, always on the same side; a stray NUL makes no such text. */
function detectUtf16(sample: Buffer): Encoding | undefined {
  let [even, odd] = [0, 0];
  for (let at = 0; at < sample.length; at += 2) if (sample[at] === 0) even++;
  for (let at = 1; at < sample.length; at += 2) if (sample[at] === 0) odd++;
  const encoding = odd > 20 * even ? 'utf-16le' : even > 20 * odd ? 'utf-16be' : undefined;
  if (encoding === undefined || (odd + even) * 8 <= sample.length) return undefined;
  const text = new TextDecoder(encoding).decode(sample);
  return /[\r\n]/u.test(text) && !text.includes('\0') ? encoding : undefined;
}

function withoutCutTail(sample: Buffer): Buffer {
  let end = sample.length;
  while (end > 0 && sample.length - end < 3 && (sample[end - 1]! & 0xc0) === 0x80) end--;
  const isLead = end > 0 && sample[end - 1]! >= 0xc0;
  return isLead ? sample.subarray(0, end - 1) : sample;
}

function fewestBadFields(sample: Buffer): [Encoding, number, number] {
  const fields = [...fieldsOf(sample)].filter((field) => !isAscii(field));
  // The last one of the sample is cut off somewhere.
  if (fields.length > 1) fields.pop();
  const utf8 = fields.filter((field) => !isUtf8(field)).length;
  const decoder = strictly('gb18030');
  const gb = fields.filter((field) => !decodes(field, decoder)).length;
  return utf8 <= gb ? ['utf-8', utf8, fields.length] : ['gb18030', gb, fields.length];
}

/** Cut at line ends, blanks, commas and quotation marks: bytes below 0x30 are never part of a longer character. */
function* fieldsOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! >= 0x30) continue;
    if (at > start) yield bytes.subarray(start, at);
    start = at + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    yield bytes.subarray(start, end + 1);
    start = end + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}

const strictly = (encoding: string) => new TextDecoder(encoding, { fatal: true });

function decodes(bytes: Buffer, decoder: TextDecoder): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Thrown after everything before the bad line has been yielded; the reader knows which row that is. */
export class UndecodableBytes extends Error {
  constructor(readonly encoding: Encoding) {
    super(`bytes are not ${encoding}`);
  }
}

/**
 * Strict decoding in pieces that end where every one of these encodings can be cut: after a byte below 0x30 (line ends,
 * blanks, commas, quotation marks), which is never part of a longer character; in UTF-16 between two units.
 */
export class TextReader {
  constructor(
    readonly source: ByteSource,
    public encoding: Encoding,
  ) {}

  async *pieces(progress?: Progress): AsyncGenerator<string> {
    let rest: Buffer = Buffer.alloc(0);
    let first = true;
    for await (const bytes of this.source.read(progress)) {
      const pending = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const end = this.safeEnd(pending);
      rest = pending.subarray(end);
      if (rest.length > MAX_ROW_CHARACTERS) throw new LineTooLong();
      for (const text of this.decode(pending.subarray(0, end))) {
        yield first ? withoutMark(text) : text;
        first = false;
      }
    }
    for (const text of this.decodeEnd(rest)) yield first ? withoutMark(text) : text;
  }

  private safeEnd(bytes: Buffer): number {
    if (this.encoding === 'utf-16le' || this.encoding === 'utf-16be') {
      const end = bytes.length - (bytes.length % 2);
      const high = this.encoding === 'utf-16le' ? 1 : 2;
      const isHighSurrogate = end > 0 && (bytes[end - high]! & 0xfc) === 0xd8;
      return isHighSurrogate ? end - 2 : end;
    }
    let end = bytes.length;
    while (end > 0 && bytes[end - 1]! >= 0x30) end--;
    return end;
  }

  private *decode(bytes: Buffer): Generator<string> {
    if (bytes.length === 0) return;
    if (this.encoding === 'ascii') {
      if (isAscii(bytes)) {
        yield bytes.toString('latin1');
        return;
      }
      this.encoding = detectEncoding(bytes) ?? 'utf-8';
    }
    const decoder = new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    try {
      yield decoder.decode(bytes);
    } catch {
      yield* this.decodeUpToBadLine(bytes, decoder);
    }
  }

  /** A character that the end of the file cuts in two is not a wrong encoding: the file is not complete. */
  private *decodeEnd(bytes: Buffer): Generator<string> {
    try {
      yield* this.decode(bytes);
    } catch (error) {
      const decoder = strictly(this.encoding);
      const isCut = [1, 2, 3].some((size) => size <= bytes.length && decodes(bytes.subarray(0, -size), decoder));
      throw isCut ? refusal.truncated() : error;
    }
  }

  private *decodeUpToBadLine(bytes: Buffer, decoder: TextDecoder): Generator<string> {
    if (this.encoding.startsWith('utf-16')) throw new UndecodableBytes(this.encoding);
    for (const line of linesOf(bytes)) {
      let text: string;
      try {
        text = decoder.decode(line);
      } catch {
        throw new UndecodableBytes(this.encoding);
      }
      yield text;
    }
  }
}

/** Thrown when bytes go on without a place to cut beyond what a row may have. */
export class LineTooLong extends Error {}

const withoutMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);
