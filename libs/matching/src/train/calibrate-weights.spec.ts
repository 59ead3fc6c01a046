import { describe, expect, it } from '@jest/globals';
import { calibratedThreshold, calibrateWeights, type JudgedPair } from './calibrate-weights.js';

/** So many of these pairs, whose true odds are offset + slope · weight bits, spread evenly. */
function judged(count: number, offset: number, slope: number): JudgedPair[] {
  return Array.from({ length: count }, (_, i) => {
    const weight = -6 + (12 * i) / count;
    const probability = 1 / (1 + 2 ** -(offset + slope * weight));
    // The golden ratio spreads the second draw over every first one.
    return { weight, same: (i * 0.618_033_988_75) % 1 < probability };
  });
}

describe('calibrateWeights', () => {
  it('believes the model while nothing is judged', () => {
    expect(calibrateWeights([])).toEqual({ offset: 0, slope: 1 });
  });

  it('finds by how much the weights are off', () => {
    const found = calibrateWeights(judged(20_000, -2, 0.7));
    expect(found.offset).toBeCloseTo(-2, 1);
    expect(found.slope).toBeCloseTo(0.7, 1);
  });

  it('leaves a model that is right as it is', () => {
    const found = calibrateWeights(judged(20_000, 0, 1));
    expect(found.offset).toBeCloseTo(0, 1);
    expect(found.slope).toBeCloseTo(1, 1);
  });

  it('stays finite where all say the same', () => {
    const found = calibrateWeights(Array.from({ length: 500 }, () => ({ weight: 3, same: true })));
    expect(found.offset).toBeGreaterThan(0);
    expect(Math.abs(found.offset) + found.slope).toBeLessThan(100);
  });

  it('finds the share of one narrow band far from where it was believed', () => {
    const { offset, slope } = calibrateWeights(
      Array.from({ length: 90 }, (_, i) => ({ weight: 14 + (i % 10) / 10, same: i % 3 > 0 })),
    );
    expect(offset + slope * 14.5).toBeCloseTo(1, 0);
  });

  it('moves a threshold up where the model promises too much', () => {
    expect(calibratedThreshold({ offset: -2, slope: 0.5 }, 3)).toBe(10);
  });
});
