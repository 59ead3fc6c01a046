import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { geospatialBase } from '@siku/geospatial';
import { testDatabaseKinds } from '@siku/platform';
import { System, type BatchAnswer, type Query } from '../support/system.js';

type Ring = number[][];
type Geometry = { type: 'Point'; coordinates: number[] } | { type: 'Polygon'; coordinates: Ring[] };

const point = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });

const square = (x: number, y: number, side: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
});

const file = (rows: readonly [id: string, name: string, geometry: Geometry | null][]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rows.map(([id, name, geometry]) => ({ type: 'Feature', id, properties: { name }, geometry })),
  });

/** The ends of the rows' keys beside a place of its own each, on a lattice about a corner of many cells: 112.5 E 28.125 N. */
const LATTICE = Array.from({ length: 64 }, (_, i): [string, string, Geometry] => {
  const [x, y] = [112.5 + ((i % 8) - 4) * 0.01, 28.125 + (Math.floor(i / 8) - 4) * 0.01];
  return [`L${i}`, `地点${i}`, i % 3 === 0 ? square(x - 0.002, y - 0.002, 0.004) : point(x, y)];
});

const ODD: [string, string, Geometry | null][] = [
  ['country', '大区', square(100, 20, 20)],
  ['nowhere', '无图', null],
  ['quote', '引号"与\\斜线', point(112.5, 28.125)],
];

interface Page {
  features: { id: string; properties: { name: string } }[];
  links: { rel: string; href: string }[];
}

