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
    return [model, items.map(({ profile }) => profile['name']![0]!)];
  };

  it('are opened, those that share most first, with the model in force; whose they are is not asked yet', async () => {
    expect(await under([10, 11])).toEqual([3, ['n1', 'n2', 'n3', 'n4', 'n5', 'n6']]);
    expect(await under([12, 10, 11, 13])).toEqual([3, ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']]);
    expect(await under([10])).toEqual([3, ['n1', 'n2', 'n3', 'n4']]);
    expect(await under([11])).toEqual([3, ['n1', 'n5', 'n6']]);
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

  const scored = (...scores: readonly (readonly [number, number])[]) =>
    scores.map(([record, score]) => ({ record: id(record), score }));

  const likeliest = async (records: ReturnType<typeof scored>, limit = 10) =>
    (await candidates.likeliest(base, records, '2026-01-01', limit)).map(({ master, record }) => [master, record]);

  it('belong to masters, the one with the likeliest record first, those in force now alone', async () => {
    const { database } = test;
    await database.query(`UPDATE population.crosswalk SET master_id = $1 WHERE record_id = $2`, [id(2), id(3)]);
    const [one, two, seven] = [id(1), id(2), id(7)];
    expect(await likeliest(scored([1, 5], [2, 4], [3, 6.25], [5, 9], [6, 9]))).toEqual([
      [two, id(3)],
      [one, id(1)],
    ]);
    expect(await likeliest(scored([2, 5], [3, 5], [7, 5], [1, -1]), 2)).toEqual([
      [two, id(2)],
      [seven, id(7)],
    ]);
    expect(await likeliest(scored([3, 5], [2, 5]))).toEqual([[two, id(3)]]);
    expect(await likeliest(scored())).toEqual([]);
  });

  it('are published, any of them, or not', async () => {
    expect(await candidates.anyPublished(base, [id(5), id(6)])).toBe(false);
    expect(await candidates.anyPublished(base, [id(6), id(1)])).toBe(true);
    expect(await candidates.anyPublished(base, [])).toBe(false);
  });

  it('come with what is known of their master on a day', async () => {
    await test.database.query(
      `INSERT INTO population.publication (number, cause, actor, at) VALUES (2, 'batch', 'system', '2026-01-01T00:00:00Z')`,
    );
    await test.database.query(
      `INSERT INTO population.master_version (master_id, version, valid_from, valid_to, recorded_from, attributes, provenance)
       VALUES ($1, 1, '2020-01-01', '2026-02-01', 2, '{"name": "n1"}', '{}')`,
      [id(1)],
    );
    const golden = async (day: string) => (await candidates.likeliest(base, scored([1, 5]), day, 10))[0]!.golden;
    expect(await golden('2026-01-31')).toMatchObject({ id: id(1), version: 1, attributes: { name: 'n1' } });
    expect(await golden('2026-02-01')).toBeNull();
  });

  it('are not all found while keys are written anew, which is told', async () => {
    const asked = { keys: [10n], proofs: [], most: 20, common: false };
    await test.database.query(`UPDATE catalogue.base_clock SET keyed = false WHERE base = 'population'`);
    expect((await candidates.under(base, asked)).keyed).toBe(false);
    await test.database.query(`UPDATE catalogue.base_clock SET keyed = true WHERE base = 'population'`);
    expect((await candidates.under(base, asked)).keyed).toBe(true);
  });
});
