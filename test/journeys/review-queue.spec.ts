import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DecisionRepository, Readership } from '@siku/master-data';
import { testDatabaseKinds } from '@siku/platform';
import request from 'supertest';
import { csv, onboard, registry } from '../support/departments.js';
import { System } from '../support/system.js';

interface Task {
  id: string;
  kind: string;
  status: string;
  priority: string;
  records: string[];
  readers: number;
  assignee: string | null;
  violation: ({ rule: string } & Record<string, unknown>) | null;
}

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态,区划';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

/** Who sees which question, and how soon. */
describe.each(testDatabaseKinds())('the review queue (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
    const mapping = { ...registry.mapping, 'address.division': '区划' };
    expect((await system.put('/v1/datasets/registry', { ...registry, mapping })).status).toBe(200);
    const delta = { mode: 'delta', effectiveDate: '2015-01-01' };
    const companies = await system.deliver(
      'registry',
      csv(
        REGISTRY,
        'Q1,宁波江北永丰五金有限公司,,江北区大闸路1号,李明,1999-02-03,在业,330205',
        'Q2,宁波鄞州东海渔具有限公司,,鄞州区中河路2号,王海,2001-05-06,在业,330212',
      ),
      delta,
    );
    const taxpayers = await system.deliver(
      'taxpayers',
      csv(
        TAX,
        'P1,宁波江北永丰五金厂,,江北区大闸路1号,0574-11112222',
        'P2,宁波鄞州东海渔具厂,,鄞州区中河路2号,0574-33334444',
      ),
      delta,
    );
    expect([companies.status, taxpayers.status]).toEqual(['published', 'published']);
  });

  afterAll(() => system.stop());

  const tasks = async (query: Record<string, string> = {}, as: 'steward' | 'operator' = 'steward'): Promise<Task[]> =>
    ((await system.get('/v1/review-tasks', { as, query })).body as { items: Task[] }).items;

  const nameOf = async ({ records }: Task): Promise<string> => {
    const { body } = await system.get(`/v1/legal-entities/${records[0]}`);
    return (body as { attributes: { name: string } }).attributes.name.slice(0, 4);
  };

  it('rises with the applications that read a record', async () => {
    const [first, second] = await tasks();
    expect([first!.priority, first!.readers, second!.priority]).toEqual(['low', 0, 'low']);
    const path = `/v1/legal-entities/${second!.records[0]}`;
    for (let i = 0; i < 2; i++) expect((await system.get(path, { as: 'application' })).status).toBe(200);
    // A steward who looks at it does not depend on it.
    await system.get(path, { as: 'steward' });
    await system.app.get(Readership).flush();
    const now = await tasks();
    expect(now[0]).toMatchObject({ id: second!.id, priority: 'normal', readers: 1 });
  });

  it('keeps its questions when a delivery changes what records are not compared by', async () => {
    const before = await tasks();
    const row = 'Q1,宁波江北永丰五金有限公司,,江北区大闸路1号,李明,1999-02-03,注销,330205';
    const query = { mode: 'delta', effectiveDate: '2015-01-15' };
    const { counts } = await system.deliver('registry', csv(REGISTRY, row), query);
    expect([counts['updated'], counts.masters['updated']]).toEqual([1, 1]);
    expect((await tasks()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('lies on desks by kind, division and department', async () => {
    const me = (await tasks({ assignee: 'me' })).length;
    expect(me).toBe(0);
    const [task] = await tasks();
    const claimed = await system.post(`/v1/review-tasks/${task!.id}/claim`, {}, { as: 'steward' });
    const { assignee } = claimed.body as Task;
    const policy = (desks: object[]) =>
      system.put('/v1/review-policies/legal-entity', { fourEyes: false, claimMinutes: 30, dueDays: 14, desks });
    expect(await tasks({ desk: 'me' })).toEqual([]);
    expect((await policy([{ stewards: [assignee], kinds: ['possible-match'], division: '330205' }])).status).toBe(200);
    const mine = await tasks({ desk: 'me' });
    expect(await Promise.all(mine.map(nameOf))).toEqual([expect.stringContaining('宁波江北')]);
    expect(await tasks({ desk: 'somebody else' })).toEqual([]);
    await policy([{ stewards: [assignee], department: 'state-tax' }]);
    expect(await tasks({ desk: 'me' })).toHaveLength(2);
    await policy([
      { stewards: [assignee], department: 'customs' },
      { stewards: [assignee], kinds: ['dispute'] },
    ]);
    expect(await tasks({ desk: 'me' })).toEqual([]);
    expect((await policy([{ stewards: [] }])).status).toBe(400);
    const stale = await request(system.url)
      .put('/v1/review-policies/legal-entity')
      .auth(await system.key('operator'), { type: 'bearer' })
      .set('if-match', '"p"')
      .send({ fourEyes: true, claimMinutes: 30, dueDays: 14 });
    expect(stale.status).toBe(412);
  });

  it('is given to somebody by an operator, by nobody else', async () => {
    const [task] = await tasks({ status: 'open' });
    const path = `/v1/review-tasks/${task!.id}/claim`;
    const refused = await system.post(path, { assignee: 'oidc:wang' }, { as: 'steward' });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'not-yours-to-give']);
    const given = await system.post(path, { assignee: 'oidc:wang' });
    expect([given.status, (given.body as Task).assignee]).toEqual([200, 'oidc:wang']);
    const decided = await system.post(
      `/v1/review-tasks/${task!.id}/decision`,
      { decision: 'same', reason: '核对' },
      { as: 'steward' },
    );
    expect(decided.status).toBe(409);
  });

  it('holds a snapshot that would end too much until somebody confirms or rejects it', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `H${i},宁波${i}号商行,,海曙区${i}号,张三,1990-01-01,在业,330203`);
    const first = await system.deliver('registry', csv(REGISTRY, ...rows), {
      mode: 'delta',
      effectiveDate: '2015-02-01',
    });
    expect(first.status).toBe('published');
    const less = csv(REGISTRY, ...rows.slice(0, 2));
    const held = await system.deliver('registry', less, { mode: 'snapshot', effectiveDate: '2015-03-01' });
    expect(held.status).toBe('held');
    const [task] = await tasks({ kind: 'held-snapshot' });
    expect(task).toMatchObject({ id: held.id, priority: 'high', status: 'open' });
    const screen = (await system.get(`/v1/review-tasks/${held.id}`, { as: 'steward' })).body as { possible: string[] };
    expect(screen.possible).toEqual(['confirm', 'reject', 'return']);
    const rejected = await system.post(
      `/v1/review-tasks/${held.id}/decision`,
      { decision: 'reject', reason: '文件不全' },
      { as: 'steward' },
    );
    expect(rejected.status).toBe(200);
    expect((await system.finished(held.id, ['cancelled'])).status).toBe('cancelled');
    expect(await tasks({ kind: 'held-snapshot' })).toEqual([]);
    const again = await system.deliver('registry', less, { mode: 'snapshot', effectiveDate: '2015-03-02' });
    const confirm = (): Promise<request.Response> =>
      system.post(
        `/v1/review-tasks/${again.id}/decision`,
        { decision: 'confirm', reason: '确已注销' },
        { as: 'steward' },
      );
    const broken = jest
      .spyOn(system.app.get(DecisionRepository), 'insert')
      .mockRejectedValueOnce(new Error('not written'));
    expect((await confirm()).status).toBe(500);
    broken.mockRestore();
    // What was not written down is not done.
    expect((await system.get(`/v1/batches/${again.id}`)).body).toMatchObject({ status: 'held' });
    const confirmed = await confirm();
    expect([again.status, confirmed.status]).toEqual(['held', 200]);
    const published = await system.finished(again.id, ['published']);
    // The eight that are missing, and the two of the first delivery.
    expect(published.counts['deleted']).toBe(10);
    const second = await system.post(`/v1/review-tasks/${again.id}/decision`, { decision: 'reject', reason: '晚了' });
    expect(second.status).toBe(409);
  });

  it('shows what breaks a rule of the map, until it no longer does', async () => {
    await system.put('/v1/departments/land', { title: { zh: '国土局', en: 'Land' } });
    const dataset = {
      base: 'geospatial',
      department: 'land',
      title: { zh: '宗地', en: 'Parcels' },
      key: ['id'],
      mapping: { layer: 'layer', class: 'class', code: 'code', name: 'name', geometry: 'geometry' },
    };
    expect((await system.put('/v1/datasets/land', dataset)).status).toBe(201);
    const square = (id: string, layer: string, x: number, width: number, code = id) => ({
      type: 'Feature',
      properties: { id, layer, code, name: id, class: code.endsWith('00') ? 'prefecture' : 'county' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [x, 29.8],
            [x + width, 29.8],
            [x + width, 29.81],
            [x, 29.81],
            [x, 29.8],
          ],
        ],
      },
    });
    const draw = async (effectiveDate: string, ...features: object[]): Promise<void> => {
      const file = JSON.stringify({ type: 'FeatureCollection', features });
      const { status, counts } = await system.deliver('land', file, { mode: 'delta', effectiveDate });
      expect([status, counts['rejected']]).toEqual(['published', 0]);
    };
    const violations = async (): Promise<(string | undefined)[]> =>
      (await tasks({ kind: 'violation', base: 'geospatial' })).map(({ violation }) => violation?.rule).sort();
    // Two parcels on the same ground; a city of which one district is drawn, and that a little too far.
    await draw('2015-01-01', square('a', 'parcels', 121.5, 0.01), square('b', 'parcels', 121.508, 0.01));
    const [overlap] = await tasks({ kind: 'violation' });
    expect(overlap).toMatchObject({ violation: { rule: 'overlap', layer: 'parcels' }, priority: 'low' });
    // 0.002° of longitude by 0.01° of latitude at 29.8° north, in m².
    expect(Number(overlap!.violation!['area']) / (193.3 * 1108.6)).toBeCloseTo(1, 2);
    expect(overlap!.violation!['geometry']).toMatchObject({ type: expect.stringContaining('Polygon') as unknown });
    await draw(
      '2015-01-02',
      square('city', 'divisions', 121.6, 0.02, '330200'),
      square('west', 'divisions', 121.599, 0.011, '330203'),
    );
    expect(await violations()).toEqual(['gap', 'outside', 'overlap']);
    await draw(
      '2015-01-03',
      square('west', 'divisions', 121.6, 0.01, '330203'),
      square('east', 'divisions', 121.61, 0.01, '330205'),
    );
    expect(await violations()).toEqual(['overlap']);
    const kept = await system.post(
      `/v1/review-tasks/${overlap!.id}/decision`,
      { decision: 'confirm', reason: '地下空间' },
      { as: 'steward' },
    );
    expect([kept.status, await violations()]).toEqual([200, []]);
    // What was confirmed is another question once it is drawn otherwise.
    await draw('2015-01-04', square('b', 'parcels', 121.507, 0.01));
    expect(await violations()).toEqual(['overlap']);
    await draw('2015-01-05', square('b', 'parcels', 121.52, 0.01));
    expect(await violations()).toEqual([]);
  });
});
