import { expect } from '@jest/globals';
import { csv, onboard, registry } from '../../support/departments.js';
import { NOBODY, type Visitor } from '../visitor.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';
export const USCC = '91110000600037341L';

export async function departmentsAndDatasets({ ask, system }: Visitor): Promise<void> {
  await ask('PUT', '/v1/departments/industry-commerce', { body: { title: { zh: '市工商局' } } });
  await ask('PUT', '/v1/departments/industry-commerce', { body: { title: { zh: '市工商局', en: 'Industry' } } });
  await onboard(system);
  await ask('GET', '/v1/departments');
  await ask('GET', '/v1/departments', { query: { limit: '1' } });
  await ask('GET', '/v1/departments/state-tax');
  await ask('GET', '/v1/departments/state-tax', { headers: { 'if-none-match': '"1"' } });
  await ask('PUT', '/v1/datasets/registry-too', { body: registry });
  await ask('PUT', '/v1/datasets/registry-too', { body: { ...registry, description: { zh: '副本' } } });
  await ask('PUT', '/v1/datasets/registry-too', { body: { ...registry, mapping: { nmae: '企业名称' } } });
  await ask('GET', '/v1/datasets');
  await ask('GET', '/v1/datasets', { query: { limit: '1' } });
  await ask('GET', '/v1/datasets/registry');
  await ask('GET', '/v1/datasets/registry', { headers: { 'if-none-match': '"1"' } });
  await ask('GET', '/v1/datasets/registry-too/versions');
  await ask('GET', '/v1/datasets/registry-too/versions/1');
  await ask('GET', '/v1/datasets/registry/template');
  await ask('GET', '/v1/datasets/registry/template', { query: { format: 'csv' } });
  await ask('GET', '/v1/bases');
  await ask('GET', '/v1/bases/legal-entity');
  const query = { base: 'legal-entity', department: 'state-tax' };
  await ask('POST', '/v1/datasets:infer', { query, body: csv(REGISTRY, '1,宁波甬江机械有限公司,,,,,在业') });
}

export async function batchesAndIssues({ ask, deliver, known, system }: Visitor): Promise<void> {
  await deliver(
    'registry',
    csv(
      REGISTRY,
      `R1,宁波甬江机械有限公司,${USCC},宁波市海曙区中山西路1号,王建国,2001-03-05,在业`,
      'R2,宁波四明山食品有限公司,,宁波市鄞州区天童北路100号,陈晓东,2005-06,在业',
    ),
    { mode: 'snapshot', effectiveDate: '2020-01-01' },
  );
  known.batch = await deliver(
    'taxpayers',
    csv(
      TAX,
      `${USCC},宁波甬江机械公司,${USCC},海曙区中山西路1号,0574-87654321`,
      '330203000000001,宁波小港五金厂,91330203ABCDEFGH1X,宁波市北仑区小港路1号,12',
      '330203000000002,,,,',
    ),
    { mode: 'snapshot', effectiveDate: '2020-02-01' },
  );
  await ask('GET', '/v1/batches');
  await ask('GET', '/v1/batches', { query: { limit: '1' } });
  await ask('GET', `/v1/batches/${known.batch}`);
  const issues = (await ask('GET', `/v1/batches/${known.batch}/issues`)).body as { items: unknown[] };
  expect(issues.items.length).toBeGreaterThanOrEqual(2);
  await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { limit: '1', severity: 'error' } });
  await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { format: 'csv' } });
  await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { format: 'xlsx' } });
  await ask('GET', `/v1/batches/${known.batch}/events`);
  await ask('POST', `/v1/batches/${known.batch}/cancel`);
  await ask('POST', `/v1/batches/${known.batch}/confirm`);
  const refused = await deliver('registry', '%PDF-1.7', { mode: 'delta' });
  await ask('GET', `/v1/batches/${refused}`);
  for (const step of ['confirm', 'cancel']) {
    const held = await deliver('registry', csv(REGISTRY, 'R3,宁波新立贸易有限公司,,,,,在业'), {
      mode: 'snapshot',
      effectiveDate: '2020-06-01',
    });
    expect((await ask('POST', `/v1/batches/${held}/${step}`)).status).toBe(202);
    await system.finished(held, ['published', 'cancelled']);
    if (step === 'confirm') await ask('POST', `/v1/batches/${held}/rollback`);
    if (step === 'confirm') await system.finished(held, ['rolled-back']);
  }
}

