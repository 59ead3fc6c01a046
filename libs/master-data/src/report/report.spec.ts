import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { openTable } from '../read/open-table.js';
import type { RawRow } from '../read/source-table.js';
import { type ReportedRow, writeIssueReport } from './issue-report.js';
import { type TemplateColumn, writeTemplate } from './template.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-report-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function reread(stream: Readable) {
  const path = join(folder, 'file');
  writeFileSync(path, await buffer(stream));
  const table = await openTable(path);
  const rows: RawRow[] = [];
  for await (const chunk of table.rows()) rows.push(...chunk);
  return { columns: table.columns, rows };
}

async function excel(stream: Readable) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await buffer(stream)).buffer);
  return book;
}

const issue = (raw: (string | null)[], row = 2): ReportedRow => ({
  issue: {
    row,
    column: '统一社会信用代码',
    value: raw[0]!,
    severity: 'error',
    code: 'uscc-check-digit',
    message: { zh: '校验位不符', en: 'wrong check character' },
    hint: { zh: '请核对', en: 'check it' },
  },
  raw,
});

async function* several(...rows: ReportedRow[]) {
  yield* rows;
}

const RAW = ['007', '=HYPERLINK("http://x","a")', '-5', '@SUM(1)', '＝1+1', 'a"b,\nc', null, '_x0041_\x01<&'];
const COLUMNS = RAW.map((_, at) => `c${at}`);

describe('issue report', () => {
  it('is a CSV that Excel shows and does not execute', async () => {
    const bytes = await buffer(writeIssueReport('csv', COLUMNS, several(issue(RAW))));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { columns, rows } = await reread(writeIssueReport('csv', COLUMNS, several(issue(RAW))));
    expect(columns.slice(9)).toEqual(COLUMNS);
    expect(rows[0]!.values.slice(0, 7)).toEqual([
      '2',
      '统一社会信用代码',
      '007',
      '错误 error',
      'uscc-check-digit',
      '校验位不符',
      '请核对',
    ]);
    expect(rows[0]!.values.slice(9)).toEqual([
      '007',
      `'${RAW[1]}`,
      '-5',
      "'@SUM(1)",
      "'＝1+1",
      'a"b,\nc',
      null,
      '_x0041_\x01<&',
    ]);
  });

  it('is an XLSX of texts that another program opens', async () => {
    const sheet = (await excel(writeIssueReport('xlsx', COLUMNS, several(issue(RAW))))).worksheets[0]!;
    expect(sheet.getCell('C2').value).toBe('007');
    expect(sheet.getCell('K2').type).toBe(ExcelJS.ValueType.String);
    expect(sheet.getCell('K2').value).toBe(RAW[1]);
    const { rows } = await reread(writeIssueReport('xlsx', COLUMNS, several(issue(RAW))));
    expect(rows[0]!.values.slice(9)).toEqual(RAW);
  });

  it('has each row once in a workbook, where it is corrected, and a line for each issue in a CSV', async () => {
    const second = { ...issue(RAW).issue, column: '名称', value: null, severity: 'warning' as const, code: 'b' };
    const told = () => several(issue(RAW), { issue: second, raw: RAW }, issue(RAW, 3));
    const { rows } = await reread(writeIssueReport('xlsx', COLUMNS, told()));
    expect(rows.map(({ values }) => values[0])).toEqual(['2', '3']);
    expect(rows[0]!.values.slice(1, 6)).toEqual([
      '统一社会信用代码\n名称',
      '007\n',
      '错误 error\n警告 warning',
      'uscc-check-digit\nb',
      '校验位不符\n校验位不符',
    ]);
    expect(rows.map(({ values }) => values.slice(9))).toEqual([RAW, RAW]);
    const lines = await reread(writeIssueReport('csv', COLUMNS, told()));
    expect(lines.rows.map(({ values }) => values[0])).toEqual(['2', '2', '3']);
  });

  it.each(['csv', 'xlsx'] as const)('asks for no more issues than %s is read', async (format) => {
    let asked = 0;
    async function* endless() {
      for (;;) yield issue(['x'.repeat(1000)], asked++);
    }
    const stream = writeIssueReport(format, ['a'], endless());
    await new Promise((resolve) => {
      stream.once('readable', resolve);
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    const before = asked;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(asked).toBe(before);
    stream.destroy();
  });
});

describe('template', () => {
  const columns: TemplateColumn[] = [
    { name: '登记证号', description: { zh: '唯一', en: 'unique' }, required: true },
    {
      name: '状态',
      description: { zh: '登记状态', en: 'status' },
      codes: { 正常: { zh: '正常', en: 'active' }, 注销: { zh: '已注销', en: 'cancelled' } },
    },
  ];

  it.each(['csv', 'xlsx'] as const)('comes back as an empty table when nobody filled it in (%s)', async (format) => {
    expect(await reread(writeTemplate(format, columns))).toEqual({ columns: ['登记证号', '状态'], rows: [] });
  });

  it('lists the codes, and offers them where they are entered', async () => {
    expect((await buffer(writeTemplate('csv', columns))).toString()).toContain('可填 codes: 正常、注销=已注销');
    const [data, codes] = (await excel(writeTemplate('xlsx', columns))).worksheets;
    expect(data!.getCell('B3').dataValidation).toMatchObject({ type: 'list', formulae: ["'代码表 Codes'!$A$2:$A$3"] });
    expect(codes!.getColumn(1).values.slice(1)).toEqual(['状态', '正常', '注销']);
  });
});
