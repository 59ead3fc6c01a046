import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, onboard } from '../support/departments.js';
import { System, type BatchAnswer } from '../support/system.js';

/** Files that nobody here wrote. They stay where they are: without them there is nothing to test. */
const DATA = join(import.meta.dirname, '../../../shared/data/legal-entity');

const chinese = {
  base: 'legal-entity',
  department: 'industry-commerce',
  title: { zh: '浙江上市公司', en: 'Listed companies of Zhejiang' },
  key: ['ts_code'],
  mapping: {
    name: 'name',
    'identifiers.x-ticker': 'symbol',
    'identifiers.x-ts-code': 'ts_code',
    kind: { constant: 'enterprise' },
    'address.text': 'area',
    'address.division': { from: 'area', codes: { 浙江: '330000' } },
    scope: 'industry',
  },
  effectiveDate: { from: 'list_date', format: 'yyyyMMdd' },
};

const english = {
  base: 'legal-entity',
  department: 'state-tax',
  title: { zh: '上市公司（英文）', en: 'Listed companies, English' },
  key: ['symbol'],
  mapping: {
    name: 'name',
    englishName: 'name',
    // 600051.SS here is 600051.SH there: what they share is the number.
    'identifiers.x-ticker': { from: 'symbol', pattern: String.raw`^(\d{6})` },
    'identifiers.x-figi': 'figi',
    kind: { constant: 'enterprise' },
    status: { from: 'delisted', codes: { False: 'active', True: 'cancelled' } },
    'address.text': { from: ['country', 'state', 'city'], join: ' ' },
    'address.postcode': 'zipcode',
    scope: 'summary',
  },
  trust: { '*': 40 },
};

const codes = {
  base: 'legal-entity',
  department: 'industry-commerce',
  title: { zh: '统一社会信用代码', en: 'Social credit codes' },
  key: ['序号'],
  mapping: { name: '名称', 'identifiers.uscc': '代码' },
};

/** Characters a code is made of: GB 32100-2015 has no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** After every listing, whatever the day of the test. */
const LATER = { validAt: '2100-01-01' };

const SPECIAL_TREATMENT = /^(\*ST|ST|XD|N)/;

interface Master {
  id: string;
  version: number;
  attributes: { name: string; identifiers: Record<string, string> };
}

const here = existsSync(DATA);
if (!here) process.stdout.write(`skipped: there is no ${DATA}\n`);

