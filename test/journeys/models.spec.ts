import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv, onboard } from '../support/departments.js';
import { forgetDeliveries, masterState } from '../support/master-state.js';
import { System } from '../support/system.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

const STREETS = ['中山西路', '天童北路', '明州路', '药行街', '解放南路', '长春路', '环城西路', '望京路'];
const NAMES = ['甬江', '四明山', '北仑港', '东钱湖', '天一阁', '招宝山', '溪口', '保国寺', '阿育王', '象山港'];
const TRADES = ['机械', '食品', '货运', '服装', '建材', '电子'];

/** Sixty companies, each in two departments; the second has not the legal form of all. */
function deliveries(): { dataset: string; file: string; effectiveDate: string }[] {
  const companies = Array.from({ length: 60 }, (_, i) => ({
    name: `宁波${NAMES[i % 10]!}${TRADES[Math.floor(i / 10)]!}`,
    address: `宁波市海曙区${STREETS[i % 8]!}${i + 1}号`,
    phone: `0574-87${String(120_000 + i * 37)}`,
  }));
  const registry = companies.map(
    ({ name, address }, i) => `R${i},${name}有限公司,,${address},王${NAMES[i % 10]!},20${10 + (i % 10)}-03-05,在业`,
  );
  const taxpayers = companies.map(
    ({ name, address, phone }, i) => `T${i},${name}${i % 6 === 0 ? '' : '有限'}公司,,${address},${phone}`,
  );
  return [
    { dataset: 'registry', file: csv(REGISTRY, ...registry), effectiveDate: '2020-01-01' },
    { dataset: 'taxpayers', file: csv(TAX, ...taxpayers), effectiveDate: '2020-02-01' },
  ];
}

interface Model {
  version: number;
  origin: string;
  status: string;
  activatedIn: number | null;
  report: { records: number; looked: number; expectedPrecision: number } | null;
  problem: { code: string } | null;
}

interface Preview {
  masters: number;
  merges: number;
  splits: number;
  examples: { kind: string; masters: string[]; parts: string[][] }[];
}

