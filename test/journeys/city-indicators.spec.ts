import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { deliverCity, onboardCity } from '../../tools/src/demo/load-demo-city.js';
import { generateIndicators } from '../../tools/src/generate/indicators.js';
import { System } from '../support/system.js';

interface Series {
  observations: { period: string; value: string | null; status?: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'siku-indicators-'));

/** Eight departments' tables of one economy, as the demo city has them. */
describe('the indicators of the city', () => {
  let system: System;
  let client: SikuClient;
  let batches: BatchState[];

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    client = new SikuClient(system.url, await system.key('operator'));
    const manifest = generateIndicators({ out: folder });
    await onboardCity(client, folder, manifest);
    batches = await deliverCity(client, folder, manifest, () => undefined);
  }, 120_000);

  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  const series = async (key: string, query: Record<string, string> = {}): Promise<Series['observations']> =>
    (await client.get<Series>(`/v1/series/${key}?${new URLSearchParams(query).toString()}`)).observations;

  it('takes every table in', () => {
    const last = batches.length - 1;
    expect(batches.map(({ status }) => status)).toEqual(batches.map((_, i) => (i === last ? 'received' : 'published')));
    // A figure is missing in two of three budgets: that is written as …, which means nothing.
    expect(batches.reduce((sum, { counts }) => sum + counts.rejected, 0)).toBe(0);
  });

  it('takes sums since January apart: the months of a year add up to its last sum', async () => {
    const months = await series('M.RETAIL_SALES.330200.N', { validAt: '2014-01-01/2014-12-31' });
    expect(months).toHaveLength(12);
    const [year] = await series('M.RETAIL_SALES.330200.N', {
      validAt: '2014-01-01/2014-12-31',
      frequency: 'A',
      aggregation: 'sum',
    });
    const sum = months.reduce((total, { value }) => total + Math.round(Number(value) * 100), 0);
    expect(Math.round(Number(year!.value) * 100)).toBe(sum);
  });

  it('knows first and final figures of the product', async () => {
    const key = 'Q.GDP.330200.N';
    const [first] = await series(key, { firstRelease: 'true', validAt: '2013-01-01/2013-03-31' });
    const [final] = await series(key, { validAt: '2013-01-01/2013-03-31' });
    expect(Number(first!.value) / Number(final!.value)).toBeCloseTo(0.985, 3);
    expect(await series(key, { knownAt: '2013-04-19' })).toEqual([]);
    expect(await series(key, { knownAt: '2013-04-21' })).toHaveLength(1);
  });

  it('finds the total that misses its parts, once a year', async () => {
    const { items } = await client.get<{ items: { period: string; difference: string }[] }>(
      '/v1/indicators/TRADE/departures',
    );
    expect(items.map(({ period }) => period)).toEqual(['2013-05', '2014-05', '2015-05']);
    for (const { difference } of items) expect(Number(difference)).toBeCloseTo(100, 1);
    const questions = await client.get<{
      items: { violation: { rule: string; period: string; difference: string } }[];
    }>('/v1/review-tasks?base=macroeconomic&kind=violation');
    const asked = questions.items.map(({ violation: { rule, period, difference } }) => [rule, period, difference]);
    expect(asked.sort()).toEqual(items.map(({ period, difference }) => ['identity-parts', period, difference]));
  });

  it('asks a steward where two departments differ by more than the indicator tolerates', async () => {
    const { items } = await client.get<{ items: { id: string; kind: string; attribute: string; records: string[] }[] }>(
      '/v1/review-tasks?base=macroeconomic&kind=attribute-tie',
    );
    expect(items.map(({ kind, attribute }) => [kind, attribute])).toEqual(items.map(() => ['attribute-tie', 'value']));
    const periods = await Promise.all(
      items.map(async ({ records }) => {
        const record = await client.get<{ attributes: { period: string } }>(`/v1/observations/${records[0]}`);
        return record.attributes.period;
      }),
    );
    expect(periods.sort()).toEqual(['2013-Q2', '2014-Q2', '2015-Q2']);
    const screen = await client.get<{ conflicts: { path: string; values: { value: string }[] }[] }>(
      `/v1/review-tasks/${items[0]!.id}`,
    );
    const { values } = screen.conflicts.find(({ path }) => path === 'value')!;
    const steward = new SikuClient(system.url, await system.key('steward'));
    const body = { decision: 'override', value: values[1]!.value, reason: '两部门会商' };
    await steward.post(`/v1/review-tasks/${items[0]!.id}/decision`, body);
    const decided = await client.get<{ attributes: { value: string } }>(`/v1/observations/${items[0]!.records[0]}`);
    expect(decided.attributes.value).toBe(values[1]!.value);
  });

  it('shows nothing of what is under embargo', async () => {
    const periods = (await series('M.FOREX_SURPLUS.330200.N')).map(({ period }) => period);
    expect([periods.length, periods.at(-1)]).toEqual([24, '2014-12']);
  });
});
