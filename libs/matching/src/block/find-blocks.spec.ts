import { describe, expect, it } from '@jest/globals';
import { recordColumns } from '../columns/record-columns.js';
import type { BlockingRule, Profile } from '../model/match-model.js';
import { type Blocking, type BlockingOptions, findBlocks } from './find-blocks.js';

const find = (rule: BlockingRule, profiles: readonly Profile[], options: BlockingOptions): Promise<Blocking> => {
  const blocking = [rule];
  const test = { name: 'k', levels: [] };
  const rest = { code: 't', version: 1, prior: 0.1, thresholds: { link: 1, review: 0 }, exclusive: [] };
  const records = recordColumns({ ...rest, ...options, blocking, comparisons: [test] }, profiles);
  return findBlocks(blocking, records, options);
};

const pairs = ({ blocks }: Blocking): string[] =>
  Array.from({ length: blocks.size }, (_, a) => [...blocks.candidates(a)].sort().map((b) => `${a}-${b}`)).flat();

describe('findBlocks', () => {
  const profiles: Profile[] = [
    { k: ['x', 'y', 'z'] },
    { k: ['x', 'z'] },
    { k: ['y', 'z', 'x2'] },
    { k: ['z', 'x2', 'x2'] },
  ];
  const rule = { name: 'k', parts: [{ field: 'k' }] };

  it('gives each pair once, and reports the keys too frequent to name all', async () => {
    const found = await find(rule, profiles, { maxKeyFrequency: 3 });
    // Under z, which all four have, 0 and 3 are not next to each other.
    expect(pairs(found)).toEqual(['0-1', '0-2', '1-2', '1-3', '2-3']);
    expect(found.skipped).toEqual([{ key: 'k:z', frequency: 4 }]);
    expect(found.rules).toEqual([{ rule: 'k', pairs: 9 }]);
    expect([found.blocks.share(0, 2), found.blocks.share(2, 3), found.blocks.share(0, 3)]).toEqual([true, true, false]);
  });

  it('gives a pair of two keys once, and those of a record on both sides when asked', async () => {
    const both = [{ k: ['x', 'y'] }, { k: ['y', 'x'] }, { k: ['x'] }];
    const { blocks } = await find(rule, both, { maxKeyFrequency: 3 });
    for (const _ of [1, 2]) expect([...blocks.candidates(1, true)].sort()).toEqual([0, 2]);
    expect([...blocks.candidates(1)]).toEqual([2]);
  });

  it('refines a key that is too frequent by another field instead of dropping it', async () => {
    const towns = ['a', 'a', 'b', 'b'];
    const refined = profiles.map((_, i) => ({ k: ['z'], town: [towns[i]!] }));
    const found = await find({ ...rule, refine: [{ field: 'town' }] }, refined, { maxKeyFrequency: 3 });
    expect(pairs(found)).toEqual(['0-1', '2-3']);
    expect([found.skipped, found.refined]).toEqual([[], 1]);
  });

  it('leaves records that lack the field of a refinement under their key, for the field after it', async () => {
    const some: Profile[] = [{ town: ['a'] }, { town: ['a'] }, {}, { street: ['s'] }, { street: ['s'] }];
    const refine = [{ field: 'town' }, { field: 'street' }];
    const keyed = some.map((each) => ({ k: ['z'], ...each }));
    const found = await find({ ...rule, refine }, keyed, { maxKeyFrequency: 2 });
    expect(pairs(found)).toEqual(['0-1', '3-4']);
    expect([found.skipped, found.refined]).toEqual([[], 2]);
  });

  it('needs every part of a key, cut and rewritten as the rule says', async () => {
    const rows: Profile[] = [
      { k: ['x1', 'y1'], d: ['1-2'] },
      { k: ['x9'], d: ['12'] },
      { k: ['y8'], d: ['13'] },
      { k: ['x7'] },
    ];
    const parts = [
      { field: 'k', first: 1 },
      { field: 'd', transform: 'digits' as const },
    ];
    const found = await find({ name: 'kd', parts }, rows, { maxKeyFrequency: 5 });
    expect(pairs(found)).toEqual(['0-1']);
  });

  it('finds a record of very many values under the first keys only, as the index does', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `v${i}`);
    const rows = [{ k: many }, { k: ['v31'] }, { k: ['v32'] }];
    expect(pairs(await find(rule, rows, { maxKeyFrequency: 5 }))).toEqual(['0-1']);
  });

  it('compares only across files when they are linked', async () => {
    const found = await find(rule, profiles, { maxKeyFrequency: 4, sources: [0, 0, 1, 1] });
    expect(pairs(found)).toEqual(['0-2', '0-3', '1-2', '1-3']);
  });

  it('of three hundred records under one key pairs those that are alike, in whatever order they come', async () => {
    // Thirty kinds of ten, told apart by town and street together.
    const many = Array.from({ length: 300 }, (_, i) => ({ k: ['z'], town: [`t${i % 5}`], street: [`s${i % 6}`] }));
    const order = many.map((_, i) => (i * 7 + 3) % 300);
    const compared = {
      name: 'c',
      levels: [{ name: 'same', when: { test: 'exact' as const, field: 'town' }, m: 0.9, u: 0.1 }],
    };
    const street = {
      ...compared,
      name: 'd',
      levels: [{ ...compared.levels[0]!, when: { test: 'exact' as const, field: 'street' } }],
    };
    const model = {
      code: 't',
      version: 1,
      prior: 0.1,
      thresholds: { link: 1, review: 0 },
      exclusive: [],
      maxKeyFrequency: 20,
    };
    const kinds = async (list: readonly Profile[], ranks: Uint32Array): Promise<string[]> => {
      const records = recordColumns({ ...model, blocking: [rule], comparisons: [compared, street] }, list);
      const { blocks } = await findBlocks([rule], records, { maxKeyFrequency: 20, ranks });
      const found: string[] = [];
      for (let a = 0; a < list.length; a++)
        for (const b of blocks.candidates(a)) found.push([ranks[a]!, ranks[b]!].sort((x, y) => x - y).join('-'));
      return found.sort();
    };
    const found = await kinds(
      many,
      Uint32Array.from(many, (_, i) => i),
    );
    for (let i = 0; i < 300; i++) for (let j = i + 30; j < 300; j += 30) expect(found).toContain(`${i}-${j}`);
    expect(found.length).toBeLessThan(300 * 20 * 2);
    const shuffled = order.map((i) => many[i]!);
    expect(await kinds(shuffled, Uint32Array.from(order))).toEqual(found);
  });
});
