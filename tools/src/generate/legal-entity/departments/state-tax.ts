import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, dateCell, type Department } from './department.js';

/** 国家税务: taxpayers of value-added tax, as the tax system names its members (initials of pinyin). */
export const stateTax: Department = {
  code: 'state-tax',
  title: { zh: '市国家税务局', en: 'State Taxation' },
  description: { zh: '税务登记（增值税）', en: 'Registration of taxpayers (value-added tax)' },
  dataset: 'state-taxpayers',
  sheetTitle: '纳税人登记信息',
  definition: {
    base: 'legal-entity',
    department: 'state-tax',
    title: { zh: '国税纳税人登记信息', en: 'Taxpayers of the state tax office' },
    key: ['DJXH'],
    mapping: {
      name: 'NSRMC',
      'identifiers.taxNo': 'NSRSBH',
      'identifiers.orgCode': { from: 'ZZJGDM', optional: true },
      'legalRepresentative.name': { from: 'FDDBRXM', optional: true },
      'address.text': { from: 'ZCDZ', optional: true },
      'operatingAddress.text': { from: 'SCJYDZ', optional: true },
      phone: { from: 'LXDH', optional: true },
      industry: { from: 'HY_DM', optional: true },
      economicType: { from: 'DJZCLX_DM', optional: true },
      registeredCapital: { from: 'ZCZB', unit: '元', optional: true },
      establishedOn: { from: 'KYSLRQ', format: 'yyyyMMdd', optional: true },
      employees: { from: 'CYRS', optional: true },
      status: { from: 'NSRZT_DM', codes: { '03': 'active', '05': 'suspended', '07': 'cancelled', '08': 'revoked' } },
    },
    effectiveDate: { from: 'XGRQ', format: 'yyyyMMdd' },
    trust: { '*': 60, phone: 85, operatingAddress: 85, 'identifiers.taxNo': 95 },
    updateCycle: 'monthly',
    sharing: 'conditional',
    open: false,
    classification: 'important',
  },
  columns: columns(
    `DJXH NSRSBH NSRMC ZZJGDM FDDBRXM ZCDZ SCJYDZ LXDH HY_DM DJZCLX_DM ZCZB:n KYSLRQ:d CYRS:n NSRZT_DM XGRQ:d BZ`,
  ),
  nameColumn: 'NSRMC',
  keyColumn: 'DJXH',
  formats: ['ndjson', 'ndjson'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  coverage: {
    enterprise: 0.92,
    branch: 0.7,
    'individual-business': 0.55,
    cooperative: 0.6,
    institution: 0.15,
    'private-non-enterprise': 0.1,
  },
  enrolsAfter: 25,
  keepsEnded: 3,
  dates: 'entry',
  tellsRemovals: false,
  keyOf: ({ index }, copy) => `1011330${200 + copy}${String(serialOf(index)).padStart(10, '0')}`,
  row(view) {
    const { organisation, state, mistakes, since } = view;
    const { foundedOn, industry, economicType, index } = organisation;
    const taxNo = codeOf(view, 'taxNo');
    const phone = mistakes.phone(state.phone);
    // Where the business is run is where it is registered, for nine in ten.
    const elsewhere = index % 10 === 3;
    return {
      DJXH: view.key,
      NSRSBH: taxNo,
      NSRMC: mistakes.name(state.name),
      ZZJGDM: index % 3 === 0 ? codeOf(view, 'orgCode') : null,
      FDDBRXM: mistakes.person(state.representative),
      ZCDZ: addressOf(view, { province: true, town: false, short: false }),
      SCJYDZ: elsewhere ? null : addressOf(view, { province: false, town: index % 4 === 0, short: index % 5 === 0 }),
      LXDH: phone === null ? null : phone.length === 8 ? `0574${phone}` : phone,
      HY_DM: mistakes.field(mistakes.industry(industry)),
      DJZCLX_DM: economicType,
      ZCZB: state.capital === null ? null : mistakes.field(mistakes.amount(state.capital, 1)),
      KYSLRQ: dateCell(mistakes.date(foundedOn + (index % 4)), 'compact'),
      CYRS: mistakes.field(state.employees),
      NSRZT_DM: { active: index % 40 === 7 ? '05' : '03', revoked: '08', cancelled: '07' }[state.status],
      XGRQ: dateCell(since, 'compact'),
      BZ: null,
    };
  },
};
