import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csv } from '../support/departments.js';
import { onboardPopulation, REGISTER } from '../support/population.js';
import { System } from '../support/system.js';

const HOME = '浙江省宁波市海曙区药行街88号';
const FATHER = `F1,欧阳文山,,,男,1950-02-03,,汉,${HOME},330203,,,,,`;
const SON = `F2,欧阳文山,,,男,1982-07-09,,汉,${HOME},330203,,,,,`;
/** Either of them: the date of birth was not written down. */
const EITHER = `F3,欧阳文山,,,男,,,汉,${HOME},330203,,,,,`;

describe('a record between two that cannot be one', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start('embedded');
    await onboardPopulation(system);
  });

  afterAll(() => system.stop());

  it.each([
    ['2016-01-01', [FATHER, SON, EITHER]],
    ['2017-01-01', [EITHER, SON, FATHER]],
  ])('joins neither, whichever comes first, and a steward is asked (%s)', async (effectiveDate, rows) => {
    const { database } = system.testDatabase;
    const [clock] = await database.query<{ number: number }>(
      `SELECT number FROM catalogue.base_clock WHERE base = 'population'`,
    );
    for (const row of rows) {
      const batch = await system.deliver('household-register', csv(REGISTER, row), { mode: 'delta', effectiveDate });
      expect(batch.status).toBe('published');
    }
    const masters = await database.query<{ master: string }>(
      `SELECT DISTINCT master_id AS master FROM population.crosswalk WHERE since > $1 AND until = 9223372036854775807`,
      [clock!.number],
    );
    expect(masters).toHaveLength(3);
    const tasks = await database.query(
      `SELECT kind FROM population.review_task WHERE closed_in = 9223372036854775807 AND master_a = ANY($1::uuid[])
        ORDER BY kind`,
      [masters.map(({ master }) => master)],
    );
    // Father and son themselves are no question: of one name and one home, and a generation apart.
    expect(tasks).toEqual([{ kind: 'contradiction' }, { kind: 'contradiction' }]);
    const { items } = (await system.get('/v1/batches')).body as { items: { id: string }[] };
    for (const { id } of items.slice(0, 3)) {
      await system.post(`/v1/batches/${id}/rollback`);
      await system.finished(id, ['rolled-back']);
    }
  });
});
