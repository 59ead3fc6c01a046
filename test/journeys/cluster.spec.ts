import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv } from '../support/departments.js';
import { REGISTRY, StewardsDesk, TAX } from '../support/stewards.js';
import { System } from '../support/system.js';

interface Organisation {
  id: string;
  version: number;
  attributes: { name: string };
}

(testServers().clusterUrl ? describe : describe.skip)('bases that lie on the nodes of a cluster', () => {
  let system: System;
  let desk: StewardsDesk;

  beforeAll(async () => {
    system = await System.start('cluster');
    desk = await StewardsDesk.open(system);
    await system.put('/v1/datasets/parcels', {
      base: 'geospatial',
      department: 'industry-commerce',
      title: { zh: '地块', en: 'Parcels' },
      key: ['id'],
      mapping: { layer: { constant: 'parcels' }, name: 'name', geometry: 'geometry' },
    });
  }, 120_000);

  afterAll(() => system?.stop());

  const organisations = async (query: Record<string, string> = {}): Promise<Organisation[]> =>
    ((await system.get('/v1/legal-entities', { query })).body as { items: Organisation[] }).items;

  const names = async (query: Record<string, string> = {}): Promise<string[]> =>
    (await organisations(query)).map(({ attributes }) => attributes.name).toSorted();

  const publish = async (dataset: string, file: string, effectiveDate: string): Promise<string> => {
    const batch = await system.deliver(dataset, file, { mode: 'snapshot', effectiveDate });
    expect([batch.status, batch.problem]).toEqual(['published', null]);
    return batch.id;
  };

  it('are on nodes other than the coordinator, each whole on one', async () => {
    const { database } = system.testDatabase;
    const places = await database.query<{ base: string; nodes: number; coordinator: boolean }>(
      `SELECT schema_name::text AS base, count(DISTINCT (nodename, nodeport))::int AS nodes, bool_or(groupid = 0) AS coordinator
         FROM citus_shards s JOIN pg_dist_node USING (nodename, nodeport) JOIN citus_schemas USING (colocation_id)
        GROUP BY 1 ORDER BY 1`,
    );
    expect(places).toEqual(
      ['geospatial', 'legal_entity', 'macroeconomic', 'population'].map((base) => ({
        base,
        nodes: 1,
        coordinator: false,
      })),
    );
  });

  it('take deliveries, join their records, answer as of a date, and give a delivery back', async () => {
    const first = csv(
      REGISTRY,
      '1,宁波甬江机械有限公司,91330200MA2800017H,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      '2,宁波东钱湖旅游公司,,宁波市鄞州区东钱湖路2号,李明,2002-05-01,在业',
    );
    await publish('registry', first, '2020-01-01');
    await publish(
      'taxpayers',
      csv(TAX, '330200000000013,宁波甬江机械有限公司,91330200MA2800017H,宁波市海曙区中山西路1号,0574-87654321'),
      '2020-02-01',
    );
    const known = new Date().toISOString();
    const renamed = await publish('registry', first.replace('东钱湖旅游', '东钱湖文旅'), '2021-01-01');
    const [before, after] = ['旅游', '文旅'].map((word) => [`宁波东钱湖${word}公司`, '宁波甬江机械有限公司']);
    expect(await names()).toEqual(after);
    expect(await names({ validAt: '2020-06-01' })).toEqual(before);
    expect(await names({ knownAt: known })).toEqual(before);

    expect((await system.post(`/v1/batches/${renamed}/rollback`)).status).toBe(202);
    expect((await system.finished(renamed, ['rolled-back'])).status).toBe('rolled-back');
    expect(await names()).toEqual(before);
    const feed = (await system.get('/v1/legal-entities/changes')).body as { items: { kind: string }[] };
    expect(feed.items.map(({ kind }) => kind)).toEqual(['created', 'created', 'updated', 'updated', 'updated']);
  });

  it('are decided about, and the decision is undone', async () => {
    const [one, other] = await organisations();
    const merged = await desk.decided(`/v1/legal-entities/${one!.id}/merge`, { with: [other!.id], reason: '同一家' });
    expect([merged.status, await organisations()]).toMatchObject(['done', [{}]]);
    expect((await desk.undo(merged.decisionId)).status).toBe('undone');
    expect((await organisations()).map(({ id }) => id)).toEqual([one!.id, other!.id]);
  });

  it('serve a map', async () => {
    const features = ['一号', '二号'].map((name, i) => ({
      type: 'Feature',
      id: `P${i}`,
      properties: { id: `P${i}`, name },
      geometry: { type: 'Point', coordinates: [121.5 + i / 100, 29.9] },
    }));
    await publish('parcels', JSON.stringify({ type: 'FeatureCollection', features }), '2020-01-01');
    const items = await system.get('/ogc/collections/parcels/items', { query: { bbox: '121.495,29.8,121.505,30' } });
    expect(
      (items.body as { features: { properties: { name: string } }[] }).features.map((one) => one.properties.name),
    ).toEqual(['一号']);
    const tile = await system.get('/ogc/collections/parcels/tiles/WebMercatorQuad/0/0/0');
    expect([tile.status, Number(tile.headers['content-length'] ?? tile.body.length) > 0]).toEqual([200, true]);
  });

  it('keep layers, and learn to match', async () => {
    const layer = { title: { zh: '地块', en: 'Parcels' }, geometry: 'point' };
    const puts = [await system.put('/v1/layers/parcels', layer), await system.put('/v1/layers/parcels', layer)];
    expect(puts.map(({ status }) => status)).toEqual([200, 200]);

    const { status, headers } = await system.post('/v1/legal-entities/models');
    expect(status).toBe(202);
    const model = headers['location'] as string;
    const settled = async (): Promise<string> => {
      for (let waited = 0; waited < 20_000; waited += 50) {
        const { status: is } = (await system.get(model)).body as { status: string };
        if (is !== 'training' && is !== 'activating') return is;
        await sleep(50);
      }
      return 'neither';
    };
    expect(await settled()).toBe('ready');
    expect((await system.post(`${model}/activate`, undefined, { as: 'steward' })).status).toBe(202);
    expect(await settled()).toBe('active');
  });
});
