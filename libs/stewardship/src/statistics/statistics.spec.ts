import { describe, expect, it } from '@jest/globals';
import { agreementOf } from './agreement.js';
import { weightBands } from './weight-bands.js';

describe('agreementOf', () => {
  it('says nothing where nothing was judged twice', () => {
    expect(agreementOf([])).toEqual({ judged: 0, agreed: 0, rate: null, kappa: null });
  });

  it('takes chance off', () => {
    // The example of every textbook: 20 times both yes, 15 times both no, 5 and 10 times split: kappa 0.4.
    const times = (count: number, first: string, second: string) =>
      Array.from({ length: count }, () => ({ first, second }));
    const { rate, kappa } = agreementOf([
      ...times(20, 'same', 'same'),
      ...times(5, 'same', 'different'),
      ...times(10, 'different', 'same'),
      ...times(15, 'different', 'different'),
    ]);
    expect(rate).toBeCloseTo(0.7);
    expect(kappa).toBeCloseTo(0.4);
  });

  it('counts what was only taken back as disagreement', () => {
    expect(agreementOf([{ first: 'same', second: null }])).toMatchObject({ judged: 1, agreed: 0, rate: 0 });
  });

  it('knows no kappa where everybody always says the same', () => {
    expect(agreementOf([{ first: 'same', second: 'same' }]).kappa).toBeNull();
  });
});

describe('weightBands', () => {
  it('sets what the model promised beside what stewards said', () => {
    expect(
      weightBands([
        { weight: 1, same: true },
        { weight: 1, same: false },
        { weight: -0.5, same: false },
      ]),
    ).toEqual([
      { from: -1, to: 0, same: 0, different: 1, expected: 1 / (1 + 2 ** 0.5), observed: 0 },
      { from: 1, to: 2, same: 1, different: 1, expected: 2 / 3, observed: 0.5 },
    ]);
  });
});
