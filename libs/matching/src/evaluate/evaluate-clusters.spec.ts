import { describe, expect, it } from '@jest/globals';
import { evaluateClusters, thresholdCurve } from './evaluate-clusters.js';

describe('evaluateClusters', () => {
  it('counts pairs, and records by B³', () => {
    // Bagga and Baldwin's example: 5 + 2 + 5 records, the last two things put into one cluster.
    const truth = 'aaaaabbccccc'.split('');
    const found = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2];
    const { pairwise, bCubed } = evaluateClusters(found, truth);
    expect(pairwise).toMatchObject({ truePairs: 21, foundPairs: 31, rightPairs: 21, recall: 1 });
    expect(bCubed.recall).toBe(1);
    expect(bCubed.precision).toBeCloseTo((5 + (4 + 25) / 7) / 12);
  });

  it('calls nothing found of nothing to find perfect', () => {
    expect(evaluateClusters([0, 1], ['a', 'b']).pairwise).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });
});

describe('thresholdCurve', () => {
  it('has a point per distinct weight, heaviest first, and counts pairs never compared as missed', () => {
    const pairs = { a: [0, 0, 1], b: [1, 2, 2], weight: [9, 3, 3] };
    expect(thresholdCurve(pairs, ['x', 'x', 'x'], 6)).toEqual([
      { threshold: 9, foundPairs: 1, rightPairs: 1, precision: 1, recall: 1 / 6, f1: 2 / 7 },
      { threshold: 3, foundPairs: 3, rightPairs: 3, precision: 1, recall: 0.5, f1: 2 / 3 },
    ]);
  });
});
