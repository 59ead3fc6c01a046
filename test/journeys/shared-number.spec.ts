import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csv } from '../support/departments.js';
import { onboardPopulation, REGISTER, residentId } from '../support/population.js';
import { readerFor, type Person, type Reader } from '../support/readers.js';
import { System } from '../support/system.js';

const NUMBER = residentId('330206', '1969-02-14', '518');
const OWNER = `N1,顾文渊,,${NUMBER},女,1969-02-14,,汉,宁波市北仑区东河路1号,330206,,,,,`;
/** Another's number: nothing else of the two is alike. */
const BORROWER = `N2,施小毛,,${NUMBER},男,2003-11-28,,汉,宁波市象山县丹河路77号,330225,,,,,`;
const CORRECTED = BORROWER.replace(NUMBER, residentId('330225', '2003-11-28', '017'));

interface Task {
  id: string;
  kind: string;
  weight: number | null;
}

describe('one resident number on two people', () => {
  let system: System;
  let steward: Reader;

  beforeAll(async () => {
    system = await System.start('embedded');
    await onboardPopulation(system);
    steward = await readerFor(system, 'review', 'steward', 'steward');
    await steward.granted({ fields: { name: 'value', 'identifiers.residentId': 'masked' } });
  });

  afterAll(() => system.stop());

  const deliver = async (effectiveDate: string, ...rows: string[]): Promise<string> => {
    const batch = await system.deliver('household-register', csv(REGISTER, ...rows), { mode: 'delta', effectiveDate });
    expect(batch.status).toBe('published');
    return batch.id;
  };
  const asked = async (): Promise<Task[]> =>
    ((await system.get('/v1/review-tasks', { as: 'steward', query: { base: 'population' } })).body as { items: Task[] })
      .items;
  const takeBack = async (id: string): Promise<void> => {
    await system.post(`/v1/batches/${id}/rollback`);
    await system.finished(id, ['rolled-back']);
  };

  it.each([
    ['2016-01-01', [OWNER, BORROWER]],
    ['2016-02-01', [BORROWER, OWNER]],
  ])('joins them not, whichever comes first, and a steward is asked (%s)', async (effectiveDate, rows) => {
    const batches = [await deliver(effectiveDate, rows[0]!), await deliver(effectiveDate, rows[1]!)];
    expect(await asked()).toEqual([expect.objectContaining({ kind: 'contradiction', weight: null })]);
    for (const id of batches.toReversed()) await takeBack(id);
    expect(await asked()).toEqual([]);
  });

  it('shows why it is asked, and asks no more when the number was corrected', async () => {
    await deliver('2017-01-01', OWNER, BORROWER);
    const [task] = await asked();
    const { body } = await steward.get(`/v1/review-tasks/${task!.id}`);
    expect(body).toMatchObject({
      evidence: { items: expect.arrayContaining([expect.objectContaining({ comparison: 'residentId' })]) as unknown },
      graph: { links: [{ identifier: true }] },
      possible: expect.arrayContaining(['different', 'return']) as unknown,
    });
    const counter = await readerFor(system, 'counter');
    await counter.granted({ fields: { name: 'value' }, searchBy: ['name', 'birthDate', 'registeredAddress'] });
    const isQuestioned = async (): Promise<unknown> => {
      const who = { name: '顾文渊', birthDate: '1969-02-14', registeredAddress: { text: '宁波市北仑区东河路1号' } };
      const answer = (await counter.post('/v1/persons/match', { attributes: who })).body as {
        items: { record: Person }[];
      };
      return answer.items.map(({ record }) => record.markers['underInvestigation']);
    };
    expect(await isQuestioned()).toEqual([true]);
    const correction = await deliver('2017-02-01', CORRECTED);
    expect(await asked()).toEqual([]);
    expect(await isQuestioned()).toEqual([false]);
    await takeBack(correction);
    expect(await asked()).toHaveLength(1);
  });

  it('asks once: what was decided holds against later deliveries', async () => {
    const [task] = await asked();
    const decided = await system.post(
      `/v1/review-tasks/${task!.id}/decision`,
      { decision: 'different', reason: '两人' },
      { as: 'steward' },
    );
    expect(decided.status).toBeLessThan(300);
    await deliver('2017-03-01', BORROWER.replace('丹河路77号', '丹河路78号'));
    expect(await asked()).toEqual([]);
  });

  it('asks nothing about a number that everybody was given who had none', async () => {
    const filler = residentId('330281', '1990-01-01', '001');
    const names = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔'];
    const rows = names.map((family, i) => {
      const day = String(i + 1).padStart(2, '0');
      return `F${i},${family}${names[24 - i]}华,,${filler},男,19${50 + i}-07-${day},,汉,宁波市余姚市${family}家路${i}号,330281,,,,,`;
    });
    await deliver('2018-01-01', ...rows);
    expect(await asked()).toEqual([]);
  });
});
