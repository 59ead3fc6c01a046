import { describe, expect, it } from '@jest/globals';
import { boxOverlap, figures, metresBetween } from './places.js';

describe('places', () => {
  it('are read from their figures', () => {
    expect(figures('121.5 29.8', 2)).toEqual([121.5, 29.8]);
    expect(figures('121.5', 2)).toBeNull();
    expect(figures('121.5 x', 2)).toBeNull();
  });

  it('are as far apart as on the ground', () => {
    expect(metresBetween([121.5, 29.8], [121.5, 29.801])).toBeCloseTo(111.195, 2);
    expect(metresBetween([121.5, 29.8], [121.501, 29.8])).toBeCloseTo(96.49, 1);
  });

  it('share a part of their extents', () => {
    expect(boxOverlap([0, 0, 2, 2], [1, 0, 3, 2])).toBeCloseTo(1 / 3);
    expect(boxOverlap([0, 0, 1, 1], [1, 0, 2, 1])).toBe(0);
  });
});
