import { yearOf } from '../../day.js';
import { field, personRegister, SEX_WORDS } from './person-register.js';

const YEAR = 365;

/** 税务: who pays income tax, as employers declare it. */
export const incomeTax = personRegister({
  code: 'tax',
  title: { zh: '市地方税务局', en: 'Taxation' },
  description: { zh: '个人所得税扣缴登记', en: 'Payers of income tax' },
  dataset: 'income-tax',
  datasetTitle: { zh: '个人所得税纳税人', en: 'Payers of income tax' },
  sheetTitle: '个人所得税纳税人信息',
  formats: ['parquet', 'parquet'],
  schedule: (month) => (month === 0 ? 'snapshot' : month % 3 === 0 ? 'delta' : null),
  keepsEnded: 0,
  dates: null,
  trust: { '*': 60, employer: 85, phone: 65 },
  updateCycle: 'quarterly',
  latinOrder: 'given-first',
  address: { short: true },
  fields: [
    field('NSRSBH', 'key'),
    field('XM', 'name'),
    field('SFZHM', 'identifiers.residentId'),
    field('HZHM', 'identifiers.passport'),
    field('GATXZ', 'identifiers.hkMacauPermit'),
    field('TBZ', 'identifiers.taiwanPermit'),
    field('YJJLZ', 'identifiers.permanentResidentCard'),
    field('GJ', 'nationality'),
    field('XB', 'sex'),
    field('CSRQ', 'birthDate', { date: 'iso' }),
    field('LXDH', 'phone'),
    field('LXDZ', 'residenceAddress.text'),
    field('KJDW', 'employer'),
    field('XL', 'education'),
    field('BZ', 'remark'),
  ],
  enrols({ bornOn, beginsOn, kind }) {
    if (yearOf(bornOn) < 1950) return null;
    return { from: Math.max(bornOn + 20 * YEAR, beginsOn + 30), share: kind === 'foreigner' ? 0.8 : 0.5, after: 1500 };
  },
  keyOf: (serial, copy) => `33${copy}0${serial}`,
});

/** 统计: a sample of families asked at the door, once. */
export const sampleCensus = personRegister({
  code: 'statistics',
  title: { zh: '市统计局', en: 'Statistics' },
  description: { zh: '人口抽样调查', en: 'Sample census' },
  dataset: 'sample-census',
  datasetTitle: { zh: '人口抽样调查', en: 'Sample census' },
  sheetTitle: '人口抽样调查表',
  formats: ['utf16.csv', 'utf16.csv'],
  schedule: (month) => (month === 5 ? 'snapshot' : null),
  keepsEnded: 0,
  dates: null,
  trust: { '*': 25, education: 60, occupation: 60 },
  updateCycle: 'irregular',
  fields: [
    field('调查编号', 'key'),
    field('R1姓名', 'name'),
    field('R2与户主关系', 'household.role'),
    field('R3性别', 'sex', { words: SEX_WORDS }),
    field('R4出生年月', 'birthDate', { date: 'characters' }),
    field('R5民族', 'ethnicity'),
    field('R6公民身份号码', 'identifiers.residentId'),
    field('R7户口登记地', 'registeredAddress.division'),
    field('R8居住地址', 'residenceAddress.text'),
    field('R9受教育程度', 'education'),
    field('R10职业', 'occupation'),
    field('R11婚姻状况', 'maritalStatus'),
    field('备注', 'remark'),
  ],
  // Families are drawn, not people.
  enrols: ({ family, beginsOn }) => ((family * 37) % 9 === 4 ? { from: beginsOn, share: 0.96, after: 30 } : null),
  keyOf: (serial, copy) => `302${serial}${copy + 1}`,
});
