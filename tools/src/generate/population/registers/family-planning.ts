import { dayOf } from '../../day.js';
import { field, personRegister, SEX_WORDS } from './person-register.js';

const YEAR = 365;

/** 人口计生: married women and, beside them, husbands. */
export const familyPlanning = personRegister({
  code: 'family-planning',
  title: { zh: '市人口和计划生育委员会', en: 'Population and Family Planning' },
  description: { zh: '全员人口信息（已婚育龄人群）', en: 'Married people of childbearing age' },
  dataset: 'family-planning-records',
  datasetTitle: { zh: '已婚育龄人群信息', en: 'Married people of childbearing age' },
  sheetTitle: '已婚育龄人群信息',
  formats: ['gb18030.csv', 'semicolon.csv'],
  schedule: (month) => (month === 0 ? 'snapshot' : month % 2 === 0 ? 'delta' : null),
  keepsEnded: 0,
  dates: 'change',
  trust: { '*': 50, kin: 75 },
  updateCycle: 'monthly',
  fields: [
    field('档案编码', 'key'),
    field('姓名', 'name'),
    field('性别', 'sex', { words: SEX_WORDS }),
    field('公民身份证号', 'identifiers.residentId'),
    field('出生年月日', 'birthDate', { date: 'dots' }),
    field('民族', 'ethnicity'),
    field('户籍地', 'registeredAddress.text'),
    field('现居住地', 'residenceAddress.text'),
    field('联系方式', 'phone'),
    field('婚姻状况', 'maritalStatus'),
    field('配偶姓名', 'kin.spouse.name'),
    field('配偶身份证号', 'kin.spouse.residentId'),
    field('初婚日期', 'kin.spouse.from', { date: 'dots' }),
    field('子女姓名', 'kin.children.name', { join: '、' }),
    field('变更日期', 'since', { date: 'iso' }),
    field('操作', 'operation'),
    field('备注', 'remark'),
  ],
  enrols({ sex, bornOn, kind, beginsOn }, { marriedOn }) {
    if (marriedOn === null || bornOn < dayOf(1964, 1) || kind === 'foreigner') return null;
    const from = Math.max(marriedOn, beginsOn, bornOn + 19 * YEAR);
    return { from, share: (sex === '2' ? 0.9 : 0.35) * (kind === 'native' ? 1 : 0.6), after: 120 };
  },
  keyOf: (serial, copy) => `JS${copy === 0 ? '' : 'F'}${serial}`,
});
