import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@siku/standards';
import { PbfReader } from 'pbf';
import { encodeTile } from './encode-tile.js';
import { GRIDS, matrixSet } from './tile-grid.js';

interface Decoded {
  name: string;
  extent: number;
  keys: string[];
  values: unknown[];
  features: { type: number; tags: number[]; commands: number[] }[];
}

function decode(bytes: Uint8Array): Decoded {
  const layer: Decoded = { name: '', extent: 0, keys: [], values: [], features: [] };
  new PbfReader(bytes).readFields((tag, _, tile) => {
    if (tag !== 3) return;
    tile.readMessage((field, into, reader) => {
      if (field === 1) into.name = reader.readString();
      if (field === 3) into.keys.push(reader.readString());
      if (field === 5) into.extent = reader.readVarint();
      if (field === 4)
        reader.readMessage((kind, values, value) => {
          if (kind === 1) values.push(value.readString());
          if (kind === 3) values.push(value.readDouble());
          if (kind === 7) values.push(value.readBoolean());
        }, into.values);
      if (field === 2) {
        const feature = { type: 0, tags: [] as number[], commands: [] as number[] };
        reader.readMessage((part, each, value) => {
          if (part === 2) each.tags = value.readPackedVarint();
          if (part === 3) each.type = value.readVarint();
          if (part === 4) each.commands = value.readPackedVarint();
        }, feature);
        into.features.push(feature);
      }
    }, layer);
  }, undefined);
  return layer;
}

const unit = (position: number[]): number[] => [position[0]!, 1 - position[1]!];
const encode = (geometry: Geometry, properties = {}): Decoded =>
  decode(encodeTile('l', [{ geometry, properties }], unit));

describe('a vector tile', () => {
  it('has its layer, its properties and their values once', () => {
    const geometry: Geometry = { type: 'Point', coordinates: [0.5, 0.5] };
    const bytes = encodeTile(
      'places',
      [1, 2].map((n) => ({ geometry, properties: { name: '月湖', n, none: null } })),
      unit,
    );
    const { name, extent, keys, values, features } = decode(bytes);
    expect([name, extent, keys, values]).toEqual(['places', 4096, ['name', 'n'], ['月湖', 1, 2]]);
    expect(features).toEqual([
      { type: 1, tags: [0, 0, 1, 1], commands: [9, 4096, 4096] },
      { type: 1, tags: [0, 0, 1, 2], commands: [9, 4096, 4096] },
    ]);
  });

  it('runs shells clockwise on the screen, whichever way they came', () => {
    const ring = [
      [0, 0],
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
      [0, 0],
    ];
    const [a, b] = [ring, ring.toReversed()].map(
      (each) => encode({ type: 'Polygon', coordinates: [each] }).features[0]!,
    );
    const signed = ({ commands }: { commands: number[] }): number => {
      const step = (n: number): number => (n >> 1) ^ -(n & 1);
      let [x, y] = [0, 0];
      const points = [[commands[1]!, commands[2]!], ...[4, 6, 8].map((i) => [commands[i]!, commands[i + 1]!])].map(
        ([dx, dy]) => [(x += step(dx!)), (y += step(dy!))],
      );
      return points.reduce(
        (sum, [px, py], i) => sum + px! * points[(i + 1) % 4]![1]! - points[(i + 1) % 4]![0]! * py!,
        0,
      );
    };
    expect([signed(a!) > 0, signed(b!) > 0]).toEqual([true, true]);
  });

  it('leaves out what is smaller than its grid', () => {
    expect(
      encodeTile(
        'l',
        [
          {
            geometry: {
              type: 'LineString',
              coordinates: [
                [0.5, 0.5],
                [0.50001, 0.5],
              ],
            },
            properties: {},
          },
        ],
        unit,
      ),
    ).toHaveLength(0);
  });
});

describe('grids', () => {
  it.each(GRIDS.map((grid) => [grid.id, grid] as const))('%s places the corners of its tiles', (_, grid) => {
    const tile = { zoom: 10, row: 421, column: 857 };
    const [west, south, east, north] = grid.boundsOf(tile);
    const place = grid.place(tile);
    const corners = [place([west, north]), place([east, south])].flat();
    [0, 0, 1, 1].forEach((wanted, i) => expect(corners[i]).toBeCloseTo(wanted, 6));
    const { tileMatrices } = matrixSet(grid) as { tileMatrices: { matrixWidth: number }[] };
    expect(tileMatrices[1]!.matrixWidth).toBe(grid.wide * 2);
  });
});
