import { describe, expect, it } from '@jest/globals';
import { withRemarks } from './remarks.js';
import type { SourceTable } from './source-table.js';

const table = (columns: string[], ...chunks: (string | null)[][][]): SourceTable => ({
  format: 'csv',
  columns,
  header: { first: 1, row: 1, above: [] },
  progress: () => ({ bytesRead: 0, bytesTotal: 0 }),
  async *rows() {
    for (const chunk of chunks) yield chunk.map((values, i) => ({ row: i + 2, values }));
  },
});

async function remarksOf(read: SourceTable): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for await (const rows of withRemarks(read).rows()) all.push(...rows.map(({ remark }) => remark));
  return all;
}

describe('withRemarks', () => {
  it.each([
    ['注：为快报数', true],
    ['注1：为快报数', true],
    ['（注）：为快报数', true],
    ['资料来源：宁波海关。', true],
    ['Source: Customs', true],
    ['Note: preliminary', true],
    ['① 含上年结转', true],
    ['* 初步数', true],
    ['填表人：张三', true],
    ['注册资本', false],
    ['来源地', false],
    ['Notes', false],
    ['宁波市', false],
  ])('%s, alone in its row: %s', async (text, isRemark) => {
    expect(await remarksOf(table(['项目', '数值'], [[text, null]]))).toEqual([isRemark ? text : undefined]);
    expect(await remarksOf(table(['项目', '数值'], [[text, '3']]))).toEqual([undefined]);
  });

  it.each([
    [['合计', null, '1,234.5'], true],
    [['本页小计：', '35人', null], true],
    [[null, '总　计（户）', '12'], true],
    [['共计 35 人', null, null], true],
    [['合计', '合计', '合计'], true],
    [['合计', '330203198005011170', null], false],
    [['合计', '海曙区', '3'], false],
    [['李合计', null, null], false],
    [['合计通讯有限公司', null, '3'], false],
    [['3', '合计', '7'], false],
  ])('%j sums up: %s', async (row, isTotal) => {
    const read = withRemarks(table(['名称', '号码', '数值'], [row]));
    for await (const [one] of read.rows()) expect(one!.isTotal ?? false).toBe(isTotal);
  });

  it('goes on where a remark does, from one piece of the file to the next, until a row says more', async () => {
    const read = table(
      ['项目', '数值', '备注'],
      [
        ['出口', '3', null],
        ['注：1. 为快报数', '注：1. 为快报数', '注：1. 为快报数'],
      ],
      [
        ['2. 按经营单位', null, null],
        ['单位：万元', null, null],
        ['进口', '4', null],
        ['单位负责人：张三', null, '联系电话：0574'],
      ],
    );
    expect(await remarksOf(read)).toEqual([
      undefined,
      '注：1. 为快报数',
      '2. 按经营单位',
      undefined,
      undefined,
      '单位负责人：张三 联系电话：0574',
    ]);
  });
});