(here ? describe : describe.skip)('files that nobody here wrote', () => {
  let system: System;
  let zh: Buffer;
  let en: Buffer;
  let genuine: string[];

  beforeAll(async () => {
    zh = readFileSync(join(DATA, 'listed-companies-zh.csv'));
    en = readFileSync(join(DATA, 'listed-companies-en.csv'));
    genuine = readFileSync(join(DATA, 'uscc_valid_200.txt'), 'utf8').trim().split(/\s+/);
    system = await System.start('embedded');
    await onboard(system);
    for (const [code, definition] of Object.entries({ chinese, english, genuine: codes, changed: codes })) {
      const answer = await system.put(`/v1/datasets/${code}`, definition);
      if (answer.status !== 201) throw new Error(answer.text);
    }
  });

  afterAll(() => system.stop());

  const deliver = async (dataset: string, file: Buffer | string, effectiveDate: string): Promise<BatchAnswer> => {
    const batch = await system.deliver(dataset, file, { mode: 'snapshot', effectiveDate });
    expect(batch).toMatchObject({ status: 'published', problem: null });
    expect(batch.counts['accepted']! + batch.counts['rejected']!).toBe(batch.counts['read']);
    return batch;
  };

  async function records(query: Record<string, string> = LATER): Promise<Master[]> {
    const answer = await system.get('/v1/legal-entities/export', { query });
    return answer.text
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Master);
  }

  const issuesOf = async (batch: BatchAnswer, query: Record<string, string> = {}) =>
    (await system.get(`/v1/batches/${batch.id}/issues`, { query: { limit: '1000', ...query } })).body as {
      items: { row: number; column: string; value: string; severity: string; code: string }[];
      next: string | null;
      summary: { code: string; severity: string; count: number }[];
    };

  describe('listed companies, in Chinese and in English', () => {
    it('proposes a usable definition for the Chinese file', async () => {
      const answer = await fetch(`${system.url}/v1/datasets:infer?base=legal-entity&department=industry-commerce`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await system.key('operator')}`,
          'content-type': 'application/octet-stream',
        },
        body: new Uint8Array(zh),
      });
      expect(answer.status).toBe(200);
      const { columns } = (await answer.json()) as { columns: { column: string; target: string | null }[] };
      expect(columns).toContainEqual(expect.objectContaining({ column: 'name', target: 'name' }));
    });

    it('accounts for every row, and no two companies become one', async () => {
      const first = await deliver('chinese', zh, '2026-01-01');
      expect(first.counts).toMatchObject({ read: 743, accepted: 743, rejected: 0, created: 743 });
      expect((await issuesOf(first)).summary).toEqual([]);
      expect(first.counts.masters).toMatchObject({ created: 743 });

      const second = await deliver('english', en, '2026-01-01');
      expect(second.counts).toMatchObject({ read: 79, accepted: 79, rejected: 0, created: 79 });
      expect((await issuesOf(second)).summary).toEqual([]);
      expect(second.counts.masters).toMatchObject({ created: 79, updated: 0, merged: 0 });
      expect(await records()).toHaveLength(743 + 79);
    });

    it('takes each company’s own date: what was listed when', async () => {
      const { body } = await system.get('/v1/legal-entities', { query: { validAt: '1996-01-01', count: 'exact' } });
      const listed = zh
        .toString()
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .filter((line) => line.split(',').at(-2)! <= '19960101');
      expect(listed.length).toBeGreaterThan(0);
      expect((body as { total: number }).total).toBe(listed.length);
    });

    it('keeps the names as they came, ST and XD included, and finds them without', async () => {
      const names = (await records()).map(({ attributes }) => attributes.name);
      for (const name of ['*ST宁视', 'ST围海', 'XD会稽山', 'ST喜临门']) expect(names).toContain(name);
      for (const [query, name] of [
        [{ name: '宁视' }, '*ST宁视'],
        [{ name: '会稽山' }, 'XD会稽山'],
        [{ 'name.prefix': '*ST宁' }, '*ST宁视'],
        [{ 'name.fuzzy': '喜临门家居' }, 'ST喜临门'],
      ] as [Record<string, string>, string][]) {
        const { items } = (await system.get('/v1/legal-entities', { query: { ...LATER, ...query } })).body as {
          items: Master[];
        };
        expect([query, items.map(({ attributes }) => attributes.name)]).toEqual([
          query,
          expect.arrayContaining([name]),
        ]);
      }
    });

    it('knows one company in two sources by a shared number as evidence, never as proof', async () => {
      const answer = await system.get('/v1/legal-entities/by-identifier/x-ticker/002586', { query: LATER });
      // Both have it, and nothing but it: two records, each of which the caller is told of.
      expect(answer.status).toBe(409);
      const { ids } = answer.body as { ids: string[] };
      const found = (await system.post('/v1/legal-entities/lookup', { ids }, { query: LATER })).body as {
        items: Master[];
      };
      expect(found.items.map(({ attributes }) => attributes.name).sort()).toEqual([
        'ST围海',
        'Zhejiang Reclaim Construction Group Co., Ltd.',
      ]);
      const shared = new Map<string, number>();
      for (const { attributes } of await records()) {
        const ticker = attributes.identifiers['x-ticker']!;
        shared.set(ticker, (shared.get(ticker) ?? 0) + 1);
      }
      expect([...shared.values()].filter((count) => count === 2)).toHaveLength(77);
    });

    it('follows a company through a change of its name', async () => {
      const before = new Map((await records()).map((record) => [record.id, record]));
      const lines = zh.toString().split(/\r?\n/);
      // ST and XD are dropped some day, as exchanges do; each with the day it happened.
      const renamed = lines.map((line) => {
        const cells = line.split(',');
        const name = cells[2]?.replace(SPECIAL_TREATMENT, '');
        return name === cells[2] ? line : cells.with(2, name!).with(-2, '20260301').join(',');
      });
      const changed = renamed.filter((line, i) => line !== lines[i]).length;
      expect(changed).toBeGreaterThan(30);
      const batch = await deliver('chinese', renamed.join('\n'), '2026-03-01');
      expect(batch.counts).toMatchObject({ read: 743, accepted: 743, updated: changed, created: 0, deleted: 0 });
      expect(batch.counts.masters).toMatchObject({ created: 0, updated: changed, merged: 0, split: 0 });
      const after = await records();
      expect(after.map(({ id }) => id)).toEqual([...before.keys()]);
      const [weihai] = after.filter(({ attributes }) => attributes.name === '围海');
      expect(before.get(weihai!.id)!.attributes.name).toBe('ST围海');
      const then = (await system.get(`/v1/legal-entities/${weihai!.id}`, { query: { validAt: '2026-02-28' } }))
        .body as Master;
      expect(then.attributes.name).toBe('ST围海');
    });

    it('changes nothing when the files come again', async () => {
      const before = (await system.get('/v1/legal-entities/export')).text;
      const batch = await deliver('english', en, '2026-01-01');
      expect(batch.counts).toMatchObject({
        unchanged: 79,
        created: 0,
        updated: 0,
        masters: { created: 0, updated: 0 },
      });
      expect((await system.get('/v1/legal-entities/export')).text).toBe(before);
    });
  });

  describe('the 200 genuine codes', () => {
    /** Each code with one character changed, once at every place. */
    const changes = (): string[] =>
      genuine.flatMap((code, n) =>
        [...code].map((character, place) => {
          const other =
            ALPHABET[(ALPHABET.indexOf(character) + 1 + ((n + place) % (ALPHABET.length - 1))) % ALPHABET.length]!;
          return code.slice(0, place) + other + code.slice(place + 1);
        }),
      );

    it('are all taken without a word, each an organisation of its own', async () => {
      expect(genuine).toHaveLength(200);
      const rows = genuine.map((code, i) => `${i},甲单位${i}号,${code}`);
      const batch = await deliver('genuine', csv('序号,名称,代码', ...rows), '2026-01-01');
      expect(batch.counts).toMatchObject({ read: 200, accepted: 200, rejected: 0, warnings: 0, created: 200 });
      expect(batch.counts.masters).toMatchObject({ created: 200, merged: 0 });
      for (const [i, code] of genuine.entries()) {
        if (i % 20 !== 0) continue;
        const { body } = await system.get(`/v1/legal-entities/by-identifier/uscc/${code}`);
        expect((body as Master).attributes.name).toBe(`甲单位${i}号`);
      }
    });

    it('with one character changed are all warned of, and identify nobody', async () => {
      const changed = changes();
      expect(new Set(changed).size).toBe(200 * 18);
      const rows = changed.map((code, i) => `${i},乙机构${i}号,${code}`);
      const batch = await deliver('changed', csv('序号,名称,代码', ...rows), '2026-01-01');
      expect(batch.counts).toMatchObject({ read: 3600, accepted: 3600, rejected: 0, warnings: 3600, created: 3600 });
      expect(batch.counts.masters).toMatchObject({ created: 3600, updated: 0, merged: 0 });
      const { items, summary } = await issuesOf(batch);
      expect(summary.reduce((sum, { count }) => sum + count, 0)).toBe(3600);
      expect(summary.every(({ severity, code }) => severity === 'warning' && code.startsWith('uscc-'))).toBe(true);
      expect(items[0]).toMatchObject({ row: 2, column: '代码', value: changed[0], severity: 'warning' });
      for (const record of await records()) {
        if (record.attributes.name.startsWith('乙机构'))
          expect(record.attributes.identifiers ?? {}).not.toHaveProperty('uscc');
      }
      for (const code of changed.filter((_, i) => i % 180 === 0)) {
        expect((await system.get(`/v1/legal-entities/by-identifier/uscc/${code}`)).status).toBe(404);
      }
    });
  });
});
