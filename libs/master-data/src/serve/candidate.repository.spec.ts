import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, testDatabaseKinds, Vault, type TestDatabase } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { CandidateRepository } from './candidate.repository.js';

const base = { code: 'population', schema: 'population' } as BaseDefinition;

const id = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;

describe.each(testDatabaseKinds())('records under the keys of one (%s)', (kind) => {
  let test: TestDatabase;
  let candidates: CandidateRepository;

  beforeAll(async () => {
    test = await createTestDatabase(kind);
    const vault = Vault.ephemeral();
    candidates = new CandidateRepository(test.database, vault);
    const { database } = test;
    await database.query(`UPDATE catalogue.base_clock SET number = 5 WHERE base = 'population'`);
    await database.query(
      `INSERT INTO population.match_model (version, origin, status, model, actor) VALUES (3, 'built-in', 'active', '{}', 'system')`,
    );
    // Records 1 to 4 lie under key 10, record 1 under 11 too; 5 has ended, 6 is not published yet, 7 lies under another key.
    for (const [record, keys, since, until] of [
      [1, [10, 11], 1, 99],
      [2, [10], 1, 99],
      [3, [10], 1, 99],
      [4, [10], 1, 99],
      [5, [11], 1, 4],
      [6, [11], 6, 99],
      [7, [12], 1, 99],
    ] as const) {
      await database.query(
        `INSERT INTO population.source (record_id, dataset, source_key, profile) VALUES ($1, 'd', $2, $3)`,
        [id(record), String(record), JSON.stringify(vault.sealJson({ name: [`n${record}`] }))],
      );
      await database.query(
        `INSERT INTO population.crosswalk (record_id, since, until, master_id, dataset, source_key, reason)
         VALUES ($1, $2, $3, $1, 'd', $4, 'single')`,
        [id(record), since, until, String(record)],
      );
      for (const key of keys) {
        await database.query(`INSERT INTO population.match_key (key, record_id) VALUES ($1, $2)`, [key, id(record)]);
      }
    }
  });

  afterAll(() => test.close());

  const under = async (
    keys: number[],
    { most = 20, common = false, proofs = [] as number[] } = {},
  ): Promise<[number | null, string[]]> => {
    const asked = { keys: keys.map(BigInt), proofs: proofs.map(BigInt), most, common };
    const { model, items } = await candidates.under(base, asked);
    return [model, items.map(({ profile }) => profile['name']![0]!).sort()];
  };

  it('are those published now, opened, with the model in force', async () => {
    expect(await under([10, 11])).toEqual([3, ['n1', 'n2', 'n3', 'n4']]);
    expect(await under([11])).toEqual([3, ['n1']]);
  });

  it('are passed over under a key that more share than its limit, unless common ones are asked for', async () => {
    expect(await under([10, 12], { most: 3 })).toEqual([3, ['n7']]);
    expect(await under([10], { most: 4 })).toEqual([3, ['n1', 'n2', 'n3', 'n4']]);
    const [, some] = await under([10], { most: 2, common: true });
    expect(some).toHaveLength(3);
  });

  it('are also those with an identifier that proves it, however many share other keys', async () => {
    await test.database.query(`INSERT INTO population.exclusive_key (key, record_id) VALUES (70, $1)`, [id(7)]);
    expect(await under([10], { most: 3, proofs: [70] })).toEqual([3, ['n7']]);
  });

  it('are none where nobody has such a key; the model is told all the same', async () => {
    expect(await under([99])).toEqual([3, []]);
    expect(await under([])).toEqual([3, []]);
  });
});
