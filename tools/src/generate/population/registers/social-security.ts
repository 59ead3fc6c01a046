import { yearOf } from '../../day.js';
import { field, personRegister } from './person-register.js';

const YEAR = 365;

/** 劳动保障: the insured, by the column codes of its own data standard. */
export const insuredPersons = personRegister({
  code: 'social-security',
  title: { zh: '市劳动和社会保障局', en: 'Labour and Social Security' },
  description: { zh: '社会保险参保登记', en: 'Registration of the insured' },
  dataset: 'insured-persons',
  datasetTitle: { zh: '参保人员基本信息', en: 'Insured persons' },
  sheetTitle: '参保人员基本信息',
  formats: ['ndjson', 'ndjson'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  keepsEnded: 0,
  dates: 'entry',
  trust: { '*': 65, employer: 90, phone: 60 },
  updateCycle: 'monthly',
  address: { town: false },
  fields: [
    field('AAC001', 'key'),
    field('AAC002', 'identifiers.residentId'),
    field('AAC058', 'identifiers.passport'),
    field('AAC147', 'identifiers.hkMacauPermit'),
    field('AAC148', 'identifiers.taiwanPermit'),
    field('AAC003', 'name'),
    field('AAC004', 'sex'),
    field('AAC005', 'ethnicity'),
    field('AAC006', 'birthDate', { date: 'compact' }),
    field('AAC010', 'registeredAddress.text'),
    field('AAE006', 'residenceAddress.text'),
    field('AAE005', 'phone'),
    field('AAB004', 'employer'),
    field('AAC011', 'education'),
    field('AAE036', 'since', { date: 'iso' }),
    field('AAE013', 'remark'),
  ],
  enrols({ bornOn, beginsOn, kind }) {
    const share = kind === 'native' ? (yearOf(bornOn) < 1945 ? 0.6 : 0.85) : kind === 'migrant' ? 0.6 : 0.25;
    return { from: Math.max(bornOn + 18 * YEAR, beginsOn + 20), share, after: 900 };
  },
  keyOf: (serial, copy) => `G${copy + 1}${serial}`,
});
