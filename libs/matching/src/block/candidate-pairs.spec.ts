import { expect, it } from '@jest/globals';
import { candidatePairs } from './candidate-pairs.js';

it('gives each pair once, and reports the keys too frequent to name any', () => {
  const { a, b, skipped } = candidatePairs(
    [
      ['x', 'y', 'z'],
      ['x', 'z'],
      ['y', 'z', 'x2'],
      ['z', 'x2', 'x2'],
    ],
    3,
  );
  expect([...a].map((record, i) => `${record}-${b[i]}`)).toEqual(['0-1', '0-2', '2-3']);
  expect(skipped).toEqual([{ key: 'z', frequency: 4 }]);
});
