import { dayOf } from '../../day.js';
import { field, personRegister, SEX_WORDS } from './person-register.js';

const department = {
  code: 'health',
  title: { zh: '市卫生局', en: 'Health' },
  description: { zh: '健康档案、出生与死亡医学证明', en: 'Health records, certificates of birth and death' },
};

/** 居民健康档案 */
export const healthRecords = personRegister({
  ...department,
  dataset: 'health-records',
  datasetTitle: { zh: '居民健康档案', en: 'Health records' },
  sheetTitle: '居民健康档案封面',
  formats: ['utf8.csv.gz', 'utf8.csv'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  keepsEnded: 0,
  dates: null,
  trust: { '*': 40, phone: 80, residenceAddress: 70 },
  updateCycle: 'monthly',
  address: { short: true },
  fields: [
    field('档案编号', 'key'),
    field('姓名', 'name'),
    field('证件号码', 'identifiers.residentId'),
    field('护照号', 'identifiers.passport'),
    field('性别', 'sex', { words: SEX_WORDS }),
    field('出生日期', 'birthDate', { date: 'iso' }),
    field('民族', 'ethnicity'),
    field('现住址', 'residenceAddress.text'),
    field('户籍地址', 'registeredAddress.text'),
    field('本人电话', 'phone'),
    field('工作单位', 'employer'),
    field('文化程度', 'education'),
    field('婚姻状况', 'maritalStatus'),
    field('备注', 'remark'),
  ],
  enrols: ({ bornOn, beginsOn, kind }) => ({
    from: Math.max(bornOn + 40, beginsOn + 60, dayOf(2009, 6)),
    share: kind === 'native' ? 0.65 : kind === 'migrant' ? 0.35 : 0.2,
    after: 700,
  }),
  keyOf: (serial, copy) => `33020${copy}${serial}X`,
});

/** 出生医学证明: often before the child has a name, and before it has a number. */
export const births = personRegister({
  ...department,
  dataset: 'births',
  datasetTitle: { zh: '出生医学证明', en: 'Certificates of birth' },
  sheetTitle: '出生医学证明签发登记',
  formats: ['gb18030.tsv', 'gb18030.tsv'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  keepsEnded: 20,
  dates: null,
  trust: { '*': 60, birthDate: 98, sex: 95, kin: 80 },
  updateCycle: 'monthly',
  fields: [
    field('出生证编号', 'key'),
    field('新生儿姓名', 'name'),
    field('新生儿性别', 'sex', { words: SEX_WORDS }),
    field('出生时间', 'birthDate', { date: 'slashes' }),
    field('新生儿公民身份号码', 'identifiers.residentId'),
    field('母亲姓名', 'kin.mother.name'),
    field('母亲身份证号', 'kin.mother.residentId'),
    field('父亲姓名', 'kin.father.name'),
    field('父亲身份证号', 'kin.father.residentId'),
    field('家庭住址', 'residenceAddress.text'),
    field('联系电话', 'phone'),
    field('备注', 'remark'),
  ],
  enrols: ({ bornOn, kind, beginsOn }) =>
    bornOn < dayOf(2008, 1) || kind === 'foreigner' || beginsOn > bornOn
      ? null
      : { from: bornOn, share: 0.96, after: 6 },
  keyOf: (serial, copy) => `${'KLMN'[copy]}33${serial}`,
});

/** 死亡医学证明 */
export const deaths = personRegister({
  ...department,
  dataset: 'deaths',
  datasetTitle: { zh: '死亡医学证明', en: 'Certificates of death' },
  sheetTitle: '居民死亡医学证明',
  formats: ['semicolon.csv', 'semicolon.csv'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  keepsEnded: 60,
  dates: null,
  trust: { '*': 50, deathDate: 95 },
  updateCycle: 'monthly',
  fields: [
    field('死亡证编号', 'key'),
    field('死者姓名', 'name'),
    field('身份证号', 'identifiers.residentId'),
    field('性别', 'sex', { words: SEX_WORDS }),
    field('出生日期', 'birthDate', { date: 'dots' }),
    field('死亡日期', 'deathDate', { date: 'dots' }),
    field('户籍地址', 'registeredAddress.text'),
    field('婚姻状况', 'maritalStatus'),
    field('文化程度', 'education'),
    field('备注', 'remark'),
  ],
  enrols: ({ kind }, { diedOn }) =>
    diedOn === null ? null : { from: diedOn, share: kind === 'native' ? 0.97 : 0.4, after: 5 },
  keyOf: (serial, copy) => `D${copy}${serial}`,
});
