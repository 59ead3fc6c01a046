import { describe, expect, it } from '@jest/globals';
import { personDictionary } from './dictionary.js';
// The road's own rooms: what is tried here is what the dictionary makes of a row.
import { compileDataset, prepareRow } from '../../master-data/src/map/prepare-row.js';

const COLUMNS = ['编号', '姓名', '身份证号', '永居证', '性别', '出生', '出生地', '死亡', '居住区划', '护照'];

const plan = compileDataset(
  {
    base: 'population',
    department: 'public-security',
    title: { zh: '户籍' },
    key: ['编号'],
    mapping: {
      name: '姓名',
      'identifiers.residentId': '身份证号',
      'identifiers.permanentResidentCard': '永居证',
      'identifiers.passport': '护照',
      sex: '性别',
      birthDate: '出生',
      birthplace: '出生地',
      deathDate: '死亡',
      'residenceAddress.division': '居住区划',
    },
  } as never,
  personDictionary,
  COLUMNS,
  '2020-01-01',
);

const prepare = (cells: Record<string, string>) => {
  const values = COLUMNS.map((column) => cells[column] ?? (column === '编号' ? '1' : ''));
  const { attributes, issues } = prepareRow(plan, { row: 2, values });
  return {
    attributes,
    issues: issues.map(({ column, severity, code }) => `${column} ${severity} ${code}`),
    values: issues.map(({ value }) => value),
  };
};

describe('what is checked of a delivered person', () => {
  it('has nothing to say of a row that agrees with itself', () => {
    const { issues } = prepare({
      姓名: '王建国',
      身份证号: '360426199101010071',
      性别: '男',
      出生: '1991-01-01',
      出生地: '360426',
      居住区划: '330203',
    });
    expect(issues).toEqual([]);
  });

  it('warns of a birth date or sex that the identity number does not say, and keeps both', () => {
    const { attributes, issues } = prepare({ 身份证号: '360426199101010071', 性别: '女', 出生: '1991-10-01' });
    expect(issues).toEqual(['性别 warning identifiers-disagree', '出生 warning identifiers-disagree']);
    expect(attributes).toMatchObject({ sex: '2', birthDate: '1991-10-01' });
  });

  it('quotes the cells as they were delivered, not as they are kept', () => {
    const { issues, values } = prepare({ 身份证号: '360426199101010071', 性别: '女', 出生: '1991/10/1' });
    expect(issues).toEqual(['性别 warning identifiers-disagree', '出生 warning identifiers-disagree']);
    expect(values).toEqual(['女', '1991/10/1']);
  });

  it('takes a year of birth as far as it goes', () => {
    expect(prepare({ 身份证号: '360426199101010071', 出生: '1991' }).issues).toEqual(['出生 warning date-partial']);
    expect(prepare({ 身份证号: '360426199101010071', 出生: '1990' }).issues).toContain(
      '出生 warning identifiers-disagree',
    );
  });

  it('leaves placeholders out, as evidence too', () => {
    const { attributes, issues } = prepare({
      姓名: '不详',
      身份证号: '111111111111111111',
      护照: 'E00000000',
      出生: '1900-01-01',
    });
    expect(issues.sort()).toEqual([
      '出生 warning date-placeholder',
      '姓名 warning placeholder',
      '护照 warning placeholder',
      '身份证号 warning placeholder',
    ]);
    expect(attributes).toEqual({});
  });

  it('asks whether a division was in use when it mattered: the birthplace at birth, the residence today', () => {
    // 330227 鄞县 became 330212 鄞州区 in 2002.
    expect(prepare({ 出生: '1990-05-01', 出生地: '330227', 居住区划: '330212' }).issues).toEqual([]);
    expect(prepare({ 出生: '2010-05-01', 出生地: '330227' }).issues).toEqual(['出生地 warning division-not-in-use']);
    expect(prepare({ 居住区划: '330227' }).issues).toEqual(['居住区划 warning division-not-in-use']);
  });

  it('keeps a place of birth abroad as it is written; a Chinese one has a code', () => {
    expect(prepare({ 出生地: 'Devon' })).toMatchObject({ issues: [], attributes: { birthplace: 'Devon' } });
    expect(prepare({ 出生地: '海曙' }).issues).toEqual(['出生地 warning division-form']);
  });

  it('warns of a birth or death that has not come yet, and of none in this month', () => {
    const [year, month] = new Date().toISOString().split('-');
    const next = String(Number(year) + 1);
    expect(prepare({ 出生: `${next}-05-01`, 死亡: `${next}-06-01` }).issues).toEqual([
      '出生 warning date-ahead',
      '死亡 warning date-ahead',
    ]);
    expect(prepare({ 出生: `${year}-${month}` }).issues).toEqual(['出生 warning date-partial']);
  });

  it('warns of a death before birth', () => {
    expect(prepare({ 出生: '1990-05-01', 死亡: '1980-01-01' }).issues).toEqual(['死亡 warning date-before']);
  });
});
