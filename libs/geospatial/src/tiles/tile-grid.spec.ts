import { describe, expect, it } from '@jest/globals';
import { GRIDS, matrixLimits } from './tile-grid.js';

describe('the tiles a layer reaches', () => {
  const limits = (grid: number, zoom: number): number[] => {
    const { minTileRow, maxTileRow, minTileCol, maxTileCol } = matrixLimits(GRIDS[grid]!, [121.4, 29.7, 121.7, 30])[
      zoom
    ] as Record<string, number>;
    return [minTileRow!, maxTileRow!, minTileCol!, maxTileCol!];
  };

  it.each([
    // By the formula of slippy map tile names (OpenStreetMap).
    [0, 0, [0, 0, 0, 0]],
    [0, 10, [422, 423, 857, 858]],
    // By division of the degrees.
    [1, 0, [0, 0, 1, 1]],
    [1, 10, [341, 343, 1714, 1716]],
  ])('of grid %i at zoom %i', (grid, zoom, expected) => {
    expect(limits(grid, zoom)).toEqual(expected);
  });

  it('are those of the grid where the layer is all of the Earth', () => {
    for (const grid of GRIDS)
      expect(matrixLimits(grid, [-180, -90, 180, 90])[1]).toEqual({
        ...{
          tileMatrix: '1',
          minTileRow: 0,
          maxTileRow: grid.high * 2 - 1,
          minTileCol: 0,
          maxTileCol: grid.wide * 2 - 1,
        },
      });
  });
});
