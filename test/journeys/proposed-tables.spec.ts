import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { System } from '../support/system.js';
import { TABLES, type Table } from '../support/department-tables.js';

const INDICATORS: readonly (readonly [code: string, title: string, unit: string])[] = [
  ['EXPORTS', '出口总额', '亿元'],
  ['IMPORTS', '进口总额', '亿元'],
  ['TRADE', '进出口总额', '亿元'],
  ['GDP', '地区生产总值', '亿元'],
  ['GDP1', '第一产业', '亿元'],
  ['REVENUE', '一般公共预算收入', '亿元'],
  ['TAX', '税收收入', '亿元'],
  ['INVESTMENT', '固定资产投资', '亿元'],
  ['CPI', '居民消费价格指数', '%'],
  ['DEPOSITS', '本外币存款余额', '亿元'],
  ['POPULATION', '常住人口', '万人'],
  ['POWER', '全社会用电量', '亿千瓦时'],
  ['FREIGHT', '货物运输量', '万吨'],
];

async function workbookOf({ rows, merged = [] }: Table): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet('表');
  page.addRows(rows);
  for (const range of merged) page.mergeCells(range);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('tables as departments send them', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    await system.put('/v1/departments/statistics', { title: { zh: '市统计局', en: 'Statistics' } });
    for (const [code, zh, unit] of INDICATORS) {
      await system.put(`/v1/indicators/${code}`, { title: { zh, en: code }, unit });
    }
  });

  afterAll(() => system.stop());

  async function propose(file: Buffer, more = ''): Promise<{ definition: object; notes: { en: string }[] }> {
    const answer = await fetch(`${system.url}/v1/datasets:infer?base=macroeconomic&department=statistics${more}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await system.key('operator')}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { definition: object; notes: { en: string }[] };
  }

  async function figuresOf(dataset: string): Promise<Table['figures']> {
    const answer = await fetch(`${system.url}/v1/observations/crosswalk?dataset=${dataset}`, {
      headers: { authorization: `Bearer ${await system.key('operator')}`, accept: 'application/x-ndjson' },
    });
    const text = await answer.text();
    const figures: Table['figures'] = {};
    for (const line of text.trim().split('\n')) {
      const { id } = JSON.parse(line) as { id: string };
      const { attributes } = (await system.get(`/v1/observations/${id}`)).body as {
        attributes: Record<string, string>;
      };
      const { frequency, indicator, area, period, value = '' } = attributes;
      (figures[`${frequency}.${indicator}.${area}`] ??= {})[period!] = value;
    }
    return figures;
  }

  it('side by side are refused with the columns of each, where the dataset does not say which it is', async () => {
    const table = TABLES['two tables side by side']!;
    const file = await workbookOf(table);
    const { definition } = await propose(file);
    const { file: _, ...undeclared } = definition as { file: object };
    await system.put('/v1/datasets/beside', undeclared);
    const { status, problem } = await system.deliver('beside', file, { mode: 'delta' });
    expect([status, problem]).toMatchObject(['rejected', { code: 'tables-side-by-side' }]);
    expect(JSON.stringify(problem)).toContain('A:B, D:E');
    const second = await propose(file, '&columns=D:E');
    expect(second.definition).toMatchObject({ file: { columns: 'D:E' }, unpivot: { headings: ['进口总额'] } });
  });

  it('list all their issues, page by page, however many columns a row has', async () => {
    const months = Array.from({ length: 12 }, (_, at) => `${at + 1}月`);
    const rows = [['宁波市出口总额'], ['年份', ...months], ['2024年', ...months.map(() => 'x1')]];
    const file = await workbookOf({ rows, figures: {} });
    await system.put('/v1/datasets/wide', (await propose(file)).definition);
    const { id } = await system.deliver('wide', file, { mode: 'delta' });
    const cells: number[] = [];
    for (let after: string | null = ''; after !== null;) {
      const query: Record<string, string> = { limit: '5', ...(after && { after }) };
      const { status, body } = await system.get(`/v1/batches/${id}/issues`, { query });
      expect(status).toBe(200);
      const { items, next } = body as { items: { row: number }[]; next: string | null };
      cells.push(...items.map(({ row }) => row));
      after = next;
    }
    expect(cells).toEqual(months.map(() => 3));
  });

  it.each(Object.entries(TABLES).map(([name, table], at) => [name, `table-${at}`, table] as const))(
    '%s: delivered by what infer proposes, they say what they say',
    async (_name, dataset, table) => {
      const file = await workbookOf(table);
      const { definition, notes } = await propose(file);
      expect(notes.map(({ en }) => en)).toEqual(
        (table.notes ?? []).map((note) => expect.stringContaining(note) as unknown),
      );
      expect((await system.put(`/v1/datasets/${dataset}`, definition)).status).toBe(201);
      const { id, status, counts } = await system.deliver(dataset, file, { mode: 'delta' });
      expect([status, counts['rejected'], counts['remarks']]).toEqual(['published', 0, table.remarks ?? 0]);
      expect(await figuresOf(dataset)).toEqual(table.figures);
      // Tables speak of the same series: each is read alone.
      await system.post(`/v1/batches/${id}/rollback`);
      await system.finished(id, ['rolled-back']);
    },
  );
});
