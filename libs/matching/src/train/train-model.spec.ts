import { beforeAll, describe, expect, it } from '@jest/globals';
import { findBlocks } from '../block/find-blocks.js';
import { recordColumns } from '../columns/record-columns.js';
import type { Comparison, MatchModel, Profile } from '../model/match-model.js';
import { randomNumbers } from './random-numbers.js';
import { trainModel, type Training } from './train-model.js';

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
    { name: 'street', parts: [{ field: 'street' }] },
  ],
  comparisons: [
    compareExactly('color'),
    compareExactly('town'),
    compareExactly('number', 0.6, 0.3),
    compareExactly('street', 0.8, 0.1),
    { ...compareExactly('kind'), levels: compareExactly('kind').levels.map((level) => ({ ...level, fixed: true })) },
  ],
};

/** 2,000 things, two records of each; a record keeps its true color in 95 %, town in 80 %, number in 70 %, street in 90 %. */
function records(): Profile[] {
  const random = randomNumbers(3);
  const below = (n: number): string => String(Math.floor(random() * n));
  return Array.from({ length: 2_000 }, () => [below(100), below(40), below(500), below(1_000)] as const).flatMap(
    ([color, town, number, street]) =>
      [0, 1].map(() => ({
        color: [random() < 0.95 ? color : below(100)],
        town: [random() < 0.8 ? town : below(40)],
        number: [random() < 0.7 ? number : below(500)],
        street: [random() < 0.9 ? street : below(1_000)],
        kind: ['k'],
      })),
  );
}

async function train(declared = model, profiles = records()): Promise<Training> {
  const columns = recordColumns(declared, profiles);
  const { blocks } = await findBlocks(declared.blocking, columns, declared);
  return trainModel(declared, columns, blocks, { randomPairs: 100_000 });
}

describe('trainModel', () => {
  let training: Training;

  beforeAll(async () => {
    training = await train();
  });
  const level = (comparison: string): { m: number; u: number } =>
    training.model.comparisons.find(({ name }) => name === comparison)!.levels[0]!;

  it('counts u on random pairs', () => {
    expect(level('color').u).toBeCloseTo(1 / 100, 2);
    expect(level('town').u).toBeCloseTo(1 / 40, 2);
    expect(level('number').u).toBeCloseTo(1 / 500, 2);
  });

  it('finds m without labels: the chance that both records of a thing kept the value', () => {
    // Four fields are little: pairs that agree on one only cannot be told from chance, which raises m somewhat.
    const off = (found: number, kept: number): number => Math.abs(found - kept ** 2);
    expect(off(level('color').m, 0.95)).toBeLessThan(0.1);
    expect(off(level('town').m, 0.8)).toBeLessThan(0.1);
    expect(off(level('number').m, 0.7)).toBeLessThan(0.1);
  });

  it('leaves fixed levels alone, and the given model', () => {
    expect(level('kind')).toMatchObject({ m: 0.9, u: 0.2 });
    expect(model.comparisons[0]!.levels[0]!.m).toBe(0.9);
  });

  it('estimates how many pairs are the same, and the prior with them', () => {
    // 2,000 things of two records each; those that kept one field of the four are not found.
    expect(training.matches).toBeGreaterThan(1_500);
    expect(training.matches).toBeLessThan(2_200);
    expect(training.model.prior).toBeCloseTo(training.matches / ((4_000 * 3_999) / 2), 6);
  });

  it('gives the same model twice', () => expect(train()).resolves.toEqual(training));

  it('believes a small file more than the prior of a whole base', async () => {
    // Forty things, twenty of them twice.
    const things = Array.from({ length: 40 }, (_, i): Profile => {
      const own = [String(i)];
      return { color: own, town: own, number: own, street: own, kind: ['k'] };
    });
    const base = { ...model, prior: 1e-7 };
    const { matches, model: trained } = await train(base, [...things, ...things.slice(0, 20)]);
    expect(matches).toBeCloseTo(20, 0);
    expect(trained.prior).toBeGreaterThan(20 / 3_000);
    // What nobody has twice stays apart, and a file without duplicates stays one.
    const none = await train(base, things);
    expect(none.matches).toBeLessThan(1);
    expect(none.model.prior).toBeLessThan(1 / 700);
  });

  it('gives a level set by hand the share it has, and the others the rest', async () => {
    const [same, other] = compareExactly('color').levels;
    const byHand = {
      ...model,
      comparisons: [{ name: 'color', levels: [same!, { ...other!, fixed: true }] }, ...model.comparisons.slice(1)],
    };
    const trained = (await train(byHand)).model.comparisons[0]!.levels;
    expect(trained[0]!.u).toBeCloseTo(1 / 100, 2);
    expect(trained[1]).toMatchObject({ m: other!.m, u: other!.u });
  });

  it('finds no more of a level than it may hold, and shares out what is beyond', async () => {
    const [same, other] = compareExactly('number').levels;
    const bounded = (mostM: number): MatchModel => ({
      ...model,
      comparisons: model.comparisons.map((comparison) =>
        comparison.name === 'number' ? { name: 'number', levels: [same!, { ...other!, mostM }] } : comparison,
      ),
    });
    const found = async (mostM: number): Promise<number[]> => {
      const { comparisons } = (await train(bounded(mostM))).model;
      return comparisons.find(({ name }) => name === 'number')!.levels.map(({ m }) => m);
    };
    const free = await found(0.9);
    expect(free[1]).toBeGreaterThan(0.3);
    expect(free[1]).toBeLessThan(0.9);
    const [kept, differing] = await found(0.2);
    expect(differing).toBe(0.2);
    expect(kept).toBeCloseTo(0.8);
  });
});
