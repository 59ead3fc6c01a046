import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from './open-table.js';
import type { ReadHints, RawRow } from './source-table.js';
import { unpivoted } from './unpivot.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-unpivot-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string, spec: Parameters<typeof unpivoted>[1], hints: ReadHints = {}) {
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  const table = unpivoted(await openTable(file, hints), spec);
  const rows: RawRow[] = [];
  for await (const chunk of table.rows()) rows.push(...chunk);
  return { columns: table.columns, rows };
}

const NAMES = { heading: '时期', cell: '数值' };

describe('unpivoted', () => {
  it('makes a row of each cell under a heading that is a value', async () => {
    const { columns, rows } = await read('指标,2025年1月,2025年2月,备注\r\n进出口,1.50,2,甲\r\n出口,,3,\r\n', {
      headings: '^\\d{4}年\\d{1,2}月$',
      ...NAMES,
    });
    expect(columns).toEqual(['指标', '备注', '时期', '数值']);
    expect(rows.map(({ row, part, values }) => [row, part, ...values])).toEqual([
      [2, 0, '进出口', '甲', '2025年1月', '1.50'],
      [2, 1, '进出口', '甲', '2025年2月', '2'],
      [3, 1, '出口', null, '2025年2月', '3'],
    ]);
  });

  it('reads on where a page repeats the headings, and refuses the figures of another table below', async () => {
    const { rows } = await read('年份,出口\n2023年,1\n年份,出口\n2024年,2\n,\n年份,进口\n2022年,3\n', {
      headings: '^出口$',
      ...NAMES,
    });
    expect(rows.map(({ row, values, fault }) => [row, values[0], values[2], fault?.code])).toEqual([
      [2, '2023年', '1', undefined],
      [4, '2024年', '2', undefined],
      [7, '2022年', '3', 'another-table'],
    ]);
  });

  it('takes headings that are named one by one', async () => {
    const { columns, rows } = await read('年份,出口(万元),进口\n2024,1,2\n', { headings: ['出口(万元)'], ...NAMES });
    expect([columns, rows.map(({ values }) => values)]).toEqual([
      ['年份', '进口', '时期', '数值'],
      [['2024', '2', '出口(万元)', '1']],
    ]);
  });

  it('puts the year of the title before what headings say', async () => {
    const text = '项目,1-2月,1-3月,备注\r\n出口,5,8.5,\r\n';
    const spec = { headings: '^1[-—](\\d{1,2}月)$', prefix: '2025年', cumulative: true, ...NAMES };
    const { rows } = await read(text, spec);
    expect(rows.map(({ values }) => values)).toEqual([['出口', null, '2025年3月', '3.5']]);
  });

  it('reads headings of two lines, of which the upper is merged', async () => {
    const { rows } = await read(
      '进出口统计,,,\n单位：亿元,,,\n地区,2025年,,2026年\n,11月,12月,1月\n宁波,1,2,3\n注：快报数,,,\n',
      {
        headings: '^\\d{4}年\\d{1,2}月$',
        ...NAMES,
      },
      { headerRow: 3, headerRows: 2 },
    );
    expect(rows.map(({ row, values }) => [row, ...values])).toEqual([
      [5, '宁波', '2025年11月', '1'],
      [5, '宁波', '2025年12月', '2'],
      [5, '宁波', '2026年1月', '3'],
    ]);
  });

  it('takes sums since January apart, exactly, and knows nothing where one is missing', async () => {
    const { rows } = await read(
      '地区,2025年1-11月,2025年1—12月,2026年1-1月,2026年1-2月,2026年1-3月,2026年1-4月\n宁波,10.10,11.3,2,2.05,3,3.0\n杭州,1,2,1,…,5,6\n',
      { headings: '^(\\d{4}年)1[-—](\\d{1,2}月)', ...NAMES, cumulative: true },
    );
    expect(rows.map(({ values }) => values.join(' '))).toEqual([
      '宁波 2025年12月 1.20',
      '宁波 2026年1月 2',
      '宁波 2026年2月 0.05',
      '宁波 2026年3月 0.95',
      '宁波 2026年4月 0.0',
      '杭州 2025年12月 1',
      '杭州 2026年1月 1',
      '杭州 2026年2月 …',
      '杭州 2026年4月 1',
    ]);
  });

  it('says which headings it looked for', async () => {
    await expect(read('a,b\n1,2\n', { headings: '^\\d{4}$', ...NAMES })).rejects.toMatchObject({
      code: 'value-headings-missing',
    });
  });
});