export async function legalEntities({ ask, known }: Visitor): Promise<void> {
  const page = (await ask('GET', '/v1/legal-entities', { query: { count: 'exact' } })).body as {
    items: { id: string }[];
  };
  expect(page.items.length).toBeGreaterThan(1);
  const next = (await ask('GET', '/v1/legal-entities', { query: { limit: '1', fields: 'name' } })).body as {
    next: string;
  };
  await ask('GET', '/v1/legal-entities', { query: { limit: '1', after: next.next } });
  const found = await ask('GET', `/v1/legal-entities/by-identifier/uscc/${USCC}`);
  known.record = (found.body as { id: string }).id;
  const path = `/v1/legal-entities/${known.record}`;
  await ask('GET', path);
  await ask('GET', path, { query: { fields: 'name,identifiers', validAt: '2020-01-15' } });
  const { version, validFrom } = found.body as { version: number; validFrom: string };
  await ask('GET', path, { headers: { 'if-none-match': `"${version}.${validFrom}"` } });
  await ask('GET', `${path}/versions`);
  await ask('GET', `${path}/versions/1`);
  await ask('GET', `${path}/diff`, { query: { from: '1', to: String(version) } });
  await ask('GET', `${path}/diff`, { query: { from: '2019-01-01', to: '2020-05-01' } });
  await ask('GET', `${path}/sources`);
  await ask('GET', `${path}/relations`);
  const attributes = { name: '宁波甬江机械有限公司', identifiers: { uscc: USCC } };
  expect((await ask('POST', '/v1/legal-entities/match', { body: { attributes } })).body).toMatchObject({
    items: [{ id: known.record, decision: 'link' }],
  });
  const svg = { accept: 'image/svg+xml' };
  expect(await ask('POST', '/v1/legal-entities/match', { body: { attributes }, headers: svg })).toMatchObject({
    type: 'image/svg+xml; charset=utf-8',
    text: expect.stringMatching(/^<svg [^]*<title>.*自动关联 link/) as unknown,
  });
  const nobody = { attributes, candidate: NOBODY };
  expect((await ask('POST', '/v1/legal-entities/match', { body: nobody })).body).toMatchObject({ items: [] });
  expect((await ask('POST', '/v1/legal-entities/match', { body: nobody, headers: svg })).status).toBe(404);
  await ask('POST', '/v1/legal-entities/lookup', { body: { ids: [known.record, NOBODY] } });
  const { items } = (await ask('GET', '/v1/legal-entities/changes')).body as { items: unknown[] };
  expect(items.length).toBeGreaterThan(2);
  await ask('GET', '/v1/legal-entities/changes', { query: { limit: '1' } });
  for (const format of ['ndjson', 'csv', 'parquet'])
    await ask('GET', '/v1/legal-entities/export', { query: { format } });
  await ask('GET', '/v1/legal-entities/crosswalk');
  await ask('GET', '/v1/legal-entities/crosswalk', { headers: { accept: 'text/csv' } });
}

export async function mergedRecord({ ask, deliver, known }: Visitor): Promise<void> {
  const { body } = await ask('GET', '/v1/legal-entities', { query: { name: '小港五金' } });
  const [lone] = (body as { items: { id: string }[] }).items;
  await deliver('taxpayers', csv(TAX, `330203000000001,宁波甬江机械公司,${USCC},海曙区中山西路1号,0574-87654321`), {
    mode: 'delta',
    effectiveDate: '2020-03-01',
  });
  known.merged = lone!.id;
  const gone = await ask('GET', `/v1/legal-entities/${lone!.id}`);
  expect(gone).toMatchObject({ status: 410, body: { successor: known.record } });
  await ask('GET', '/v1/legal-entities/changes');
  await ask('GET', `/v1/legal-entities/${lone!.id}/versions`);
}

export async function changeFeed({ ask, eventsOf }: Visitor): Promise<void> {
  const [first] = await eventsOf('/v1/legal-entities/changes/events', {}, 1);
  const { items } = (await ask('GET', '/v1/legal-entities/changes')).body as {
    items: { position: string; kind: string }[];
  };
  expect(first).toEqual({ id: items[0]!.position, event: items[0]!.kind, data: items[0] });
  // As a browser does it: the address of the first time, and the last event it saw.
  const path = `/v1/legal-entities/changes/events?after=${items[0]!.position}`;
  const [third] = await eventsOf(path, { 'last-event-id': items[1]!.position }, 1);
  expect(third).toMatchObject({ id: items[2]!.position });
}
