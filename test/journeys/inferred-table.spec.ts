import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { System } from '../support/system.js';

const run = promisify(execFile);
const python = process.env['TEST_PYTHON'] ?? 'python3';
const installed = spawnSync(python, ['-c', 'import pysdmx.io, httpx']).status === 0;

const KEY = 'M.REVENUE.330200.N';

interface Proposal {
  definition: Record<string, unknown> & { mapping: object };
  notes: object[];
}

type Cell = string | number;

/** As departments send it: a title over all columns, the unit aside, headings of two lines, marks, a note below. */
async function sheet(revenue: Cell[], expenditure: Cell[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet('财政收支');
  page.addRow(['2025年宁波市财政收支情况']);
  page.mergeCells('A1:F1');
  page.addRow(['制表：市财政局', null, null, null, '单位：万元']);
  page.addRow(['项    目', '2025年', null, '2026年', null, '备注']);
  page.addRow([null, '11月', '12月', '1月', '2月', null]);
  for (const range of ['A3:A4', 'B3:C3', 'D3:E3', 'F3:F4']) page.mergeCells(range);
  page.addRow(['一、一般公共预算收入', ...revenue, '快报']);
  page.addRow(['二、一般公共预算支出', ...expenditure]);
  page.addRow([]);
  page.addRow(['注：①含上年结转。']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('a table that a department made for people', () => {
  let system: System;
  let proposal: Proposal;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    for (const code of ['finance', 'statistics']) {
      await system.put(`/v1/departments/${code}`, { title: { zh: code, en: code } });
    }
    for (const [code, zh] of [
      ['REVENUE', '一般公共预算收入'],
      ['EXPENDITURE', '一般公共预算支出'],
    ] as const) {
      await system.put(`/v1/indicators/${code}`, { title: { zh, en: code }, unit: '亿元', tolerance: '0.5' });
    }
    const answer = await fetch(`${system.url}/v1/datasets:infer?base=macroeconomic&department=finance`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await system.key('operator')}`,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(await sheet([1234567.8, '1,302,456.7①', 1500000.5, 1310000], [1, 2, '…', 4])),
    });
    proposal = (await answer.json()) as Proposal;
  });

  afterAll(() => system.stop());

  it('is understood from a sample: headings, unit, names, marks', async () => {
    expect(proposal.notes).toEqual([]);
    expect(proposal.definition).toMatchObject({
      title: { zh: '2025年宁波市财政收支情况' },
      key: ['项    目', '时期'],
      file: { headerRow: 3, headerRows: 2 },
      unpivot: { heading: '时期', cell: '数值' },
      mapping: {
        indicator: {
          codes: { '一、一般公共预算收入': 'REVENUE', '二、一般公共预算支出': 'EXPENDITURE' },
          strict: true,
        },
        area: { constant: '330200' },
        frequency: { constant: 'M' },
        unit: { constant: '万元' },
        note: '备注',
      },
    });
    expect((await system.put('/v1/datasets/fiscal', proposal.definition)).status).toBe(201);
    const others = { ...proposal.definition, department: 'statistics' };
    expect((await system.put('/v1/datasets/fiscal-estimate', others)).status).toBe(201);
  });

  it('goes in, and so does its revision: in the unit of the indicator, to the last place', async () => {
    const first = await sheet([1234567.8, '1,302,456.7①', 1500000.5, 1310000], [1, 2, '…', 4]);
    const revised = await sheet([1234567.8, 1310000, 1512345.6, 1310000], [1, 2, '…', 4]);
    for (const [file, effectiveDate] of [
      [first, '2026-03-10'],
      [revised, '2026-04-10'],
    ] as const) {
      const { status, counts } = await system.deliver('fiscal', file, { mode: 'delta', effectiveDate });
      expect([status, counts['rejected']]).toEqual(['published', 0]);
    }
    const { body } = await system.get(`/v1/series/${KEY}/revisions`);
    expect(body).toMatchObject({
      vintages: ['2026-03-10', '2026-04-10'],
      triangle: [
        { period: '2025-11', values: ['123.45678', '123.45678'] },
        { period: '2025-12', values: ['130.24567', '131.0000'] },
        { period: '2026-01', values: ['150.00005', '151.23456'] },
        { period: '2026-02', values: ['131.0000', '131.0000'] },
      ],
      // (0.75433 + 1.23451) / 4
      statistics: { revised: 2, periods: 4, upward: 2, downward: 0, meanRevision: '0.49721' },
    });
  });

  (installed ? it : it.skip)('is read by pysdmx, both vintages', async () => {
    const { stdout } = await run(
      python,
      [join('test', 'clients', 'vintages.py'), system.url, KEY, '2026-03-31', '2026-04-30'],
      {
        env: { ...process.env, SIKU_KEY: await system.key('application') },
      },
    );
    const unchanged = { '2025-11': 123.45678, '2026-02': 131 };
    expect(JSON.parse(stdout)).toEqual({
      '2026-03-31': { ...unchanged, '2025-12': 130.24567, '2026-01': 150.00005 },
      '2026-04-30': { ...unchanged, '2025-12': 131, '2026-01': 151.23456 },
    });
  });

  it('leaves what another department says otherwise to a steward', async () => {
    const estimate = await sheet([1300000, 1310000, 1512345.6, 1310001], [1, 2, '…', 4]);
    await system.deliver('fiscal-estimate', estimate, { mode: 'delta', effectiveDate: '2026-04-12' });
    const { body } = await system.get('/v1/review-tasks', { query: { kind: 'attribute-tie' }, as: 'steward' });
    const { items } = body as { items: { id: string; attribute: string; base: string }[] };
    // One of four: the others are equal, or within half a per cent.
    expect(items).toEqual([expect.objectContaining({ base: 'macroeconomic', attribute: 'value' })]);
    const screen = (await system.get(`/v1/review-tasks/${items[0]!.id}`, { as: 'steward' })).body as object;
    expect(screen).toMatchObject({ illustrations: [`/v1/series/${KEY}/departments`] });
    const views = (await system.get(`/v1/series/${KEY}/departments`, { as: 'steward' })).body as {
      departments: { dataset: string; observations: object[] }[];
      disagreements: object[];
    };
    expect(views.departments.map(({ dataset, observations }) => [dataset, observations.length])).toEqual([
      ['fiscal', 4],
      ['fiscal-estimate', 4],
    ]);
    // The later one counts until a steward has said which is right; one yuan in a million is no question.
    expect(views.disagreements).toEqual([
      { period: '2025-11', value: '130.0000', dataset: 'fiscal', other: '123.45678', percent: '-5.0332', beyond: true },
      { period: '2026-02', value: '131.0001', dataset: 'fiscal', other: '131.0000', percent: '-0.0001', beyond: false },
    ]);
    const chart = await fetch(`${system.url}/v1/series/${KEY}/departments`, {
      headers: { authorization: `Bearer ${await system.key('steward')}`, accept: 'image/svg+xml' },
    });
    expect(chart.headers.get('content-type')).toContain('image/svg+xml');
    const drawn = await chart.text();
    expect(drawn.match(/<polyline/g)).toHaveLength(2);
    expect(drawn).toContain('2025-11 fiscal: 123.45678 / 130.0000 (-5.0332 %)');
  });

  it('is refused where the unit cannot be turned into that of the indicator', async () => {
    const mapping = { ...proposal.definition.mapping, unit: { constant: '万美元' } };
    await system.put('/v1/datasets/fiscal-dollars', { ...proposal.definition, mapping });
    const file = await sheet([1, 2, 3, 4], [1, 2, 3, 4]);
    const { id, counts } = await system.deliver('fiscal-dollars', file, { mode: 'delta', effectiveDate: '2026-04-12' });
    expect(counts).toMatchObject({ accepted: 0, rejected: 8 });
    const { body } = await system.get(`/v1/batches/${id}/issues`);
    expect((body as { items: object[] }).items[0]).toMatchObject({ row: 5, code: 'unit-differs' });
  });

  it('is found behind the cover of a workbook, in bare months, brackets and percent', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('封面').addRows([['财政月报'], ['市财政局']]);
    workbook.addWorksheet('目录').addRows([
      ['序号', '表名'],
      [1, '财政'],
    ]);
    const page = workbook.addWorksheet('财政');
    page.addRows([['2024年财政收支'], ['单位：亿元、%'], ['项目', '1-2月', '3月', '4月']]);
    page.addRows([
      ['一般公共预算收入金额', 30, '（1.5）', 12],
      ['自给率', null, 0.981, 0.0083],
    ]);
    for (const cell of ['C5', 'D5']) page.getCell(cell).numFmt = '0.0%';
    await system.put('/v1/indicators/SELF', { title: { zh: '自给率', en: 'SELF' }, unit: '%' });
    const file = Buffer.from(await workbook.xlsx.writeBuffer());
    const answer = await fetch(`${system.url}/v1/datasets:infer?base=macroeconomic&department=finance`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await system.key('operator')}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
    });
    const { definition } = (await answer.json()) as Proposal;
    expect(definition).toMatchObject({
      file: { sheet: '财政' },
      unpivot: { headings: '^\\d{1,2}月$', prefix: '2024年' },
    });
    expect((await system.put('/v1/datasets/monthly-report', definition)).status).toBe(201);
    expect((await system.deliver('monthly-report', file, { mode: 'delta' })).counts).toMatchObject({ accepted: 4 });
    const values = async (key: string) =>
      (
        (await system.get(`/v1/series/${key}`)).body as { observations: { period: string; value: string }[] }
      ).observations
        .filter(({ period }) => period.startsWith('2024'))
        .map(({ value }) => value);
    expect(await values(KEY)).toEqual(['-1.5', '12']);
    expect(await values('M.SELF.330200.N')).toEqual(['98.1', '0.83']);
  });
});
