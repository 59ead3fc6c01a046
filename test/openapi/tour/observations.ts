import { expect } from '@jest/globals';
import { csv } from '../../support/departments.js';
import { onboardObservations } from '../../support/observations.js';
import { NOBODY, RELEASE, SERIES, SOURCE, type Visitor } from '../visitor.js';

/** What is asked of FRED, with which parameters. */
const FRED: readonly [Record<string, string>, ...string[]][] = [
  [{ series_id: SERIES }, 'series', 'series/observations', 'series/vintagedates'],
  [{ series_id: SERIES }, 'series/tags', 'series/categories', 'series/release'],
  [{ search_text: 'GDP' }, 'series/search'],
  [{ series_search_text: 'GDP', tag_names: 'gdp' }, 'series/search/tags', 'series/search/related_tags'],
  [{ category_id: '0' }, 'category', 'category/children', 'category/related', 'category/series', 'category/tags'],
  [{ category_id: '0', tag_names: 'gdp' }, 'category/related_tags'],
  [{}, 'series/updates', 'releases', 'releases/dates', 'sources', 'tags'],
  [
    { release_id: RELEASE },
    'release',
    'release/dates',
    'release/series',
    'release/sources',
    'release/tables',
    'release/tags',
  ],
  [{ release_id: RELEASE, tag_names: 'gdp' }, 'release/related_tags'],
  [{ source_id: SOURCE }, 'source', 'source/releases'],
  [{ tag_names: 'gdp' }, 'related_tags', 'tags/series'],
];

export async function observations({ ask, deliver, known, system }: Visitor): Promise<void> {
  await onboardObservations(system);
  const row = '330200,2020Q1,10.5,,2020-04-20';
  await deliver('gdp-release', csv('地区,时期,数值,状态,发布日期', row, '330200,2020Q2,11,,2020-07-20'), {
    mode: 'delta',
  });
  await deliver('gdp-release', csv('地区,时期,数值,状态,发布日期', '330200,2020Q1,10.6,,2020-07-20'), {
    mode: 'delta',
  });
  const definition = {
    ...{ title: { zh: '地区生产总值', en: 'Gross regional product' }, unit: '亿元', tolerance: '0.5' },
    identities: [{ kind: 'areas', area: '330200', of: ['330203'] }],
  };
  expect((await ask('PUT', '/v1/indicators/GDP', { body: definition })).status).toBe(201);
  expect((await ask('PUT', '/v1/indicators/GDP', { body: definition })).status).toBe(200);
  const page = (await ask('GET', '/v1/observations', { query: { count: 'exact' } })).body as {
    items: { id: string }[];
  };
  known.observation = page.items[0]!.id;
  for (const format of ['json', 'csv']) {
    await ask('GET', '/v1/observations', { query: { format } });
    await ask('GET', `/v1/series/${SERIES}`, { query: { format } });
    await ask('GET', `/v1/series/${SERIES}/revisions`, { query: { format } });
    await ask('GET', '/v1/observations/export', { query: { format: format === 'csv' ? 'csv' : 'ndjson' } });
  }
  for (const path of ['', `/${SERIES}`, `/${SERIES}/vintages`, `/${SERIES}/departments`])
    await ask('GET', `/v1/series${path}`);
  for (const path of ['', '/GDP', '/GDP/versions', '/GDP/departures', '/GDP/lineage'])
    await ask('GET', `/v1/indicators${path}`);
  const one = `/v1/observations/${known.observation}`;
  for (const path of ['', '/versions', '/versions/1', '/history', '/diff?from=1&to=2', '/sources']) {
    const [head, query] = `${one}${path}`.split('?');
    await ask('GET', head!, { query: Object.fromEntries(new URLSearchParams(query)) });
  }
  await ask('GET', '/v1/areas/330203/profile', { query: { validAt: '2015-12-31' } });
  for (const path of [
    '2.1/dataflow',
    '2.1/dataflow/all',
    '2.1/codelist/SIKU/CL_FREQ',
    '2.1/codelist/SIKU/CL_FREQ/1.0',
  ]) {
    for (const accept of ['xml', 'json']) {
      await ask('GET', `/sdmx/${path}`, { headers: { accept: `application/vnd.sdmx.structure+${accept}` } });
    }
  }
  const list = { id: 'CL_X', agencyID: 'ECB', version: '1.0', name: 'X', codes: [{ id: 'A', name: 'A' }] };
  await ask('POST', '/sdmx/3.0/structure', { body: { data: { codelists: [list] } } });
  await ask('DELETE', '/sdmx/3.0/structure/codelist/ECB/CL_X/1.0');
  for (const path of ['dataflow', 'codelist/SIKU/CL_FREQ', 'datastructure/*/*/+']) {
    await ask('GET', `/sdmx/3.0/structure/${path}`);
  }
  for (const file_type of ['xml', 'json']) {
    for (const [query, ...paths] of FRED) {
      for (const path of paths) await ask('GET', `/fred/${path}`, { query: { ...query, file_type } });
    }
  }
  const flow = ['2.1', 'OBSERVATIONS', SERIES, 'all'];
  const context = ['3.0', 'dataflow', 'SIKU', 'OBSERVATIONS', '1.0.0', SERIES];
  for (const [version, ...parts] of [flow, context]) {
    for (let length = version === '2.1' ? 1 : 0; length <= parts.length; length++) {
      const path = `/sdmx/${[version, 'data', ...parts.slice(0, length)].join('/')}`;
      for (const accept of ['data+json', 'data+csv', 'genericdata+xml', 'structurespecificdata+xml', 'data+xml']) {
        await ask('GET', path, { headers: { accept: `application/vnd.sdmx.${accept}` } });
      }
    }
    const resource = version === '2.1' ? 'availableconstraint' : 'availability';
    const parts2 = [...parts, 'REF_AREA'];
    for (let length = version === '2.1' ? 1 : 0; length <= parts2.length; length++) {
      await ask('GET', `/sdmx/${[version, resource, ...parts2.slice(0, length)].join('/')}`, {
        headers: { accept: 'application/vnd.sdmx.structure+json' },
      });
    }
  }
  await ask('GET', '/v1/observations/changes');
  await ask('GET', `/v1/observations/by-identifier/key/${SERIES}.2020-Q1`);
  await ask('GET', '/v1/observations/crosswalk');
  const attributes = { indicator: 'GDP', area: '330200', frequency: 'Q', adjustment: 'N', period: '2020-Q1' };
  expect((await ask('POST', '/v1/observations/match', { body: { attributes } })).body).toMatchObject({
    items: [{ id: known.observation }],
  });
  await ask('POST', '/v1/observations/lookup', { body: { ids: [known.observation, NOBODY] } });
}
