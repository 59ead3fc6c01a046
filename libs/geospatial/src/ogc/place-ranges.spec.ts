import { describe, expect, it } from '@jest/globals';
import { placeRanges } from './place-ranges.js';

describe('ranges of keys for a box', () => {
  it('are everything for the world', () => {
    expect(placeRanges([-180, -90, 180, 90])).toEqual([['', '~']]);
  });

  it('begin with what lies in the box and end with the cells above, apart from each other', () => {
    const ranges = placeRanges([121.41, 29.75, 121.65, 29.93]);
    const [first] = ranges;
    expect([first![0].length, first![1].endsWith('~')]).toEqual([5, true]);
    const beside = ranges.filter(([key, last]) => last.endsWith('~') && key.length > 5);
    expect(beside.length).toBeGreaterThan(0);
    expect(ranges.slice(ranges.findIndex(([key]) => key === '')).slice(0, 3)).toEqual([
      ['', ''],
      ['w', 'w'],
      ['wt', 'wt'],
    ]);
    const ends = ranges.toSorted(([a], [b]) => (a < b ? -1 : 1)).flat();
    expect(ends).toEqual(ends.toSorted());
    expect(ranges.length).toBeLessThan(128);
  });

  it.each([0.0001, 0.01, 0.24, 3, 40])('of %d degrees cover it, and little beside it', (size) => {
    const digit = (key: string): number => '0123456789bcdefghjkmnpqrstuvwxyz'.indexOf(key.at(-1)!);
    const area = placeRanges([100.123, 20.123, 100.123 + size, 20.123 + size])
      .filter(([first, last]) => first !== last)
      .reduce((sum, [first, last]) => {
        const cells = digit(last.slice(0, -1)) - digit(first) + 1;
        return sum + (cells * 360 * 180) / 32 ** first.length;
      }, 0);
    expect(area / size ** 2).toBeGreaterThan(1);
    expect(area / size ** 2).toBeLessThan(1.25);
  });

  // Of the geohash of Wikipedia's example: 57.64911, 10.40744.
  it('hold the cell of a place in the box, and leave the next ones out', () => {
    const holds = (key: string): boolean =>
      placeRanges([10.40743, 57.6491, 10.40745, 57.64912]).some(([first, last]) => first <= key && key <= last);
    expect(['u4pruydqqvj8', 'u4pruyd', 'u', 'u4pruydm0000', 'u4q', 'v'].map(holds)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
