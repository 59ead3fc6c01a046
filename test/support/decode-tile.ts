import { PbfReader } from 'pbf';

/** A feature of a vector tile: what it is of and where its points are, in units of the tile. */
export interface DrawnFeature {
  /** 1 points, 2 lines, 3 polygons */
  type: number;
  properties: Record<string, unknown>;
  /** of points one each, of lines and rings theirs; rings do not repeat their first point */
  parts: [x: number, y: number][][];
}

/** Features of the one layer of a Mapbox Vector Tile, version 2.1. */
export function decodeTile(bytes: Uint8Array): DrawnFeature[] {
  const layer = {
    keys: [] as string[],
    values: [] as unknown[],
    features: [] as { type: number; tags: number[]; commands: number[] }[],
  };
  new PbfReader(bytes).readFields((tag, _, tile) => {
    if (tag !== 3) return;
    tile.readMessage((field, into, reader) => {
      if (field === 3) into.keys.push(reader.readString());
      if (field === 4)
        reader.readMessage((kind, values, value) => kind === 1 && values.push(value.readString()), into.values);
      if (field !== 2) return;
      const feature = { type: 0, tags: [] as number[], commands: [] as number[] };
      reader.readMessage((part, each, value) => {
        if (part === 2) each.tags = value.readPackedVarint();
        if (part === 3) each.type = value.readVarint();
        if (part === 4) each.commands = value.readPackedVarint();
      }, feature);
      into.features.push(feature);
    }, layer);
  }, undefined);
  return layer.features.map(({ type, tags, commands }) => {
    const pairs = Array.from({ length: tags.length / 2 }, (_, i) => [
      layer.keys[tags[2 * i]!]!,
      layer.values[tags[2 * i + 1]!],
    ]);
    return { type, properties: Object.fromEntries(pairs) as Record<string, unknown>, parts: partsOf(commands) };
  });
}

function partsOf(commands: readonly number[]): DrawnFeature['parts'] {
  const parts: DrawnFeature['parts'] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < commands.length;) {
    const [id, count] = [commands[i]! & 7, commands[i++]! >> 3];
    if (id === 7) continue;
    for (let n = 0; n < count; n++, i += 2) {
      [x, y] = [x + unzigzag(commands[i]!), y + unzigzag(commands[i + 1]!)];
      if (id === 1) parts.push([]);
      parts.at(-1)!.push([x, y]);
    }
  }
  return parts;
}

const unzigzag = (figure: number): number => (figure >>> 1) ^ -(figure & 1);
