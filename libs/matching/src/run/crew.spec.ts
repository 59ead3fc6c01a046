import { describe, expect, it } from '@jest/globals';
import { findBlocks } from '../block/find-blocks.js';
import { recordColumns } from '../columns/record-columns.js';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import { randomNumbers } from '../train/random-numbers.js';
import { trainModel } from '../train/train-model.js';
import { Crew } from './crew.js';
import { chunkOf } from './score-chunks.js';
import { scorePairs } from './score-pairs.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.05,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 50,
  exclusive: [{ field: 'code', conflicting: true }],
  blocking: [
    { name: 'town', parts: [{ field: 'town' }] },
    { name: 'street', parts: [{ field: 'street' }, { field: 'town', first: 1 }] },
  ],
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
const program = new URL('../../../../dist/libs/matching/src/run/crew-worker.js', import.meta.url);

describe('any number of threads', () => {
  const random = randomNumbers(5);
  const below = (n: number): string => String(Math.floor(random() * n));
  const profiles = Array.from({ length: chunkOf * 4 + 100 }, (): Profile => ({
    town: random() < 0.2 ? [below(90), below(90)] : [below(90)],
    street: [`elm road ${below(20)}`],
    code: [below(400)],
  }));
  const records = recordColumns(model, profiles);
  const proving = profiles.map((profile) => compileModel(model).exclusiveKeys(profile));

  const run = async (threads: number) => {
    const crew = new Crew(threads, program);
    try {
      const { blocks, ...blocking } = await findBlocks(model.blocking, records, { ...model, crew });
      const training = await trainModel(model, records, blocks, { candidates: 20_000, crew });
      const scored = await scorePairs({ model, records, blocks, proving, crew });
      return { blocking, blocks: blocks.memory, training, scored };
    } finally {
      await crew.close();
    }
  };

  it('finds the same blocks, learns the same and scores the same pairs, in the same order', async () => {
    const alone = await run(1);
    expect(alone.blocking.rules.map(({ rule }) => rule)).toEqual(['town', 'street']);
    expect(alone.training.candidates).toBeGreaterThan(4_096);
    expect(alone.scored.weight.length).toBeGreaterThan(1_000);
    expect(alone.scored.weight.some((weight) => weight > 500)).toBe(true);
    for (const threads of [2, 3]) expect(await run(threads)).toEqual(alone);
  }, 60_000);
});

it('a thread that fails is told of, and the others are not waited for', async () => {
  const records = recordColumns(model, [{ town: ['a'] }]);
  const crew = new Crew(2, new URL('data:text/javascript,throw new Error("broken")'));
  await expect(
    crew.run('block', { rules: [], maxKeyFrequency: 1, sources: undefined, ranks: undefined }, records, 0),
  ).rejects.toThrow('broken');
  await crew.close();
});
