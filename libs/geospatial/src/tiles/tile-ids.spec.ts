import { describe, expect, it } from '@jest/globals';
import { PbfReader } from 'pbf';
import { encodeTile, type TileFeature } from './encode-tile.js';
import { withIds } from './tile-ids.js';

const unit = (position: number[]): number[] => position;

interface Read {
  keys: string[];
  values: string[];
  tags: number[][];
  geometries: number[][];
}

function read(bytes: Uint8Array): Read {
  const found: Read = { keys: [], values: [], tags: [], geometries: [] };
  new PbfReader(bytes).readFields((_, __, tile) => {
    tile.readMessage((field, into, layer) => {
      if (field === 3) into.keys.push(layer.readString());
      if (field === 4)
        layer.readMessage((kind, values, value) => void (kind === 1 && values.push(value.readString())), into.values);
      if (field === 2) {
        const tags: number[] = [];
        into.tags.push(tags);
        layer.readMessage((part, all, value) => {
          if (part === 2) tags.push(...value.readPackedVarint());
          if (part === 4) all.push(value.readPackedVarint());
        }, into.geometries);
      }
    }, found);
  }, undefined);
  return found;
}

/** Properties of each feature, and where it is. */
const told = (bytes: Uint8Array): unknown[] => {
  const { keys, values, tags, geometries } = read(bytes);
  return tags.map((each, i) => [
    Object.fromEntries(
      Array.from({ length: each.length / 2 }, (_, n) => [keys[each[n * 2]!], values[each[n * 2 + 1]!]]),
    ),
    geometries[i],
  ]);
};

const idOf = (i: number): string => `0a1b2c3d-4e5f-8a6b-9c7d-${(i * 7919).toString(16).padStart(12, '0')}`;

const idsOf = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, i) => Buffer.from(idOf(i).replaceAll('-', ''), 'hex')));

const tileOf = (count: number, properties: (i: number) => TileFeature['properties']): Uint8Array =>
  encodeTile(
    'places',
    Array.from({ length: count }, (_, i) => ({
      geometry: { type: 'Point' as const, coordinates: [i / count, 0.5] },
      properties: properties(i),
    })),
    unit,
  );

describe('ids put into a tile', () => {
  // Of 20,000 features, indexes and lengths take three bytes.
  it.each([1, 3, 200, 20_000])('are those of its %d features, which are what they were beside', (count) => {
    const properties = (i: number) => ({ name: `第${i}号`, class: i % 3 === 0 ? 'park' : null });
    const plain = told(tileOf(count, properties)) as [object, unknown][];
    const wanted = plain.map(([each, geometry], i) => [{ ...each, id: idOf(i) }, geometry]);
    expect(told(withIds(tileOf(count, properties), idsOf(count)))).toEqual(wanted);
  });

  it('are all there is to a feature without properties, and of one with many', () => {
    expect(
      told(
        withIds(
          tileOf(1, () => ({})),
          idsOf(1),
        ),
      ),
    ).toEqual([[{ id: idOf(0) }, [9, 0, 4096]]]);
    const many = Object.fromEntries(Array.from({ length: 63 }, (_, i) => [`p${i}`, `v${i}`]));
    expect(
      told(
        withIds(
          tileOf(1, () => many),
          idsOf(1),
        ),
      ),
    ).toEqual([[{ ...many, id: idOf(0) }, [9, 0, 4096]]]);
  });

  it('leave an empty tile empty, and must be as many as there are features', () => {
    expect(withIds(new Uint8Array(), new Uint8Array())).toHaveLength(0);
    expect(() =>
      withIds(
        tileOf(2, () => ({})),
        idsOf(1),
      ),
    ).toThrow('of 2 features');
  });
});
