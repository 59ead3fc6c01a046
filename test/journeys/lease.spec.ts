import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BaseRegistry, PublicationService } from '@siku/master-data';
import { Database, testDatabaseKinds } from '@siku/platform';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { System } from '../support/system.js';

const MASTER = '00000000-0000-8000-8000-000000000001';

const LATE = '00000000-0000-8000-8000-000000000002';

const OURS = `WHERE base = 'legal_entity'`;

describe.each(testDatabaseKinds())('the lease of a base (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind, { leaseSeconds: 1 });
  });

  afterEach(() => query(`UPDATE catalogue.base_clock SET holder = NULL, held_until = NULL ${OURS}`));
  afterAll(() => system.stop());

  const query = <T>(sql: string): Promise<T[]> => system.testDatabase.database.query<T>(sql);

  const work = (during: (signal: AbortSignal) => Promise<void>): Promise<void> =>
    system.app
      .get(PublicationService)
      .withLease(system.app.get(BaseRegistry).get('legal-entity'), new AbortController().signal, ({ signal }) =>
        during(signal),
      );

  const stamp = (): Promise<unknown> =>
    query(`UPDATE catalogue.base_clock SET dirty = true ${OURS}`).then(() =>
      query(`INSERT INTO legal_entity.master (master_id, recorded_from, status, created_in)
               SELECT '${MASTER}', number + 1, 'active', number + 1 FROM catalogue.base_clock ${OURS}`),
    );

  const traces = async (): Promise<number> => (await query(`SELECT 1 FROM legal_entity.master`)).length;

  it('takes back what was written when the work fails', async () => {
    const failing = work(async () => {
      await stamp();
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await traces()).toBe(0);
    expect(await query(`SELECT dirty, holder FROM catalogue.base_clock ${OURS}`)).toEqual([
      { dirty: false, holder: null },
    ]);
  });

  it('leaves alone what another worker writes that has taken over', async () => {
    const stalled = work(async (signal) => {
      await query(`UPDATE catalogue.base_clock SET holder = 'another', held_until = now() + interval '1 hour' ${OURS}`);
      await stamp();
      if (!signal.aborted) await once(signal, 'abort');
      signal.throwIfAborted();
    });
    await expect(stalled).rejects.toThrow('lost the lease');
    expect(await traces()).toBe(1);
    expect(await query(`SELECT dirty, holder FROM catalogue.base_clock ${OURS}`)).toEqual([
      { dirty: true, holder: 'another' },
    ]);
  });

  it('is taken by the next worker, who cleans up first', async () => {
    expect(await traces()).toBe(1);
    await work(async () => expect(await traces()).toBe(0));
  });

  // The embedded database belongs to one process.
  if (kind === 'server') {
    it('lets nothing be written by one that has lost it and does not know', async () => {
      const late = work(async () => {
        await query(
          `UPDATE catalogue.base_clock SET holder = 'another', held_until = now() + interval '1 hour' ${OURS}`,
        );
        const insert = `INSERT INTO legal_entity.master (master_id, recorded_from, status, created_in) VALUES ('${LATE}', 1, 'active', 1)`;
        await system.app.get(Database).query(insert);
      });
      await expect(late).rejects.toThrow('lost the lease');
      expect(await traces()).toBe(0);
    });

    it('is given to nobody while its last holder is writing', async () => {
      const order: string[] = [];
      const signs = new EventEmitter();
      const begun = once(signs, 'begun');
      const first = work(() =>
        system.app.get(Database).transaction(async (tx) => {
          signs.emit('begun');
          await tx.query(`SELECT pg_sleep(1)`);
          order.push('written');
        }),
      );
      await begun;
      await query(`UPDATE catalogue.base_clock SET holder = 'dead', held_until = now() ${OURS}`);
      await Promise.all([first, work(async () => void order.push('taken'))]);
      expect(order).toEqual(['written', 'taken']);
    });

    it('is taken from one that was stopped for ever in the middle of what it was sending', async () => {
      const { url, role } = system.testDatabase.server;
      const stopped = new Client({ connectionString: url, options: role && `-c role=${role}` });
      stopped.on('error', () => undefined);
      await stopped.connect();
      await stopped.query(
        `BEGIN; SELECT pg_advisory_xact_lock_shared(hashtext('siku.lease'), hashtext('legal_entity'))`,
      );
      const sending = stopped.query(copyFrom(`COPY legal_entity.work_master (master_id) FROM STDIN`));
      const ended = once(sending, 'error');
      sending.write(`${MASTER}\n`);
      await query(`UPDATE catalogue.base_clock SET holder = 'stopped', held_until = now() ${OURS}`);
      await work(() => Promise.resolve());
      await ended;
      expect(await query(`SELECT 1 FROM legal_entity.work_master`)).toEqual([]);
    });
  }

  it('is taken without a delivery where records were left to be matched again', async () => {
    await query(`INSERT INTO legal_entity.source VALUES ('${MASTER}', 'd', 'k', '{"name": ["n"]}')`);
    await query(`INSERT INTO legal_entity.match_key VALUES (1, '${MASTER}')`);
    await query(`INSERT INTO legal_entity.work_record VALUES ('${MASTER}', true)`);
    await query(`UPDATE catalogue.base_clock SET dirty = true, keyed = false ${OURS}`);
    const isDirty = async (): Promise<boolean> =>
      (await query(`SELECT 1 FROM catalogue.base_clock ${OURS} AND (dirty OR NOT keyed OR holder IS NOT NULL)`))
        .length > 0;
    while (await isDirty()) await sleep(50);
    // No batch speaks of it any more.
    expect(await query(`SELECT 1 FROM legal_entity.match_key`)).toEqual([]);
  });
});