describe.each(testDatabaseKinds())('rows that are kept ready to be served (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await system.put('/v1/departments/planning', { title: { zh: '规划', en: 'Planning' } });
    for (const dataset of ['first', 'second']) {
      const mapping = { layer: { constant: 'places' }, name: 'name', geometry: 'geometry' };
      const about = { base: 'geospatial', department: 'planning', title: { zh: dataset, en: dataset }, key: ['id'] };
      const put = await system.put(`/v1/datasets/${dataset}`, { ...about, mapping });
      if (put.status !== 201) throw new Error(put.text);
    }
  });

  afterAll(() => system.stop());

  const query = (text: string): Promise<Record<string, unknown>[]> => system.testDatabase.database.query(text);

  /** Rows that one of the tables has and the other lacks. */
  async function differences(): Promise<unknown[]> {
    const key = ['master_id', 'version', 'valid_from', 'valid_to', 'recorded_from', 'recorded_to'].map((c) => `v.${c}`);
    const shape = Object.entries(geospatialBase.served!);
    const served = `SELECT ${[...key, ...shape.map(([column]) => `v.${column}::text`)].join(', ')} FROM geospatial.served_version v`;
    const wanted = `SELECT ${[...key, ...shape.map(([, sql]) => `(${sql})::text`)].join(', ')} FROM geospatial.master_version v`;
    return query(`(${served} EXCEPT ALL ${wanted}) UNION ALL (${wanted} EXCEPT ALL ${served})`);
  }

  const count = async (): Promise<number> =>
    (await query('SELECT count(*)::int AS count FROM geospatial.served_version'))[0]!['count'] as number;

  const deliver = async (dataset: string, rows: Parameters<typeof file>[0], day: string): Promise<BatchAnswer> => {
    const batch = await system.deliver(dataset, file(rows), { mode: 'snapshot', effectiveDate: day });
    expect([batch.status, batch.problem]).toEqual(['published', null]);
    return batch;
  };

  /** Pages to the end; names in their order. */
  async function names(asked: Query): Promise<string[]> {
    const found: string[] = [];
    for (
      let path: string | undefined = `/ogc/collections/places/items?${new URLSearchParams(asked).toString()}`;
      path;
    ) {
      const { status, body } = await system.get(path);
      expect(status).toBe(200);
      const { features, links } = body as Page;
      found.push(...features.map(({ properties }) => properties.name));
      path = links.find(({ rel }) => rel === 'next')?.href.replace(/^https?:\/\/[^/]+/, '');
    }
    return found;
  }

  it('are those of the versions after loads, moves, merges, splits, withdrawals and what a crash left', async () => {
    await deliver('first', [...LATTICE, ...ODD], '2024-01-01');
    expect([await count(), await differences()]).toEqual([LATTICE.length + ODD.length, []]);

    const moved = LATTICE.map(([id, name], i): [string, string, Geometry] => [id, name, point(112 + i / 100, 29)]);
    await deliver('second', LATTICE.slice(0, 20), '2024-02-01');
    const late = await deliver('first', [...moved.slice(0, 10), ...LATTICE.slice(10, 62), ...ODD], '2024-03-01');
    expect(await differences()).toEqual([]);
    expect(await count()).toBeGreaterThan(LATTICE.length + ODD.length + 10);

    const { body } = await system.get('/v1/features', { query: { layer: 'places', limit: '1000' } });
    const [one, other] = (body as { items: { id: string; version: number }[] }).items;
    const merge = await system.post(
      `/v1/features/${one!.id}/merge`,
      { with: [other!.id], reason: '同一处' },
      { as: 'steward' },
    );
    expect([merge.status, merge.body]).toEqual([
      merge.status,
      expect.objectContaining({ decisionId: expect.anything() }),
    ]);
    await deliver('second', LATTICE.slice(0, 21), '2024-04-01');
    expect(await differences()).toEqual([]);

    // What a worker that died in the middle of a publication leaves: rows of the coming number, and ends that carry it.
    const [clock] = await query(`SELECT number::int AS number FROM catalogue.base_clock WHERE base = 'geospatial'`);
    const next = (clock!['number'] as number) + 1;
    for (const table of ['master_version', 'served_version']) {
      await query(
        `UPDATE geospatial.${table} SET recorded_to = ${next} WHERE recorded_to = 9223372036854775807 AND valid_from > '2024-01-15'`,
      );
    }
    await query(`INSERT INTO geospatial.served_version (master_id, version, valid_from, recorded_from, layer, feature)
                 SELECT gen_random_uuid(), 1, '2024-01-01', ${next}, 'places', '{}' FROM generate_series(1, 5)`);
    await query(`UPDATE catalogue.base_clock SET dirty = true WHERE base = 'geospatial'`);
    await deliver('second', LATTICE.slice(0, 22), '2024-05-01');
    expect(await differences()).toEqual([]);

    expect((await system.post(`/v1/batches/${late.id}/rollback`)).status).toBe(202);
    expect((await system.finished(late.id, ['rolled-back'])).status).toBe('rolled-back');
    expect(await differences()).toEqual([]);
  });

  it('are made by immutable functions, as indexes and clusters demand', async () => {
    await system.testDatabase.database.transaction(async (tx) => {
      await tx.query('CREATE TEMP TABLE v (LIKE geospatial.master_version) ON COMMIT DROP');
      for (const sql of Object.values(geospatialBase.served!)) await tx.query(`CREATE INDEX ON v (((${sql}) IS NULL))`);
    });
  });

  it.each([
    ['a corner of many cells', '112.46,28.085,112.54,28.165'],
    ['one place', '112.4999999,28.1249999,112.5000001,28.1250001'],
    ['half of a square', '112.47,28.08,112.4701,28.17'],
    ['all of the world', '-180,-90,180,90'],
    ['nothing', '10,10,11,11'],
  ])('answer page by page what is in a box: %s', async (_, bbox) => {
    for (const time of [{}, { validAt: '2024-03-05' }, { validAt: '2023-01-01' }] as Query[]) {
      // A filter that all pass is answered from the versions themselves.
      const wanted = await names({ bbox, filter: "name <> ''", limit: '1000', ...time });
      const found = await names({ bbox, limit: '7', ...time });
      expect(found.toSorted()).toEqual(wanted.toSorted());
      expect(await names({ bbox, limit: '7', ...time })).toEqual(found);
    }
  });

  it('answer a layer page by page, what has no geometry too', async () => {
    const wanted = await names({ filter: "name <> ''", limit: '1000' });
    expect(await names({ limit: '9' })).toEqual(wanted);
    expect(wanted).toContain('无图');
  });

  it('refuse the cursor of another query', async () => {
    const { body } = await system.get('/ogc/collections/places/items', {
      query: { limit: '1', bbox: '112,28,113,29' },
    });
    const after = new URL((body as Page).links.find(({ rel }) => rel === 'next')!.href).searchParams.get('after')!;
    for (const asked of [{ after }, { after, bbox: '10,28,11,29' }] as Query[])
      expect((await system.get('/ogc/collections/places/items', { query: asked })).status).toBe(400);
  });

  it.each(["w'", 'w\0', 'W', null])('refuse a cursor whose place is %j', async (place) => {
    const cursor = Buffer.from(JSON.stringify([place, '80000000-0000-8000-8000-000000000000'])).toString('base64url');
    const asked = { limit: '1', bbox: '112,28,113,29', after: cursor };
    const { status, body } = await system.get('/ogc/collections/places/items', { query: asked });
    expect([status, (body as { errors: { parameter: string }[] }).errors[0]!.parameter]).toEqual([400, 'after']);
  });
});
