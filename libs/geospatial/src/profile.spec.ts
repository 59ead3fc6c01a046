import { describe, expect, it } from '@jest/globals';
import { cellsAround, nearByPlace } from './profile.js';

const share = (a: readonly string[], b: readonly string[]): boolean => a.some((cell) => b.includes(cell));

/** Figures between 0 and 1 that are the same each time. */
const figure = (n: number): number => (Math.sin(n) * 10_000) % 1;

describe('cells a place is looked for in', () => {
  it('are three, one of each grid', () => {
    expect(cellsAround([121.5, 29.8], 0)).toHaveLength(3);
    expect(cellsAround([121.5, 29.8], 0.0004)).toHaveLength(3);
  });

  it('are shared by places that lie less than 100 m apart, wherever they lie, and by none that lie 500 m apart', () => {
    for (let i = 0; i < 2000; i++) {
      const [x, y] = [figure(i) * 180, figure(i + 0.5) * 90];
      const [right, up] = [figure(i + 0.2) * 0.00099, figure(i + 0.7) * 0.00099];
      expect(share(cellsAround([x, y], 0), cellsAround([x + right, y + up], 0))).toBe(true);
      expect(share(cellsAround([x, y], 0), cellsAround([x + 0.005, y], 0))).toBe(false);
    }
  });

  it('of extents are shared where sizes differ by less than two and centres by less than a fifth of them', () => {
    for (let i = 0; i < 2000; i++) {
      const [x, y, size] = [figure(i) * 180, figure(i + 0.5) * 90, 0.0002 * 2 ** (13 * Math.abs(figure(i + 0.1)))];
      const other = size * 2 ** (0.99 * figure(i + 0.3));
      const apart = Math.min(size, other) / 5;
      const [right, up] = [figure(i + 0.2) * apart, figure(i + 0.7) * apart];
      expect(share(cellsAround([x, y], size), cellsAround([x + right, y + up], other))).toBe(true);
    }
  });

  it('of a point are those of a building about it', () => {
    expect(share(cellsAround([121.5, 29.8], 0), cellsAround([121.5001, 29.8001], 0.001))).toBe(true);
  });
});

describe('places in the order in which features are worked off', () => {
  it('follow each other by squares, as the places do on the ground', () => {
    const at = (x: number, y: number): number =>
      nearByPlace({ place: [`${121.5005 + x / 1000} ${29.7605 + y / 1000}`] });
    const square = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
    expect(square.map((place) => place - square[0]!)).toEqual([0, 1, 2, 3]);
    expect(at(2, 0)).toBe(at(0, 0) + 4);
  });

  it('are 0 where there is no place, and exact wherever there is one', () => {
    expect(nearByPlace({})).toBe(0);
    expect(nearByPlace({ place: ['180.0000000 90.0000000'] })).toBeLessThan(2 ** 38);
    expect(nearByPlace({ place: ['-180.0000000 -90.0000000'] })).toBe(0);
  });
});
