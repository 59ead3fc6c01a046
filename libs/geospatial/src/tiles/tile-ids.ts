/** Fields of a layer, and of a feature, of a vector tile. */
const LAYER = 3;
const [FEATURE, KEY, VALUE] = [2, 3, 4];
const TAGS = 2;

/** Wire types of protobuf: a number, and bytes with their length before them. */
const [NUMBER, BYTES] = [0, 2];

const UUID_BYTES = 16;
const UUID_TEXT = 36;
const DASH = '-'.charCodeAt(0);

/** Bytes of a UUID before which a dash stands. */
const DASHED = new Set([4, 6, 8, 10]);

/** Characters of a byte in hexadecimal. */
const HIGH = Uint8Array.from({ length: 256 }, (_, byte) => (byte >> 4).toString(16).charCodeAt(0));
const LOW = Uint8Array.from({ length: 256 }, (_, byte) => (byte & 15).toString(16).charCodeAt(0));

/** More than a feature grows by: its id as a value, two tags, longer lengths. */
const ROOM = UUID_TEXT + 4 + 8 + 4;

/** Before the layer stand its tag and length. */
const HEADER = 6;

/** Bytes read one after the other. */
class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  /** Steps behind the next field, and answers its tag; where its content begins is `from`. */
  field(): number {
    const tag = this.varint();
    const length = (tag & 7) === BYTES ? this.varint() : -1;
    this.from = this.at;
    if (length >= 0) this.at += length;
    else if ((tag & 7) === NUMBER) this.varint();
    else throw new Error(`a tile with a field of wire type ${tag & 7}`);
    return tag >> 3;
  }

  from = 0;
}

/** Bytes written one after the other, where there is room for all. */
class Writer {
  at = HEADER;

  constructor(readonly bytes: Uint8Array) {}

  varint(value: number): void {
    for (; value > 127; value = Math.floor(value / 128)) this.bytes[this.at++] = (value & 127) | 128;
    this.bytes[this.at++] = value;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    // Some dozen bytes are copied faster one by one.
    if (end - start > 64) this.bytes.set(from.subarray(start, end), this.at);
    else for (let i = start; i < end; i++) this.bytes[this.at + i - start] = from[i]!;
    this.at += end - start;
  }

  uuid(from: Uint8Array, start: number): void {
    for (let i = 0; i < UUID_BYTES; i++) {
      const byte = from[start + i]!;
      if (DASHED.has(i)) this.bytes[this.at++] = DASH;
      this.bytes[this.at++] = HIGH[byte]!;
      this.bytes[this.at++] = LOW[byte]!;
    }
  }
}

const sizeOf = (value: number): number => (value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4);

/**
 * A vector tile of one layer whose features get a property `id` each, in their order.
 * @param ids UUIDs in binary, one after the other
 */
export function withIds(tile: Uint8Array, ids: Uint8Array): Uint8Array {
  if (tile.length === 0) return tile;
  const outer = new Reader(tile, 0, tile.length);
  if (outer.field() !== LAYER || outer.at !== tile.length) throw new Error('a tile of more than a layer');
  const counts = countFields(new Reader(tile, outer.from, tile.length));
  const features = counts[FEATURE]!;
  if (features * UUID_BYTES !== ids.length) throw new Error(`${ids.length} bytes of ids of ${features} features`);
  const written = new Writer(Buffer.allocUnsafe(HEADER + tile.length + features * ROOM + HEADER));
  const layer = new Reader(tile, outer.from, tile.length);
  let feature = 0;
  while (layer.at < layer.end) {
    const start = layer.at;
    if (layer.field() !== FEATURE) written.copy(tile, start, layer.at);
    else writeFeature(new Reader(tile, layer.from, layer.at), counts[KEY]!, counts[VALUE]! + feature++, written);
  }
  written.varint((KEY << 3) | BYTES);
  written.varint(2);
  written.copy(ID, 0, 2);
  for (let i = 0; i < ids.length; i += UUID_BYTES) {
    written.copy(VALUE_OF_ID, 0, VALUE_OF_ID.length);
    written.uuid(ids, i);
  }
  const length = written.at - HEADER;
  const begin = HEADER - 1 - sizeOf(length);
  const end = written.at;
  written.at = begin;
  written.varint((LAYER << 3) | BYTES);
  written.varint(length);
  return written.bytes.subarray(begin, end);
}

const ID = Buffer.from('id');

/** What stands before the text of an id: a value whose first field is a text. */
const VALUE_OF_ID = Uint8Array.of((VALUE << 3) | BYTES, UUID_TEXT + 2, (1 << 3) | BYTES, UUID_TEXT);

/** How often each field is there. */
function countFields(layer: Reader): number[] {
  const counts = [0, 0, 0, 0, 0];
  while (layer.at < layer.end) {
    const field = layer.field();
    if (field < counts.length) counts[field]!++;
  }
  return counts;
}

/** The feature with one more tag. */
function writeFeature(feature: Reader, key: number, value: number, written: Writer): void {
  const { bytes, at: begin, end } = feature;
  let [tagsFrom, tagsStart, tagsEnd] = [begin, begin, begin];
  while (feature.at < end) {
    const start = feature.at;
    if (feature.field() !== TAGS) continue;
    [tagsFrom, tagsStart, tagsEnd] = [start, feature.from, feature.at];
    break;
  }
  const tags = tagsEnd - tagsStart + sizeOf(key) + sizeOf(value);
  written.varint((FEATURE << 3) | BYTES);
  written.varint(end - begin - (tagsEnd - tagsFrom) + 1 + sizeOf(tags) + tags);
  written.copy(bytes, begin, tagsFrom);
  written.varint((TAGS << 3) | BYTES);
  written.varint(tags);
  written.copy(bytes, tagsStart, tagsEnd);
  written.varint(key);
  written.varint(value);
  written.copy(bytes, tagsEnd, end);
}
