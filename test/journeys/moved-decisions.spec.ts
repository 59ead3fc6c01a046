import { describe, expect, it } from '@jest/globals';
import { testDatabaseKinds, Vault } from '@siku/platform';
import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { masterState } from '../support/master-state.js';
import { onboardPopulation, WANG } from '../support/population.js';
import { System } from '../support/system.js';

interface Golden {
  members: string[][];
  golden: [from: string, to: string, attributes: { phone?: string }][];
}

/** Who is in each record and its telephone numbers, all open: tokens of two installations are never the same. */
async function openState(system: System): Promise<object[]> {
  const state = (await masterState(system.testDatabase.database, 'population')) as Golden[];
  const open = system.app.get(Vault).openAll(state);
  return open
    .map(({ members, golden }) => ({
      members: members.map((member) => member.join(' ')).sort(),
      phones: golden.map(([from, to, { phone }]) => [from, to, phone]),
    }))
    .sort((a, b) => (a.members[0]! < b.members[0]! ? -1 : 1));
}

async function restore(to: System, lines: string): Promise<object> {
  const answer = await request(to.url)
    .post('/v1/decisions/import')
    .set('content-type', 'application/x-ndjson')
    .auth(await to.key('operator'), { type: 'bearer' })
    .send(lines);
  return answer.body as object;
}

// Nothing here depends on the database: three installations on one of them are enough.
describe.each(testDatabaseKinds().slice(-1))('decisions about persons (%s)', (kind) => {
  it('move to an installation with the same key, and to no other', async () => {
    const key = randomBytes(32).toString('base64');
    const settings = [{ key }, { key }, { key: randomBytes(32).toString('base64') }];
    const [here, there, elsewhere] = await Promise.all(settings.map((one) => System.start(kind, one)));
    try {
      await onboardPopulation(here!);
      const { database } = here!.testDatabase;
      const rows = await database.query<{ key: string; master: string }>(
        `SELECT source_key AS key, master_id AS master FROM population.crosswalk WHERE dataset = 'household-register'`,
      );
      const open = here!.app.get(Vault).openAll(rows);
      const recordOf = (sourceKey: string): string => open.find((row) => row.key === sourceKey)!.master;
      const decide = async (path: string, body: object): Promise<void> => {
        const answer = await here!.post(`/v1/persons/${path}`, { ...body, reason: '核对' }, { as: 'steward' });
        expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
      };
      await decide(`${recordOf('P3')}/merge`, { with: [recordOf('P4')] });
      await decide(`${recordOf('P1')}/overrides`, { path: 'phone', value: '13700000001', validFrom: '2014-01-01' });
      const { text } = await here!.get('/v1/decisions/export', { query: { base: 'population' } });
      expect(text).not.toMatch(new RegExp(`${WANG}|13700000001`));
      expect(await restore(there!, text)).toMatchObject({ imported: 2, refused: 0 });
      await onboardPopulation(there!);
      const state = await openState(here!);
      expect(state).toHaveLength(3);
      expect(JSON.stringify(state)).toMatch(/register P3 decision.*register P4 decision.*2014-01-01[^[]*13700000001/);
      expect(await openState(there!)).toEqual(state);
      const refused = {
        lines: [1, 2].map((line) => expect.objectContaining({ line, code: 'sealed-elsewhere' }) as object),
      };
      expect(await restore(elsewhere!, text)).toMatchObject({ imported: 0, refused: 2, ...refused });
    } finally {
      for (const system of [here, there, elsewhere]) await system!.stop();
    }
  }, 120_000);
});
