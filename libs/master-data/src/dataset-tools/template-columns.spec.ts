import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary, DatasetDefinition } from '@siku/catalogue';
import { templateColumns } from './template-columns.js';

const title = (zh: string, en: string) => ({ zh, en });

const dictionary: AttributeDictionary = {
  name: { type: 'name', required: true, title: title('名称', 'Name') },
  establishedOn: { type: 'date', title: title('成立日期', 'Established') },
  status: { type: 'code', title: title('状态', 'Status'), codes: { active: title('存续', 'Active') } },
  relations: {
    type: 'relations',
    list: true,
    title: title('关系', 'Relations'),
    members: { 'target.name': { type: 'name', title: title('对方', 'Other') } },
  },
};

const definition: DatasetDefinition = {
  base: 'b',
  department: 'd',
  title: title('题', 'Title'),
  key: ['证号', '名'],
  mapping: {
    name: '名',
    establishedOn: { from: '日期', format: 'yyyyMMdd' },
    status: { from: '状态', codes: { 正常: 'active', 无: null } },
    relations: [{ type: { constant: 'branch-of' }, 'target.name': { from: '总公司', split: ';' } }],
  },
  effectiveDate: '变更日期',
  deleted: { column: '标志', values: ['D'] },
};

describe('templateColumns', () => {
  it('names every column once, with what may stand in it', () => {
    expect(templateColumns(definition, dictionary)).toEqual([
      { name: '证号', description: title('主键', 'Key'), required: true },
      { name: '名', description: title('主键；名称', 'Key; Name'), required: true, codes: undefined },
      {
        name: '日期',
        description: title('成立日期（yyyyMMdd）', 'Established (yyyyMMdd)'),
        required: false,
        codes: undefined,
      },
      {
        name: '状态',
        description: title('状态', 'Status'),
        required: false,
        codes: { 正常: title('存续', 'Active'), 无: title('（无）', '(none)') },
      },
      {
        name: '总公司',
        description: title('对方（多个值以 ; 分隔）', 'Other (several, separated by ;)'),
        required: false,
        codes: undefined,
      },
      { name: '变更日期', description: title('本行的生效日期', 'Date from which the row is true') },
      { name: '标志', description: title('删除标志', 'Mark of deletion'), codes: { D: title('删除', 'deleted') } },
    ]);
  });

  it('offers the attribute’s own codes by the names people know', () => {
    const [, , status] = templateColumns(
      { ...definition, key: ['名'], mapping: { name: '名', establishedOn: '日期', status: '状态' } },
      dictionary,
    );
    expect(status!.codes).toEqual({ 存续: title('active', 'Active') });
  });
});
