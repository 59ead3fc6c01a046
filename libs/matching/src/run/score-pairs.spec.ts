import { expect, it } from '@jest/globals';
import { findBlocks } from '../block/find-blocks.js';
import { recordColumns } from '../columns/record-columns.js';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import { randomNumbers } from '../train/random-numbers.js';
import { chunkOf } from './score-chunks.js';
import { scorePairs } from './score-pairs.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.05,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 50,
  exclusive: [{ field: 'code', conflicting: true }],
  blocking: [{ name: 'town', parts: [{ field: 'town' }] }],
  comparisons: [
    {
      name: 'street',
      levels: [
        { name: 'same', when: { test: 'words', field: 'street', atLeast: 0.9 }, m: 0.8, u: 0.01, frequency: 'street' },
        { name: 'near', when: { test: 'edits', field: 'street', atMost: 2 }, m: 0.1, u: 0.1 },
        { name: 'other', m: 0.1, u: 0.89 },
      ],
    },
  ],
  frequencies: {
    street: { values: { 'elm road 1': 0.1 }, other: 0.01 },
    'street#words': { values: { road: 0.5 }, other: 0.02 },
  },
};

/** The program that threads run is compiled; `npm test` builds before it tests. */
const program = new URL('../../../../dist/libs/matching/src/run/score-worker.js', import.meta.url);

it('finds the same pairs with any number of threads, in the same order', async () => {
  const random = randomNumbers(5);
  const below = (n: number): string => String(Math.floor(random() * n));
  const profiles = Array.from({ length: chunkOf * 4 + 100 }, (): Profile => ({
    town: random() < 0.2 ? [below(90), below(90)] : [below(90)],
    street: [`elm road ${below(20)}`],
    code: [below(400)],
  }));
  const records = recordColumns(model, profiles);
  const { blocks } = await findBlocks(model.blocking, records, model);
  const compiled = compileModel(model);
  const proving = profiles.map((profile) => compiled.exclusiveKeys(profile));
  const of = (threads: number) =>
    scorePairs({ compiled, records, blocks, comparer: compiled.over(records), proving, threads, program });
  const alone = await of(1);
  expect(alone.weight.length).toBeGreaterThan(1_000);
  expect(alone.weight.some((weight) => weight > 500)).toBe(true);
  for (const threads of [2, 3]) expect(await of(threads)).toEqual(alone);
}, 60_000);
