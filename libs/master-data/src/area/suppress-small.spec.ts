import { describe, expect, it } from '@jest/globals';
import { suppressSmall } from './suppress-small.js';

describe('counts that would tell of single people', () => {
  it('are not told', () => {
    expect(suppressSmall([3, 120, 4, 0])).toEqual([null, 120, null, 0]);
  });

  it('do not follow from the total: a second one goes with a single one', () => {
    expect(suppressSmall([3, 120, 40, 0])).toEqual([null, 120, null, 0]);
  });

  it('do not follow from the total where two are hidden: both one, or both four', () => {
    expect(suppressSmall([1, 1, 120, 40])).toEqual([null, null, 120, null]);
    expect(suppressSmall([4, 120, 4])).toEqual([null, null, null]);
    expect(suppressSmall([1, 120, 2])).toEqual([null, 120, null]);
  });

  it('leave nothing of a division of few people', () => {
    expect(suppressSmall([1, 0, 2])).toEqual([null, null, null]);
  });

  it('are told from the smallest cell on', () => {
    expect(suppressSmall([5, 6])).toEqual([5, 6]);
    expect(suppressSmall([0, 0])).toEqual([0, 0]);
    expect(suppressSmall([9, 10], 10)).toEqual([null, null]);
  });
});
