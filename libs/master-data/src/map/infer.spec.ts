import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary } from '@siku/catalogue';
import { inferDefinition } from './infer.js';

const dictionary: AttributeDictionary = {
  name: { type: 'name', required: true, title: { zh: '名称', en: 'Name' }, synonyms: ['单位名称', '企业名称'] },
  formerNames: { type: 'name', list: true, title: { zh: '曾用名', en: 'Former names' } },
  'identifiers.uscc': {
    type: 'identifier',
    scheme: 'uscc',
    title: { zh: '统一社会信用代码', en: 'Social credit code' },
  },
  'identifiers.registrationNo': {
    type: 'identifier',
    scheme: 'registrationNo',
    title: { zh: '注册号', en: 'Registration number' },
  },
  'identifiers.x-*': { type: 'identifier', title: { zh: '自有', en: 'Own' } },
  status: {
    type: 'code',
    title: { zh: '状态', en: 'Status' },
    codes: { active: { zh: '存续', en: 'Active' }, cancelled: { zh: '注销', en: 'Cancelled' } },
    synonyms: ['登记状态'],
  },
  establishedOn: { type: 'date', title: { zh: '成立日期', en: 'Date of establishment' } },
  registeredCapital: { type: 'amount', title: { zh: '注册资本', en: 'Registered capital' } },
};

const infer = (columns: string[], ...rows: (string | null)[][]) =>
  inferDefinition({ columns, rows }, { code: 'legal-entity', dictionary }, 'civil-affairs');

describe('inferDefinition', () => {
  it('takes the unit of amounts from above the table, where their own heading names none', () => {
    const table = { columns: ['企业名称', '注册资本'], rows: [['宁波甲有限公司', '500']] };
    const mappingOf = (above: string[]) =>
      inferDefinition({ ...table, above }, { code: 'legal-entity', dictionary }, 'x').definition.mapping;
    expect(mappingOf(['名册', '填报单位：民政局', '单位：万元'])).toMatchObject({
      registeredCapital: { from: '注册资本', unit: '万元' },
    });
    expect(mappingOf(['单位：家'])).toMatchObject({ registeredCapital: '注册资本' });
  });

  it('proposes targets, formats, units, codes, separators, key and effective date', () => {
    const { definition, columns, notes } = infer(
      ['序列', '企业名称', '曾用名', '社会信用码', '登记状态', '成立日期', '注册资本（万元）', '更新日期', '备注'],
      ['a', '宁波甲有限公司', '甲厂；乙厂', '91110000600037341L', '存续', '05/13/2007', '500', '20240101', null],
      ['b', '宁波乙有限公司', null, '91310112087994932F', '冻结', '11/02/2010', '1000', '20240102', '好'],
    );
    expect(definition).toEqual({
      base: 'legal-entity',
      department: 'civil-affairs',
      title: { zh: '（请命名）', en: '(to be named)' },
      key: ['社会信用码'],
      mapping: {
        name: '企业名称',
        formerNames: { from: '曾用名', split: ['；'] },
        'identifiers.uscc': '社会信用码',
        status: { from: '登记状态', codes: { 冻结: null } },
        establishedOn: { from: '成立日期', format: 'MM/dd/yyyy' },
        registeredCapital: { from: '注册资本（万元）', unit: '万元' },
      },
      effectiveDate: '更新日期',
    });
    expect(columns.map(({ target }) => target)).toEqual([
      null,
      'name',
      'formerNames',
      'identifiers.uscc',
      'status',
      'establishedOn',
      'registeredCapital',
      null,
      null,
    ]);
    expect(columns[1]).toMatchObject({ confidence: 0.99, samples: ['宁波甲有限公司', '宁波乙有限公司'] });
    expect(notes).toHaveLength(1);
    expect(notes[0]!.zh).toContain('冻结');
  });

  it('does not believe a header whose values say otherwise', () => {
    const { columns } = infer(['企业名称', '注册号'], ['甲公司', '见附件'], ['乙公司', '见附件']);
    expect(columns[1]!.target).toBeNull();
  });

  it('asks where day and month could be exchanged', () => {
    const { definition, notes } = infer(['单位名称', '成立日期'], ['甲公司', '05/06/2007'], ['乙公司', '11/02/2010']);
    expect(definition.mapping['establishedOn']).toEqual({ from: '成立日期', format: 'dd/MM/yyyy' });
    expect(notes.map(({ en }) => en)).toEqual(['Whether day or month comes first in "成立日期" cannot be told; check']);
  });

  it('says what is missing', () => {
    const { definition, notes } = infer(['备注', '说明'], ['a', null], ['a', 'b']);
    expect(definition.key).toEqual([]);
    expect(notes.map(({ en }) => en)).toEqual([
      'No column was recognised for the required attribute "Name"; add it',
      'No column tells every row of the sample apart; name the key',
    ]);
  });
});
