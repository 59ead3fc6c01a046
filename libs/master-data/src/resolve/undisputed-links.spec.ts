import { describe, expect, it } from '@jest/globals';
import { undisputedLinks } from './undisputed-links.js';

const undisputed = (links: [number, number][], others: number[] = []): [number, number][] =>
  undisputedLinks(
    links.map(([a, b]) => ({ a, b, weight: 9 })),
    others,
  ).map(({ a, b }) => [a, b]);

describe('links that nothing disputes', () => {
  it('are those between two records that no other link leads to', () => {
    expect(
      undisputed([
        [0, 1],
        [2, 3],
        [3, 4],
        [5, 6],
        [7, 6],
      ]),
    ).toEqual([[0, 1]]);
  });

  it('are none of a record that an identifier or a decision speaks of', () => {
    expect(
      undisputed(
        [
          [0, 1],
          [2, 3],
        ],
        [3],
      ),
    ).toEqual([[0, 1]]);
  });

  it('are none with a record of which nothing is known any more', () => {
    expect(
      undisputed([
        [0, -1],
        [2, 3],
      ]),
    ).toEqual([[2, 3]]);
  });
});