describe.each(testDatabaseKinds())('match models (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
  });

  afterAll(() => system.stop());

  const models = async (): Promise<Model[]> =>
    ((await system.get('/v1/legal-entities/models')).body as { items: Model[] }).items;

  const modelIs = async (version: number, ...statuses: string[]): Promise<Model> => {
    for (let waited = 0; waited < 60_000; waited += 25) {
      const model = (await system.get(`/v1/legal-entities/models/${version}`)).body as Model;
      if (statuses.includes(model.status)) return model;
      await sleep(25);
    }
    throw new Error(`model ${version} did not become ${statuses.join(' or ')}`);
  };

  const activate = async (version: number): Promise<Model> => {
    const answer = await system.post(`/v1/legal-entities/models/${version}/activate`, undefined, { as: 'steward' });
    expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
    return modelIs(version, 'active', 'ready');
  };

  /** Masters that more than one record belongs to. */
  const together = async (): Promise<number> => {
    const [row] = await system.testDatabase.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM legal_entity.crosswalk WHERE until = 9223372036854775807
        GROUP BY master_id HAVING count(*) > 1) m`,
    );
    return row!.count;
  };

  const deliver = async (order: ReturnType<typeof deliveries>): Promise<void> => {
    for (const { dataset, file, effectiveDate } of order) {
      expect((await system.deliver(dataset, file, { mode: 'snapshot', effectiveDate })).status).toBe('published');
    }
  };

  it('begins with the model of the definition', async () => {
    expect(await models()).toMatchObject([{ version: 1, origin: 'built-in', status: 'active', activatedIn: null }]);
    expect((await system.get('/v1/legal-entities/models/1/preview')).status).toBe(409);
    expect((await system.post('/v1/legal-entities/models/1/activate')).body).toMatchObject({ code: 'wrong-state' });
    expect((await system.get('/v1/legal-entities/models/99')).status).toBe(404);
    expect((await system.get('/v1/legal-entities/models?nonsense=1')).status).toBe(400);
  });

  it('cannot be trained on nothing', async () => {
    const { status, body, headers } = await system.post('/v1/legal-entities/models');
    expect([status, headers.location]).toEqual([202, '/v1/legal-entities/models/2']);
    expect(body).toMatchObject({ version: 2, origin: 'trained' });
    expect(await modelIs(2, 'failed', 'ready')).toMatchObject({
      status: 'failed',
      problem: { code: 'nothing-to-train-on' },
    });
  });

  it('is trained, shown and activated as a publication of its own; what comes before and after leaves no trace', async () => {
    await deliver(deliveries());
    const builtIn = await masterState(system.testDatabase.database);
    expect(await together()).toBeGreaterThan(10);
    await system.post('/v1/legal-entities/models');
    const trained = await modelIs(3, 'ready', 'failed');
    expect(trained).toMatchObject({ status: 'ready', report: { records: 120, looked: 120 } });
    expect((await system.get('/v1/legal-entities/models/3')).body).toMatchObject({
      comparisons: expect.arrayContaining([expect.objectContaining({ name: 'name' })]) as unknown,
    });

    const preview = (await system.get('/v1/legal-entities/models/3/preview')).body as Preview;
    const masters = async (): Promise<number> =>
      (
        await system.testDatabase.database.query<{ count: number }>(
          'SELECT count(DISTINCT master_id)::int AS count FROM legal_entity.crosswalk WHERE until = 9223372036854775807',
        )
      )[0]!.count;
    const before = await masters();
    expect(preview).toMatchObject({ publication: 2, records: 120, looked: 120, masters: before });

    const active = await activate(3);
    expect(active).toMatchObject({ status: 'active', activatedIn: 3 });
    expect(await models()).toMatchObject([
      { version: 3, status: 'active' },
      { version: 2, status: 'failed' },
      { version: 1, status: 'retired' },
    ]);
    if (preview.merges === 0 && preview.splits === 0) expect(await masters()).toBe(before);
    const { database } = system.testDatabase;
    expect(await database.query('SELECT DISTINCT model FROM legal_entity.match_pair')).toEqual([{ model: 3 }]);
    expect(await database.query('SELECT cause, batch FROM legal_entity.publication WHERE number = 3')).toEqual([
      { cause: 'model', batch: null },
    ]);
    const found = await system.post('/v1/legal-entities/match', { attributes: { name: '宁波甬江机械有限公司' } });
    expect(found.body).toMatchObject({ model: { version: 3 } });

    // The same deliveries under the same model, in another order: the same state.
    const state = await masterState(database);
    await forgetDeliveries(database);
    await deliver(deliveries().reverse());
    expect(await masterState(database)).toEqual(state);

    // And back: as if the trained model had never been.
    expect(await activate(1)).toMatchObject({ status: 'active' });
    expect(await masterState(database)).toEqual(builtIn);
    expect((await system.get('/v1/audit', { query: { action: 'model.activate' } })).body).toMatchObject({
      items: [{ subject: '1' }, { subject: '3' }],
    });
  }, 120_000);

  it('tells in its preview what activation then does', async () => {
    const { database } = system.testDatabase;
    // A model that links nothing: as if somebody had set the thresholds out of reach.
    await database.query(
      `UPDATE legal_entity.match_model SET model = jsonb_set(model, '{thresholds,link}', '900') WHERE version = 3`,
    );
    await activate(3);
    expect((await system.get('/v1/legal-entities/models/3')).body).toMatchObject({ thresholds: { link: 900 } });
    expect(await together()).toBe(0);

    await system.post('/v1/legal-entities/models');
    await modelIs(4, 'ready');
    const preview = (await system.get('/v1/legal-entities/models/4/preview')).body as Preview;
    expect(preview).toMatchObject({ masters: 120, splits: 0 });
    expect(preview.merges).toBeGreaterThan(10);
    expect(preview.examples[0]).toMatchObject({ kind: 'merge', parts: [] });
    const { activatedIn } = await activate(4);
    expect(await together()).toBe(preview.merges);
    const { items } = (await system.get('/v1/legal-entities/changes', { query: { limit: '1000' } })).body as {
      items: { position: string; kind: string; id: string }[];
    };
    const merged = items.filter(
      ({ position, kind: what }) => what === 'merged' && position.startsWith(`${activatedIn}.`),
    );
    expect(merged).toHaveLength(preview.merges);
    for (const { id } of merged) {
      expect((await system.get(`/v1/legal-entities/${id}`)).status).toBe(410);
    }
  });

  it('finds again what was keyed by the rules of an earlier state', async () => {
    const { database } = system.testDatabase;
    await activate(1);
    const state = await masterState(database);
    const keys = async (): Promise<Set<string>> => {
      const rows = await database.query<{ key: string }>(
        'SELECT DISTINCT key::text AS key FROM legal_entity.match_key',
      );
      return new Set(rows.map(({ key }) => key));
    };
    // The same rules in another order find the same records, by keys that are other numbers.
    await database.query(
      `INSERT INTO legal_entity.match_model (version, origin, digest, status, actor, model)
       SELECT 5, 'built-in', 'earlier', 'ready', 'system', model || jsonb_build_object('version', 5, 'blocking',
              (SELECT jsonb_agg(rule ORDER BY n DESC) FROM jsonb_array_elements(model->'blocking') WITH ORDINALITY r(rule, n)))
         FROM legal_entity.match_model WHERE version = 1`,
    );
    const latest = await keys();
    expect(await activate(5)).toMatchObject({ status: 'active' });
    const earlier = await keys();
    expect([earlier.size, [...latest].filter((key) => earlier.has(key))]).toEqual([latest.size, []]);
    expect(await masterState(database)).toEqual(state);

    expect(await activate(1)).toMatchObject({ status: 'active' });
    expect(await keys()).toEqual(latest);
    expect(await masterState(database)).toEqual(state);
    const again = deliveries()[0]!.file.replaceAll(/^R/gm, 'A');
    const { counts } = await system.deliver('registry', again, { mode: 'delta', effectiveDate: '2021-01-01' });
    expect(counts).toMatchObject({ created: 60, masters: { created: 0 } });
  }, 120_000);
});
