import { expect, it } from '@jest/globals';
import { recordColumns } from '../columns/record-columns.js';
import type { MatchModel } from '../model/match-model.js';
import { findBlocks } from './find-blocks.js';
import { idleRules } from './idle-rules.js';

const model: MatchModel = {
  ...{ code: 'test', version: 1, prior: 0.1, maxKeyFrequency: 50, exclusive: [] },
  thresholds: { link: 5, review: 0 },
  blocking: ['number', 'town', 'name'].map((field) => ({ name: field, parts: [{ field }] })),
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', when: { test: 'exact', field: 'name' }, m: 0.9, u: 0.1 },
        { name: 'other', m: 0.1, u: 0.9 },
      ],
    },
  ],
};

/** Things with a number each, of which both records have it, but for the first: it is known by name alone. In a town live five things. */
const profiles = Array.from({ length: 100 }, (_, thing) =>
  [0, 1].map(() => ({
    number: thing === 0 ? [] : [String(thing)],
    town: [`town ${Math.floor(thing / 5)}`],
    name: thing === 0 ? ['rare'] : [],
  })),
).flat();

const sampleOf = async (same: (a: number, b: number) => number) => {
  const { blocks } = await findBlocks(model.blocking, recordColumns(model, profiles), model);
  const pairs = Array.from({ length: blocks.size }, (_, a) =>
    [...blocks.candidates(a)].map((b) => [a, b] as const),
  ).flat();
  const [a, b] = [0, 1].map((side) => Int32Array.from(pairs, (pair) => pair[side]!)) as [Int32Array, Int32Array];
  return { blocks, sample: { a, b, value: Float32Array.from(pairs, ([x, y]) => same(x, y)) } };
};

const isOneThing = (a: number, b: number): number => (a >> 1 === b >> 1 ? 1 : 0);

it('are those whose pairs are not the same unless another rule names them', async () => {
  const { blocks, sample } = await sampleOf(isOneThing);
  // By town many are compared in vain; the one thing without a number is found by its name as well.
  expect(idleRules(blocks, sample)).toEqual([1]);
  const rest = blocks.without([1]);
  expect([rest.share(0, 1), rest.share(2, 3), rest.share(2, 4)]).toEqual([true, true, false]);
  expect([[...rest.candidates(2)], [...rest.candidates(0)]]).toEqual([[3], [1]]);
  expect([blocks.rulesOf(0, 1), blocks.rulesOf(2, 3), rest.rulesOf(2, 3)]).toEqual([[1, 2], [0, 1], [0]]);
});

it('are none where each finds what no other does', async () => {
  const { blocks, sample } = await sampleOf((a, b) => (isOneThing(a, b) === 1 || (a < 10 && b < 10) ? 1 : 0));
  expect(idleRules(blocks, sample)).toEqual([]);
});
