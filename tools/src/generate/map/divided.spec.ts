import { describe, expect, it } from '@jest/globals';
import { checkGeometry } from '@siku/standards';
import { divided } from './divided.js';
import { districts } from './outlines.js';

const square = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
];

/** Two towers on one floor: a line across the towers has two parts above it. */
const towers = [
  [0, 0],
  [5, 0],
  [5, 8],
  [4, 8],
  [4, 1],
  [1, 1],
  [1, 8],
  [0, 8],
  [0, 0],
];

const area = (part: readonly (readonly number[])[][]): number =>
  part.reduce(
    (sum, ring) =>
      sum + Math.abs(ring.slice(1).reduce((s, [x, y], i) => s + (ring[i]![0]! * y! - x! * ring[i]![1]!) / 2, 0)),
    0,
  );

describe('divided', () => {
  it('cuts an outline into parts of the same size that leave nothing out', () => {
    const parts = divided([square], 4);
    expect(parts.map((part) => area(part).toFixed(3))).toEqual(['4.000', '4.000', '4.000', '4.000']);
  });

  it('keeps what a line cuts apart apart', () => {
    const parts = divided([towers], 2);
    expect(parts.map((part) => part.length)).toEqual([1, 2]);
    expect(parts.map((part) => area(part).toFixed(2))).toEqual(['9.50', '9.50']);
  });

  it('makes valid polygons of the districts', () => {
    for (const { outline } of districts()) {
      const rings = outline.coordinates.map(([ring]) => ring!);
      const parts = divided(rings, 21);
      expect(Math.abs(parts.reduce((sum, part) => sum + area(part), 0) / area(rings) - 1)).toBeLessThan(1e-4);
      for (const part of parts) {
        const polygons = { type: 'MultiPolygon', coordinates: part.map((ring) => [ring]) };
        expect(checkGeometry(polygons, { winding: false })).toMatchObject({ ok: true, repairs: [] });
      }
    }
  });
});
