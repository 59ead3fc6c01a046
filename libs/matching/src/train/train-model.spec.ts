import { describe, expect, it } from '@jest/globals';
import type { Comparison, MatchModel, Profile } from '../model/match-model.js';
import { randomNumbers } from './random-numbers.js';
import { trainModel } from './train-model.js';

const compareExactly = (field: string, m = 0.9, u = 0.2): Comparison => ({
  name: field,
  levels: [
    { name: 'same', when: { test: 'exact', field }, m, u },
    { name: 'other', m: 1 - m, u: 1 - u },
  ],
});

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.001,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 200,
  exclusive: [],
  blocking: [
    { name: 'color', parts: [{ field: 'color' }] },
    { name: 'town', parts: [{ field: 'town' }] },
    { name: 'number', parts: [{ field: 'number' }] },
  ],
  comparisons: [
    compareExactly('color'),
    compareExactly('town'),
    compareExactly('number', 0.6, 0.3),
    { ...compareExactly('kind'), levels: compareExactly('kind').levels.map((level) => ({ ...level, fixed: true })) },
  ],
};

/** 2,000 things, two records of each; a record keeps its true color in 95 %, town in 80 %, number in 70 %. */
function records(): Profile[] {
  const random = randomNumbers(3);
  const below = (n: number): string => String(Math.floor(random() * n));
  return Array.from({ length: 2_000 }, () => [below(100), below(40), below(500)] as const).flatMap(
    ([color, town, number]) =>
      [0, 1].map(() => ({
        color: [random() < 0.95 ? color : below(100)],
        town: [random() < 0.8 ? town : below(40)],
        number: [random() < 0.7 ? number : below(500)],
        kind: ['k'],
      })),
  );
}

describe('trainModel', () => {
  const training = trainModel(model, records(), { randomPairs: 100_000 });
  const level = (comparison: string): { m: number; u: number } =>
    training.model.comparisons.find(({ name }) => name === comparison)!.levels[0]!;

  it('counts u on random pairs', () => {
    expect(level('color').u).toBeCloseTo(1 / 100, 2);
    expect(level('town').u).toBeCloseTo(1 / 40, 2);
    expect(level('number').u).toBeCloseTo(1 / 500, 2);
  });

  it('finds m without labels: the chance that both records of a thing kept the value', () => {
    expect(level('color').m).toBeCloseTo(0.95 ** 2, 1);
    expect(level('town').m).toBeCloseTo(0.8 ** 2, 1);
    expect(level('number').m).toBeCloseTo(0.7 ** 2, 1);
  });

  it('leaves fixed levels alone, and the given model', () => {
    expect(level('kind')).toMatchObject({ m: 0.9, u: 0.2 });
    expect(model.comparisons[0]!.levels[0]!.m).toBe(0.9);
  });

  it('says per blocking rule how many pairs it gave and what share of them matched', () => {
    const { rule, pairs, matching } = training.rules[2]!;
    // 2,000 things of which 0.7² kept both numbers, among all pairs that agree on one of 500 numbers.
    expect([rule, matching! * pairs > 900, matching! * pairs < 1_100]).toEqual(['number', true, true]);
  });

  it('gives the same model twice', () =>
    expect(trainModel(model, records(), { randomPairs: 100_000 })).toEqual(training));
});
