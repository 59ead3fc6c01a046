import type { ByteSource } from './byte-source.js';
import { MAX_SHARED_STRING_BYTES } from './limits.js';
import { refusal } from './read-refusal.js';
import { parseXml, type XmlHandler } from './xml-part.js';

const BLOCK_BYTES = 1024 * 1024;

/**
 * A workbook's different texts, as UTF-8 outside the JavaScript heap: a million strings as objects would take
 * three times the memory and every garbage collection would walk them.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private used = BLOCK_BYTES;
  /** Start of string n, counted over all blocks; a string does not cross blocks. */
  private starts = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private bytes = 0;
  count = 0;

  add(text: string) {
    const size = Buffer.byteLength(text);
    this.bytes += size;
    if (this.bytes > MAX_SHARED_STRING_BYTES) throw refusal.tooMuchText();
    if (this.used + size > BLOCK_BYTES) {
      this.blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, size)));
      this.used = 0;
    }
    if (this.count === this.starts.length) this.grow();
    const block = this.blocks.length - 1;
    this.blocks[block]!.write(text, this.used, 'utf8');
    this.starts[this.count] = block * BLOCK_BYTES + this.used;
    this.lengths[this.count] = size;
    this.count++;
    // A block that was made for one oversized string is full whatever its length.
    this.used = size > BLOCK_BYTES ? BLOCK_BYTES : this.used + size;
  }

  at(index: number): string {
    if (!(index >= 0 && index < this.count)) throw refusal.damaged('xlsx');
    const start = this.starts[index]!;
    const offset = start % BLOCK_BYTES;
    return this.blocks[Math.floor(start / BLOCK_BYTES)]!.toString('utf8', offset, offset + this.lengths[index]!);
  }

  private grow() {
    const [starts, lengths] = [new Float64Array(this.count * 2), new Uint32Array(this.count * 2)];
    starts.set(this.starts);
    lengths.set(this.lengths);
    [this.starts, this.lengths] = [starts, lengths];
  }
}

export async function readSharedStrings(part: ByteSource | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (part === undefined) return strings;
  const pieces = parseXml(part, new StringHandler(strings));
  while (!(await pieces.next()).done);
  return strings;
}

class StringHandler implements XmlHandler {
  private text_ = new CellText();

  constructor(private readonly strings: SharedStrings) {}

  get completed() {
    return this.strings.count;
  }

  open(name: string) {
    this.text_.open(name);
  }

  text(text: string) {
    this.text_.add(text);
  }

  close(name: string) {
    this.text_.close(name);
    if (name === 'si') this.strings.add(this.text_.take());
  }
}

/** The text of a shared or inline string: its `t` elements, rich text runs included, phonetic hints (`rPh`) not. */
export class CellText {
  private value = '';
  private inText = false;
  private inPhonetic = false;

  open(name: string) {
    if (name === 't') this.inText = true;
    else if (name === 'rPh') this.inPhonetic = true;
  }

  add(text: string) {
    if (this.inText && !this.inPhonetic) this.value += text;
  }

  close(name: string) {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
  }

  take(): string {
    const text = unescapeXstring(this.value);
    this.value = '';
    return text;
  }
}

/** ST_Xstring: characters XML cannot hold are written `_xHHHH_`. */
function unescapeXstring(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
