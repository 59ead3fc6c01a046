import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { csv, onboard } from '../support/departments.js';
import { forgetDeliveries, masterState } from '../support/master-state.js';
import { System } from '../support/system.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

/**
 * Four deliveries that quarrel: a rename, a late correction with an earlier date, a snapshot that ends a record another
 * delivery brings, the same organisation with, without and twice with the same identifier, and two that share nothing but an address.
 */
const deliveries = [
  {
    dataset: 'registry',
    mode: 'snapshot',
    effectiveDate: '2020-01-01',
    file: csv(
      REGISTRY,
      'R1,宁波甬江机械有限公司,91110000600037341L,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      'R2,宁波四明山食品有限公司,,宁波市鄞州区天童北路100号,陈晓东,2005-06-07,在业',
      'R3,宁波北仑港务服务有限公司,,宁波市北仑区明州路3号,张伟,2004-02-01,在业',
    ),
  },
  {
    dataset: 'registry',
    mode: 'snapshot',
    effectiveDate: '2020-03-01',
    file: csv(
      REGISTRY,
      'R1,宁波甬江智能装备有限公司,91110000600037341L,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      'R2,宁波四明山食品有限公司,,宁波市鄞州区天童北路100号,陈晓东,2005-06-07,在业',
    ),
  },
  {
    dataset: 'registry',
    mode: 'delta',
    effectiveDate: '2020-02-01',
    file: csv(
      REGISTRY,
      'R1,宁波甬江机械制造有限公司,91110000600037341L,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      'R4,宁波甬江机械有限公司,,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      'R5,宁波甬江机械有限公司,91110000600037341L,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
    ),
  },
  {
    dataset: 'taxpayers',
    mode: 'snapshot',
    effectiveDate: '2020-02-15',
    file: csv(
      TAX,
      '91110000600037341L,宁波甬江机械公司,91110000600037341L,海曙区中山西路1号,0574-87651234',
      '330203000000001,宁波四明山食品有限公司,,宁波市鄞州区天童北路100号,0574-86123456',
      '330203000000002,宁波明州路货运部,,宁波市北仑区明州路3号,0574-86123457',
    ),
  },
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe.each(testDatabaseKinds())('the order of deliveries leaves no trace (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
  });

  afterAll(() => system.stop());

  async function stateAfter(order: typeof deliveries): Promise<unknown[]> {
    await forgetDeliveries(system.testDatabase.database);
    for (const { dataset, file, mode, effectiveDate } of order) {
      let batch = await system.deliver(dataset, file, { mode, effectiveDate });
      if (batch.status === 'held') {
        await system.post(`/v1/batches/${batch.id}/confirm`);
        batch = await system.finished(batch.id, ['published', 'failed']);
      }
      expect(batch.status).toBe('published');
    }
    return masterState(system.testDatabase.database);
  }

  it('gives the same clusters and golden values in all 24 orders', async () => {
    const expected = await stateAfter(deliveries);
    expect(expected.length).toBeGreaterThanOrEqual(3);
    for (const order of permutations(deliveries)) expect(await stateAfter(order)).toEqual(expected);
  }, 300_000);

  it('is, after a rollback, what it would be without the batch', async () => {
    for (const [i] of deliveries.entries()) {
      const without = await stateAfter(deliveries.toSpliced(i, 1));
      await stateAfter(deliveries);
      const { items } = (await system.get('/v1/batches')).body as { items: { id: string }[] };
      const { id } = items[deliveries.length - 1 - i]!;
      await system.post(`/v1/batches/${id}/rollback`);
      await system.finished(id, ['rolled-back']);
      expect(await masterState(system.testDatabase.database)).toEqual(without);
    }
  }, 300_000);

  it('changes nothing when every delivery comes again', async () => {
    const before = await stateAfter(deliveries);
    for (const { dataset, file, mode, effectiveDate } of deliveries) {
      const batch = await system.deliver(dataset, file, { mode, effectiveDate });
      expect(batch.counts).toMatchObject({ created: 0, updated: 0, deleted: 0, masters: { created: 0, updated: 0 } });
    }
    expect(await masterState(system.testDatabase.database)).toEqual(before);
  }, 300_000);
});
