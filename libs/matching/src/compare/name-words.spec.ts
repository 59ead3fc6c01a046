import { describe, expect, it } from '@jest/globals';
import { namedWordsOf, nameOverlap } from './name-words.js';

/** Words of a trade are common, all others rare. */
const common = new Set(['packaging', 'manufacturing', 'mfg', 'group', 'ltd', 'services']);
const rarity = (word: string): number => (common.has(word) ? 2 : 10);
const overlap = (a: string, b: string, contained = false): number => {
  const [x, y] = [namedWordsOf(a, rarity)!, namedWordsOf(b, rarity)!];
  expect(nameOverlap(y, x, contained)).toBeCloseTo(nameOverlap(x, y, contained));
  return nameOverlap(x, y, contained);
};

describe('nameOverlap', () => {
  it('takes words in any order, and common ones for little', () => {
    expect(overlap('packaging cavendish', 'cavendish packaging')).toBe(1);
    expect(overlap('cavendish packaging', 'cavendish services')).toBeCloseTo(10 / 12);
    expect(overlap('cavendish packaging', 'langmere packaging')).toBeCloseTo(2 / 12);
  });

  it.each([
    ['rushmoor mfg', 'rushmoor manufacturing', 'a short form'],
    ['northern logistics', 'nthn logistics', 'without vowels'],
    ['universal exports', 'univrsl export', 'slips'],
    ['hay stack', 'haystack', 'word breaks'],
    ['ibm', 'intl business machines', 'initials'],
  ])('%s and %s are nearly the same: %s', (a, b) => {
    const alike = overlap(a, b);
    expect(alike).toBeGreaterThan(0.75);
    expect(alike).toBeLessThan(1);
  });

  it('takes no number for another, and no name for a short form', () => {
    expect(overlap('store 12', 'store 13')).toBeCloseTo(0.5);
    expect(overlap('marin', 'marketing')).toBe(0);
  });

  it('finds the name that says less in the one that says more', () => {
    expect(overlap('universal exports', 'universal exports singapore', true)).toBe(1);
    expect(overlap('universal exports', 'universal services', true)).toBeLessThan(0.9);
  });
});
