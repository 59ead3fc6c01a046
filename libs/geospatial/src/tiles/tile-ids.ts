import { PbfReader, PbfWriter } from 'pbf';

/** Fields of a tile, of its layer, of a feature and of a value. */
const LAYER = 3;
const [FEATURE, KEY, VALUE] = [2, 3, 4];
const TAGS = 2;
const TEXT = 1;

const UUID_BYTES = 16;

/** More than a feature grows by: its id as a value, two tags, longer lengths. */
const ROOM = 64;

/** More than is written once: the key, and the length of the layer. */
const ROOM_OF_LAYER = 64;

/**
 * A vector tile of one layer whose features get a property `id` each, in their order.
 * @param ids UUIDs in binary, one after the other
 */
export function withIds(tile: Uint8Array, ids: Uint8Array): Uint8Array {
  if (tile.length === 0) return tile;
  const outer = new PbfReader(tile);
  if (outer.nextField() !== LAYER) throw new Error('a tile that begins with no layer');
  const layer = outer.readBytes();
  if (outer.nextField() !== 0) throw new Error('a tile of more than a layer');
  const counts = [0, 0, 0, 0, 0];
  eachField(new PbfReader(layer), layer.length, (field) => (counts[field] = (counts[field] ?? 0) + 1));
  const [features, key, values] = [counts[FEATURE]!, counts[KEY]!, counts[VALUE]!];
  if (features * UUID_BYTES !== ids.length) throw new Error(`${ids.length} bytes of ids of ${features} features`);
  const written = new PbfWriter(new Uint8Array(tile.length + features * ROOM + ROOM_OF_LAYER));
  written.writeMessage(
    LAYER,
    (_, into) => {
      const within = new PbfReader(layer);
      const feature = { within, content: 0, to: 0, key, value: values };
      eachField(new PbfReader(layer), layer.length, (field, from, content, to) => {
        if (field !== FEATURE) return copy(into, layer, from, to);
        [feature.content, feature.to] = [content, to];
        into.writeMessage(FEATURE, writeFeature, feature);
        feature.value++;
      });
      into.writeStringField(KEY, 'id');
      for (const id of textsOf(ids)) into.writeMessage(VALUE, writeText, id);
    },
    null,
  );
  return written.finish();
}

/** Tells of each field where it begins, where its content begins, and where it ends. */
function eachField(
  reader: PbfReader,
  end: number,
  tell: (field: number, from: number, content: number, to: number) => void,
): void {
  while (reader.pos < end) {
    const from = reader.pos;
    const tag = reader.readVarint();
    const isMessage = (tag & 7) === 2;
    const length = isMessage ? reader.readVarint() : 0;
    const content = reader.pos;
    if (isMessage) reader.pos += length;
    else reader.skip(tag);
    tell(tag >> 3, from, content, reader.pos);
  }
}

function copy(into: PbfWriter, bytes: Uint8Array, from: number, to: number): void {
  into.realloc(to - from);
  into.buf.set(bytes.subarray(from, to), into.pos);
  into.pos += to - from;
}

interface Feature {
  within: PbfReader;
  content: number;
  to: number;
  /** places of `id` and of its value */
  key: number;
  value: number;
}

/** The feature with one more tag. */
function writeFeature({ within, content, to, key, value }: Feature, feature: PbfWriter): void {
  const { buf } = within;
  let [tagsFrom, tagsTo] = [content, content];
  within.pos = content;
  eachField(within, to, (field, from, start, end) => {
    if (field === TAGS) [tagsFrom, tagsTo] = [start, end];
    else copy(feature, buf, from, end);
  });
  feature.writeTag(TAGS, 2);
  feature.writeVarint(tagsTo - tagsFrom + sizeOf(key) + sizeOf(value));
  copy(feature, buf, tagsFrom, tagsTo);
  feature.writeVarint(key);
  feature.writeVarint(value);
}

/** Bytes of a varint. */
const sizeOf = (value: number): number => (value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4);

const writeText = (text: string, value: PbfWriter): void => value.writeStringField(TEXT, text);

function* textsOf(ids: Uint8Array): Generator<string> {
  const hex = Buffer.from(ids.buffer, ids.byteOffset, ids.length).toString('hex');
  for (let at = 0; at < hex.length; at += 2 * UUID_BYTES) {
    const part = (from: number, to: number): string => hex.slice(at + from, at + to);
    yield `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
  }
}
