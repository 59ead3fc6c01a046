import { dayOf } from '../../day.js';
import { field, personRegister, SEX_WORDS } from './person-register.js';

const department = {
  code: 'civil-affairs',
  title: { zh: '市民政局', en: 'Civil Affairs' },
  description: { zh: '婚姻登记、社会救助', en: 'Marriages and social assistance' },
};

/** 婚姻登记: each of the two in a row of her own. */
export const marriages = personRegister({
  ...department,
  dataset: 'marriages',
  datasetTitle: { zh: '婚姻登记当事人', en: 'Parties to registered marriages' },
  sheetTitle: '婚姻登记当事人信息表',
  formats: ['xlsx', 'xlsx'],
  reach: 0.5,
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  keepsEnded: 60,
  dates: null,
  trust: { '*': 70, maritalStatus: 95, kin: 95, phone: 40 },
  updateCycle: 'monthly',
  fields: [
    field('登记字号', 'key'),
    field('当事人姓名', 'name'),
    field('性别', 'sex', { words: SEX_WORDS }),
    field('身份证件号', 'identifiers.residentId'),
    field('护照号', 'identifiers.passport'),
    field('通行证号', 'identifiers.hkMacauPermit'),
    field('台胞证号', 'identifiers.taiwanPermit'),
    field('出生日期', 'birthDate', { date: 'characters' }),
    field('国籍', 'nationality'),
    field('民族', 'ethnicity'),
    field('常住户口所在地', 'registeredAddress.text'),
    field('文化程度', 'education'),
    field('职业', 'occupation'),
    field('婚姻状况', 'maritalStatus'),
    field('对方姓名', 'kin.spouse.name'),
    field('对方证件号', 'kin.spouse.residentId'),
    field('登记日期', 'kin.spouse.from', { date: 'iso' }),
    field('备注', 'remark'),
  ],
  enrols: ({ kind }, { marriedOn }) =>
    marriedOn === null || marriedOn < dayOf(1996, 1) || kind === 'foreigner'
      ? null
      : { from: marriedOn, share: kind === 'native' ? 0.93 : 0.15, after: 1 },
  keyOf: (serial, copy, { sex }) => `J3302-${serial}-${sex === '1' ? 'A' : 'B'}${copy === 0 ? '' : '补'}`,
});

/** 社会救助: families that get assistance, all of them every month. */
export const assistance = personRegister({
  ...department,
  dataset: 'assistance',
  datasetTitle: { zh: '社会救助对象', en: 'Recipients of assistance' },
  sheetTitle: '社会救助对象名册',
  formats: ['utf8.csv', 'utf8.csv'],
  schedule: () => 'snapshot',
  keepsEnded: 0,
  dates: null,
  trust: { '*': 55 },
  updateCycle: 'monthly',
  fields: [
    field('救助证号', 'key'),
    field('姓名', 'name'),
    field('身份证号', 'identifiers.residentId'),
    field('性别', 'sex', { words: SEX_WORDS }),
    field('出生年月', 'birthDate', { date: 'numerals' }),
    field('家庭住址', 'residenceAddress.text'),
    field('联系电话', 'phone'),
    field('与户主关系', 'household.role'),
    field('婚姻状况', 'maritalStatus'),
    field('备注', 'remark'),
  ],
  enrols: ({ needy, bornOn }) =>
    needy ? { from: Math.max(bornOn + 200, dayOf(2006, 1)), share: 0.85, after: 1500 } : null,
  keyOf: (serial, copy) => `甬救${serial}${copy === 0 ? '' : '-1'}`,
});
