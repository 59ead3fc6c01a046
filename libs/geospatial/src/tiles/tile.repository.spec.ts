import { describe, expect, it } from '@jest/globals';
import type { Database } from '@siku/platform';
import { MOST_FEATURES, TileRepository } from './tile.repository.js';

/** A point at 1 1, little-endian. */
const POINT = Buffer.from('0101000000000000000000f03f000000000000f03f', 'hex');

const repositoryOf = (count: number): TileRepository => {
  const rows = Array.from({ length: count }, (_, i) => ({ id: String(i), name: null, wkb: POINT }));
  return new TileRepository({ query: () => Promise.resolve(rows) } as unknown as Database);
};

describe('features of a tile', () => {
  it.each([
    [MOST_FEATURES, true],
    [MOST_FEATURES + 1, false],
  ])('of %d are complete: %s', async (count, complete) => {
    const content = await repositoryOf(count).features({
      ...{ layer: 'places', validAt: '2026-01-01', clock: 1, box: [0, 0, 2, 2], tolerance: 0 },
    });
    expect([[...content.features].length, content.complete]).toEqual([MOST_FEATURES, complete]);
  });
});
