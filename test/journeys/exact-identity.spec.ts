import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv } from '../support/departments.js';
import { forgetDeliveries, masterState } from '../support/master-state.js';
import { gdpOfCommission, gdpRelease, onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

const RELEASE = '编号,地区,时期,数值,状态,发布日期';
const MONITOR = '地区,时期,数值';

/** Rows have numbers of their own: a row may turn out to be about another district, and two rows about one. */
const numbered = { ...gdpRelease, key: ['编号'] };

/**
 * A correction of the district a figure is about, another department's word on the same, a snapshot that leaves one out, and two rows
 * of one file that are about the same quarter.
 */
const deliveries = [
  {
    dataset: 'numbered',
    mode: 'delta',
    effectiveDate: '2020-01-01',
    file: csv(
      RELEASE,
      '1,330203,2019-Q1,200.1,,2019-04-20',
      '2,330205,2019-Q1,120.0,,2019-04-20',
      '3,330206,2019-Q1,300.0,,2019-04-20',
      '4,330206,2019-Q1,301.0,,2019-05-20',
    ),
  },
  {
    dataset: 'numbered',
    mode: 'delta',
    effectiveDate: '2020-02-01',
    file: csv(RELEASE, '1,330205,2019-Q1,200.1,,2019-06-20', '2,330205,2019-Q1,,撤回,2019-06-20'),
  },
  {
    dataset: 'monitor',
    mode: 'snapshot',
    effectiveDate: '2019-05-01',
    file: csv(MONITOR, '330203,2019-Q1,201.0', '330211,2019-Q1,80.0'),
  },
  {
    dataset: 'monitor',
    mode: 'snapshot',
    effectiveDate: '2019-07-01',
    file: csv(MONITOR, '330203,2019-Q1,202.0'),
  },
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe.each(testDatabaseKinds())('records whose identity is exact (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardObservations(system);
    await system.put('/v1/datasets/numbered', numbered);
    await system.put('/v1/datasets/monitor', { ...gdpOfCommission, maxEndedShare: 1 });
  });

  afterAll(() => system.stop());

  const state = (): Promise<unknown[]> => masterState(system.testDatabase.database, 'macroeconomic');

  async function deliver({ dataset, file, mode, effectiveDate }: (typeof deliveries)[number]) {
    const batch = await system.deliver(dataset, file, { mode, effectiveDate });
    expect(batch.status).toBe('published');
    return batch;
  }

  /** Whoever failed has cleared away what it left. */
  async function settled(): Promise<void> {
    for (;;) {
      const [clock] = await system.testDatabase.database.query<{ busy: boolean }>(
        `SELECT dirty OR holder IS NOT NULL AS busy FROM catalogue.base_clock WHERE base = 'macroeconomic'`,
      );
      if (!clock!.busy) return;
      await sleep(20);
    }
  }

  async function stateAfter(order: typeof deliveries): Promise<unknown[]> {
    await forgetDeliveries(system.testDatabase.database, 'macroeconomic');
    for (const delivery of order) await deliver(delivery);
    return state();
  }

  it('are the same in all 24 orders, ids and all', async () => {
    const expected = await stateAfter(deliveries);
    expect(expected).toHaveLength(4);
    const ids = async (): Promise<unknown[]> =>
      system.testDatabase.database.query(
        `SELECT master_id, status FROM macroeconomic.master WHERE recorded_to = 9223372036854775807 ORDER BY 1`,
      );
    const masters = await ids();
    for (const order of permutations(deliveries)) {
      expect(await stateAfter(order)).toEqual(expected);
      expect(await ids()).toEqual(expect.arrayContaining(masters));
    }
  }, 300_000);

  it('are withdrawn by a delivery that came before what it withdraws, though nothing else was known of its dataset', async () => {
    const told = deliveries[0]!;
    const file = csv(RELEASE, '1,330203,2019-Q1,,撤回,2019-06-20');
    const withdrawn = { ...told, effectiveDate: '2020-02-01', file };
    const expected = await stateAfter([told, withdrawn]);
    expect(await stateAfter([withdrawn, told])).toEqual(expected);
  });

  it('are, after a rollback, what they would be without the batch', async () => {
    for (const [i] of deliveries.entries()) {
      const without = await stateAfter(deliveries.toSpliced(i, 1));
      await stateAfter(deliveries);
      const { items } = (await system.get('/v1/batches')).body as { items: { id: string }[] };
      const { id } = items[deliveries.length - 1 - i]!;
      await system.post(`/v1/batches/${id}/rollback`);
      await system.finished(id, ['rolled-back']);
      expect(await state()).toEqual(without);
    }
  }, 300_000);

  it('change by nothing when every delivery comes again', async () => {
    const before = await stateAfter(deliveries);
    for (const delivery of deliveries) {
      const { counts } = await deliver(delivery);
      expect(counts).toMatchObject({ created: 0, updated: 0, masters: { created: 0, updated: 0 } });
    }
    expect(await state()).toEqual(before);
  }, 300_000);

  it('leave nothing of a publication that broke off, and are published by the next attempt', async () => {
    const figures = (published: string, of: (i: number) => string): string =>
      csv(
        MONITOR + ',发布日期',
        ...Array.from({ length: 5000 }, (_, i) => `${of(i)},${1000 + i}-Q1,${i}.5,${published}`),
      );
    await system.put('/v1/datasets/many', { ...gdpOfCommission, key: ['时期'], effectiveDate: '发布日期' });
    const first = { dataset: 'many', mode: 'delta', effectiveDate: '2019-05-01' };
    const whole = figures('2019-05-01', () => '330203');
    // Half of them turn out to be about another district.
    const corrected = figures('2019-05-01', (i) => (i % 2 === 0 ? '330203' : '330205'));
    const expected = await stateAfter([
      { ...first, file: whole },
      { ...first, file: corrected },
    ]);
    const before = await stateAfter([{ ...first, file: whole }]);
    const { dataSource } = system.testDatabase;
    const alter = (what: string): Promise<unknown> =>
      dataSource.query(`SET ROLE NONE; ALTER TABLE macroeconomic.change_event ${what}; RESET ROLE`);
    await alter('ADD CONSTRAINT breaks_off CHECK (publication = 1 OR ordinal < 2600)');
    try {
      const batch = await system.deliver('many', corrected, { mode: 'delta', effectiveDate: '2019-05-01' });
      expect(batch.status).toBe('failed');
    } finally {
      await alter('DROP CONSTRAINT breaks_off');
    }
    await settled();
    expect(await state()).toEqual(before);
    await deliver({ ...first, file: corrected });
    expect(await state()).toEqual(expected);
  }, 300_000);

  const early = [
    'a,330205,2019-Q1,100.0,,2019-04-20',
    'b,330206,2019-Q1,200.0,,2019-04-20',
    'c,330211,2019-Q1,300.0,,2019-04-20',
    'd,330212,2019-Q1,400.0,,2019-04-20',
  ];
  /** A revision, another row about the same, one that is about another district now, one that is taken back. */
  const late = [
    'a,330205,2019-Q1,101.0,,2019-05-20',
    'e,330206,2019-Q1,201.0,,2019-05-20',
    'c,330213,2019-Q1,300.0,,2019-05-20',
    'd,330212,2019-Q1,,撤回,2019-05-20',
  ];
  const others = Array.from({ length: 5000 }, (_, i) => `${i},330203,${1000 + i}-Q1,${i}.5,,2019-04-20`);
  const numberedFile = (...rows: string[]) => ({
    ...{ dataset: 'numbered', mode: 'delta', effectiveDate: '2020-01-01' },
    file: csv(RELEASE, ...rows),
  });
  const withoutRows = (of: unknown[]): string => JSON.stringify(of).replaceAll(/"row":\d+,?/g, '');

  it('are the same however far apart a file speaks of them', async () => {
    const together = withoutRows(await stateAfter([numberedFile(...early, ...late, ...others)]));
    await forgetDeliveries(system.testDatabase.database, 'macroeconomic');
    const { counts } = await deliver(numberedFile(...early, ...others, ...late));
    expect(withoutRows(await state())).toBe(together);
    const [feed] = await system.testDatabase.database.query<{ events: number; masters: number }>(
      `SELECT count(*)::int AS events, count(DISTINCT master_id)::int AS masters FROM macroeconomic.change_event`,
    );
    const created = counts.masters.created;
    expect(created).toBe(5004);
    expect(feed).toEqual({ events: created, masters: created });
  }, 300_000);

  it('leave nothing of a delivery that is only tried, held, or breaks off', async () => {
    const count = async (): Promise<unknown> =>
      (
        await system.testDatabase.database.query<object>(
          `SELECT (SELECT count(*)::int FROM macroeconomic.master) AS masters,
                  (SELECT count(*)::int FROM macroeconomic.master_version) AS versions,
                  (SELECT count(*)::int FROM macroeconomic.crosswalk) AS members,
                  (SELECT count(*)::int FROM macroeconomic.change_event) AS events`,
        )
      )[0];
    await system.put('/v1/datasets/careful', gdpOfCommission);
    const before = { dataset: 'careful', mode: 'snapshot', effectiveDate: '2019-05-01' } as const;
    await stateAfter([{ ...before, file: csv(MONITOR, '330203,2019-Q1,201.0') }]);
    expect(await count()).toEqual({ masters: 1, versions: 1, members: 1, events: 1 });
    const { file } = numberedFile(...early, ...others);
    const tried = await system.deliver('numbered', file, {
      mode: 'delta',
      effectiveDate: '2020-01-01',
      dryRun: 'true',
    });
    expect(tried.status).toBe('validated');
    const other = csv(MONITOR, '330205,2019-Q1,80.0');
    const held = await system.deliver('careful', other, { mode: 'snapshot', effectiveDate: '2019-06-01' });
    expect(held.status).toBe('held');
    const { dataSource } = system.testDatabase;
    const alter = (what: string): Promise<unknown> =>
      dataSource.query(`SET ROLE NONE; ALTER TABLE macroeconomic.change_event ${what}; RESET ROLE`);
    await alter('ADD CONSTRAINT breaks_off CHECK (ordinal < 4500)');
    try {
      const batch = await system.deliver('numbered', file, { mode: 'delta', effectiveDate: '2020-01-01' });
      expect(batch.status).toBe('failed');
    } finally {
      await alter('DROP CONSTRAINT breaks_off');
    }
    await settled();
    expect(await count()).toEqual({ masters: 1, versions: 1, members: 1, events: 1 });
    await deliver(numberedFile(...early, ...others));
    // One of the figures was known before: it has another version.
    expect(await count()).toEqual({ masters: 5004, versions: 5005, members: 5005, events: 5005 });
  }, 300_000);

  it('are neither merged nor split, and found by what they are', async () => {
    await stateAfter(deliveries);
    const attributes = { indicator: 'GDP', area: '330203', frequency: 'Q', adjustment: 'N', period: '2019-Q1' };
    const { body } = await system.post('/v1/observations/match', { attributes });
    const { items } = body as { items: { id: string; decision: string }[] };
    expect(items).toHaveLength(1);
    expect(items[0]!.decision).toBe('link');
    const other = '00000000-0000-8000-8000-000000000000';
    const merged = await system.post(`/v1/observations/${items[0]!.id}/merge`, { with: [other], reason: '相同' });
    expect([merged.status, (merged.body as { code: string }).code]).toEqual([422, 'identity-exact']);
  });
});
