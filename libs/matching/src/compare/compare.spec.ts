import { describe, expect, it } from '@jest/globals';
import { bigrams, containment, dice } from './bigrams.js';
import { compatible, daysBetween, oneDigitOff, partialDate, transposed } from './dates.js';
import { edits } from './edits.js';
import { jaroWinkler } from './jaro-winkler.js';
import { jaccard } from './measures.js';
import { isInitialism, initials, numbersOf, tokenOverlap, weightedTokens } from './tokens.js';
import { randomNumbers } from '../train/random-numbers.js';

describe('edits', () => {
  it.each([
    ['913302', '913302', 0, 'equal'],
    ['913302', '913303', 1, 'one replaced'],
    ['913302', '91302', 1, 'one left out'],
    ['913302', '913032', 1, 'two neighbours swapped'],
    ['海天塑机', '海田塑机', 1, 'one character replaced'],
    ['ca', 'abc', 3, 'no edit inside a swap (optimal string alignment)'],
    ['kitten', 'sitting', 3, 'replace, replace, insert'],
    ['', 'abcdef', 4, 'further than the limit'],
  ])('%s and %s: %i, %s', (a, b, distance) => {
    expect(edits(a, b, 3)).toBe(distance);
    expect(edits(b, a, 3)).toBe(distance);
  });

  it('stops early without changing the answer', () => {
    const random = randomNumbers(7);
    const word = (): string =>
      Array.from({ length: Math.floor(random() * 9) }, () => 'abc'[Math.floor(random() * 3)]).join('');
    for (let i = 0; i < 3_000; i++) {
      const [a, b] = [word(), word()];
      const exact = edits(a, b, 20);
      for (const limit of [1, 2, 3])
        expect([a, b, limit, edits(a, b, limit)]).toEqual([a, b, limit, Math.min(exact, limit + 1)]);
    }
  });
});

describe('jaroWinkler', () => {
  // Winkler's own examples.
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.8133],
    ['abc', 'xyz', 0],
  ])('%s and %s: %f', (a, b, similarity) => expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 3));
});

describe('bigrams', () => {
  const grams = (text: string): number[] => bigrams(text)!;

  it('count what two texts share', () => {
    expect(dice(grams('海天塑机'), grams('海天塑机'))).toBe(1);
    expect(dice(grams('海天塑机'), grams('海天机械'))).toBeCloseTo(1 / 3);
    expect(dice(grams('天'), grams('天'))).toBe(1);
  });

  it('find an address without its city in the one with it', () => {
    expect(containment(grams('中山西路100号'), grams('宁波市海曙区中山西路100号'))).toBe(1);
  });
});

describe('tokens', () => {
  const weights = new Map([['ltd', 0.1]]);
  const overlap = (a: string, b: string): number =>
    tokenOverlap(weightedTokens(a, weights)!, weightedTokens(b, weights)!);

  it('weigh common words less and ignore their order', () => {
    expect(overlap('Textiles, Penhale Ltd.', 'Penhale Textiles LTD')).toBe(1);
    expect(overlap('Penhale Textiles Ltd', 'Penhale Textiles')).toBeGreaterThan(0.97);
    expect(overlap('Penhale Ltd', 'Redgate Ltd')).toBeLessThan(0.1);
  });

  it('know initials', () => {
    const side = (text: string): { text: string; initials: string } => ({
      text: text.toLowerCase(),
      initials: initials(text),
    });
    expect(isInitialism(side('Ningbo Port Group'), side('NPG'))).toBe(true);
    expect(isInitialism(side('Ningbo'), side('N'))).toBe(false);
  });

  it('take the numbers out of an address', () => {
    expect(numbersOf('中山西路100号03幢201室')).toEqual(['100', '201', '3']);
    expect(numbersOf('海曙区')).toBeNull();
  });

  it('share of values in two lists', () => expect(jaccard(['a', 'b'], ['b', 'c'])).toBeCloseTo(1 / 3));
});

describe('dates', () => {
  const date = (text: string): NonNullable<ReturnType<typeof partialDate>> => partialDate(text)!;

  it('compare partial dates by what both say', () => {
    expect(compatible(date('1987'), date('1987-05-20'))).toBe(true);
    expect(compatible(date('1987-05'), date('1987-06-20'))).toBe(false);
    expect(partialDate('87-05-20')).toBeNull();
  });

  it('see day and month swapped', () => {
    expect(transposed(date('1987-05-12'), date('1987-12-05'))).toBe(true);
    expect(transposed(date('1987-05-05'), date('1987-05-05'))).toBe(false);
    expect(transposed(date('1987'), date('1987'))).toBe(false);
  });

  it('see one digit off, and count days', () => {
    expect(oneDigitOff(date('1987-05-12'), date('1989-05-12'))).toBe(true);
    expect(oneDigitOff(date('1987-05-12'), date('1987-05-12'))).toBe(false);
    expect(daysBetween(date('1987-02-28'), date('1987-03-01'))).toBe(1);
    expect(daysBetween(date('1987'), date('1987-03-01'))).toBe(Infinity);
  });
});
