import type { Visitor } from '../visitor.js';

const sights = {
  base: 'geospatial',
  department: 'state-tax',
  title: { zh: '景点' },
  key: ['id'],
  mapping: { layer: { constant: 'places' }, name: 'name', code: 'adcode', geometry: 'geometry' },
};

export async function features({ ask, deliver, known }: Visitor): Promise<void> {
  await ask('PUT', '/v1/datasets/sights', { body: sights });
  const point = (x: number): object => ({ type: 'Point', coordinates: [x, 29.87] });
  const feature = (id: string, name: string, x: number): string =>
    JSON.stringify({ type: 'Feature', id, properties: { name, adcode: `C${id}` }, geometry: point(x) });
  const query = { mode: 'delta', effectiveDate: '2020-01-01' };
  await deliver('sights', [feature('1', '天一阁', 121.53), feature('2', '月湖', 121.54)].join('\n'), query);
  await deliver('sights', feature('1', '天一阁博物院', 121.53), { ...query, effectiveDate: '2021-01-01' });
  const { body } = await ask('GET', '/v1/features', { query: { bbox: '121,29,122,30', count: 'exact' } });
  known.feature = (body as { items: { id: string; attributes: { code: string } }[] }).items.find(
    ({ attributes }) => attributes.code === 'C1',
  )!.id;
  const path = `/v1/features/${known.feature}`;
  await ask('POST', '/v1/geocode', { body: { addresses: ['宁波市海曙区中山西路18号', '北极'] } });
  await ask('POST', '/v1/geocode', { body: {} });
  await ask('POST', '/v1/geocode/reverse', { body: { point: [121.53, 29.87] } });
  await ask('GET', '/v1/layers');
  await ask('GET', '/v1/layers/roads');
  await ask('PUT', '/v1/layers/lamps', { body: { title: { zh: '路灯' }, geometry: 'point' } });
  await ask('GET', '/v1/features/by-identifier/code/C1');
  await ask('GET', path);
  for (const part of ['versions', 'versions/1', 'history', 'sources']) await ask('GET', `${path}/${part}`);
  await ask('GET', `${path}/diff`, { query: { from: '1', to: '2' } });
  await ask('GET', '/v1/features/changes');
  await ask('GET', '/v1/features/export');
  await ask('GET', '/v1/features/crosswalk');
  await ask('POST', '/v1/features/match', {
    body: { attributes: { layer: 'places', name: '天一阁', geometry: point(121.53) } },
  });
  await ask('POST', '/v1/features/lookup', { body: { ids: [known.feature] } });
}
