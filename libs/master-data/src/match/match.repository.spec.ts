import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, testDatabaseKinds, Vault, type TestDatabase } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { MatchRepository } from './match.repository.js';

/** Records that a key may have. */
const LIMIT = 3;

const base = { code: 'population', schema: 'population', model: { maxKeyFrequency: LIMIT } } as Base;

const id = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;

describe.each(testDatabaseKinds())(
  'records that are matched again or parted because others came or went (%s)',
  (kind) => {
    let test: TestDatabase;
    let repository: MatchRepository;

    beforeAll(async () => {
      test = await createTestDatabase(kind);
      repository = new MatchRepository(test.database, Vault.ephemeral());
    });

    beforeEach(() =>
      test.database.query(
        `TRUNCATE population.match_key, population.match_pair, population.work_record, population.work_key`,
      ),
    );

    afterAll(() => test.close());

    /** @param under records by key */
    async function given(
      under: Record<number, number[]>,
      pairs: [number, number][],
      { changed = [] as number[] },
    ): Promise<void> {
      const { database } = test;
      for (const [key, records] of Object.entries(under))
        await database.query(`INSERT INTO population.match_key SELECT $1, unnest($2::uuid[])`, [key, records.map(id)]);
      for (const [a, b] of pairs)
        await database.query(`INSERT INTO population.match_pair VALUES ($1, $2, 9, 1)`, [id(a), id(b)]);
      await database.query(`INSERT INTO population.work_record SELECT unnest($1::uuid[]), true`, [changed.map(id)]);
    }

    async function again(): Promise<number[]> {
      await repository.rematchReturnedKeys(base, LIMIT);
      const changed = await test.database.query<{ recordId: string }>(
        `SELECT record_id AS "recordId" FROM population.work_record WHERE rematch`,
      );
      const ids = changed.map(({ recordId }) => recordId);
      const { frequent } = await repository.postings(base, ids, LIMIT);
      await repository.partByCrossedKeys(base, new Map(frequent.map(({ key, own }) => [key, own])), LIMIT);
      const rows = await test.database.query<{ id: string }>(
        `SELECT record_id AS id FROM population.work_record WHERE rematch ORDER BY 1`,
      );
      return rows.map((row) => Number(row.id.slice(-12)));
    }

    const pairs = async (): Promise<number> => (await test.database.query(`SELECT FROM population.match_pair`)).length;

    it('are those of a pair that only the key held which has become too common, and the pair is gone', async () => {
      await given({ 10: [1, 2, 3, 4] }, [[1, 2]], { changed: [4] });
      expect(await again()).toEqual([1, 2, 4]);
      expect(await pairs()).toBe(0);
    });

    it('are none where the pair shares another key that is not too common', async () => {
      await given({ 10: [1, 2, 3, 4], 14: [1, 2] }, [[1, 2]], { changed: [4] });
      expect(await again()).toEqual([4]);
      expect(await pairs()).toBe(1);
    });

    it('are those of a pair whose other key is too common as well, be it since before', async () => {
      await given({ 10: [1, 2, 3, 4], 14: [1, 2, 3, 5, 6] }, [[1, 2]], { changed: [4] });
      expect(await again()).toEqual([1, 2, 4]);
    });

    it('are none where the key was too common before, or is not yet', async () => {
      await given({ 10: [1, 2, 3, 5, 4], 14: [1, 2, 4] }, [[1, 2]], { changed: [4] });
      expect(await again()).toEqual([4]);
    });

    it('are all under a key that lost one and is no longer too common, and nobody under one that never was or still is', async () => {
      await given({ 10: [1, 2, 3, 4], 14: [4, 5, 6], 12: [4, 7, 8, 9, 10] }, [], {});
      const changed = { recordId: id(4), dataset: 'd', sourceKey: '4', profile: null, isNew: false, near: 0 };
      await repository.replace(base, [changed], { match_key: [], exclusive_key: [] });
      expect(await again()).toEqual([1, 2, 3, 4]);
    });

    it('are none where a record keeps the key it has lost with its former profile', async () => {
      await given({ 10: [1, 2, 3, 4] }, [], {});
      const changed = {
        recordId: id(4),
        dataset: 'd',
        sourceKey: '4',
        profile: { name: ['n'] },
        isNew: false,
        near: 0,
      };
      await repository.replace(base, [changed], { match_key: [[10n, id(4)]], exclusive_key: [] });
      expect(await again()).toEqual([4]);
    });

    it('are not asked whether they would part when they are matched again anyway', async () => {
      await given({ 10: [1, 2, 3, 4] }, [[1, 4]], { changed: [3, 4] });
      expect(await again()).toEqual([3, 4]);
    });

    it('are looked for under what refines a key only where that one is too common', async () => {
      // Of one place are the keys whose leading bits are the same; the last bit is set where one refines another.
      const [apart, common] = [2 ** 32, 2 ** 33];
      const under = {
        [apart]: [1, 3],
        [apart + 1]: [1, 3],
        [common]: [1, 2, 3, 4],
        [common + 1]: [1, 2],
        [common + 3]: [3, 4],
      };
      await given(under, [], {});
      const { shared, frequent } = await repository.postings(base, [1, 3].map(id), LIMIT);
      const found = shared.map((posting) => posting.map((one) => Number(one.slice(-12))).sort());
      expect(found.sort()).toEqual([
        [1, 2],
        [1, 3],
        [3, 4],
      ]);
      expect(frequent).toEqual([{ key: String(common), own: 2 }]);
    });

    it('are worked off near to far, and those of one place in the order of their ids', async () => {
      const changed = [
        [1, 7],
        [2, 0],
        [3, 7],
        [4, 2 ** 40],
      ].map(([number, near]) => ({
        ...{ recordId: id(number!), dataset: 'd', sourceKey: String(number), profile: { name: ['n'] } },
        ...{ isNew: false, near: near! },
      }));
      await given({}, [], { changed: [1] });
      await repository.replace(base, changed, { match_key: [], exclusive_key: [] });
      const chunks: number[][] = [];
      for await (const ids of repository.nearToFar(base, 3)) chunks.push(ids.map((each) => Number(each.slice(-12))));
      expect(chunks).toEqual([[2, 1, 3], [4]]);
    });
  },
);
