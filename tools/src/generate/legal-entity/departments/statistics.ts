import { partsOf } from '../../day.js';
import { countyOn } from '../../city/divisions.js';
import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, type Department } from './department.js';

const KINDS = {
  enterprise: '10',
  'individual-business': '80',
  branch: '11',
  cooperative: '70',
  government: '30',
  institution: '20',
  'social-organisation': '40',
  'private-non-enterprise': '51',
  foundation: '52',
  'village-committee': '62',
} as const;

/** 统计: the directory of basic units, filled in by the units themselves. */
export const statistics: Department = {
  code: 'statistics',
  title: { zh: '市统计局', en: 'Statistics' },
  description: { zh: '基本单位名录库', en: 'Directory of basic statistical units' },
  dataset: 'basic-units',
  sheetTitle: '基本单位名录',
  definition: {
    base: 'legal-entity',
    department: 'statistics',
    title: { zh: '基本单位名录库', en: 'Directory of basic units' },
    key: ['底册编号'],
    mapping: {
      name: '单位详细名称',
      'identifiers.uscc': '统一社会信用代码',
      'identifiers.orgCode': '组织机构代码',
      kind: { from: '机构类型', codes: Object.fromEntries(Object.entries(KINDS).map(([code, word]) => [word, code])) },
      'legalRepresentative.name': '法定代表人',
      'address.text': { from: ['乡镇街道', '街村门牌'], join: '' },
      'address.division': { from: '区划代码', pattern: '^([0-9]{6})[0-9]{6}$' },
      'address.postcode': '邮政编码',
      phone: { from: ['长途区号', '固定电话'], join: '-' },
      establishedOn: { from: ['开业年', '开业月'], join: '-', format: ['yyyy-M', 'yyyy'] },
      industry: '行业代码',
      economicType: '登记注册类型',
      employees: '期末从业人数',
      status: { from: '营业状态', codes: { '1': 'active', '2': 'suspended', '4': 'cancelled', '5': 'revoked' } },
    },
    trust: { '*': 30, industry: 85, employees: 90 },
    updateCycle: 'quarterly',
    sharing: 'conditional',
    open: false,
    classification: 'general',
  },
  columns: columns(
    `底册编号 统一社会信用代码 组织机构代码 单位详细名称 机构类型 法定代表人 区划代码 乡镇街道 街村门牌 邮政编码 长途区号 固定电话 开业年:n 开业月:n 行业代码 登记注册类型 期末从业人数:n 营业收入(千元):n 营业状态 备注`,
  ),
  nameColumn: '单位详细名称',
  keyColumn: '底册编号',
  formats: ['parquet', 'utf16.csv'],
  schedule: (month) => (month === 0 ? 'snapshot' : month % 3 === 0 ? 'delta' : null),
  coverage: {
    enterprise: 0.55,
    branch: 0.35,
    'individual-business': 0.1,
    cooperative: 0.5,
    government: 0.95,
    institution: 0.95,
    'social-organisation': 0.8,
    'private-non-enterprise': 0.85,
    foundation: 0.9,
    'village-committee': 0.95,
  },
  enrolsAfter: 250,
  keepsEnded: 0,
  dates: null,
  tellsRemovals: false,
  keyOf: ({ index }, copy) => `3302${String(serialOf(index)).padStart(8, '0')}${copy === 0 ? '' : 'B'}`,
  row(view) {
    const { organisation, state, mistakes, since } = view;
    const { foundedOn, industry, kind, economicType, index } = organisation;
    const county = countyOn(state.place.town, since);
    const { year, month } = partsOf(mistakes.date(foundedOn));
    const address = addressOf(view, { province: false, town: true, short: false });
    const place = state.place.town.name;
    const behindTown = address?.slice(
      Math.max(address.indexOf(place), 0) + (address.includes(place) ? place.length : 0),
    );
    const phone = mistakes.phone(state.phone);
    return {
      底册编号: view.key,
      统一社会信用代码: codeOf(view, 'uscc'),
      组织机构代码: codeOf(view, 'orgCode'),
      单位详细名称: mistakes.name(state.name),
      机构类型: KINDS[kind],
      法定代表人: mistakes.person(state.representative),
      区划代码: `${county.code}000000`,
      乡镇街道: `${county.urban ? '宁波市' : ''}${county.name}${place}`,
      街村门牌: behindTown ?? null,
      邮政编码: mistakes.field(county.postcode),
      长途区号: phone !== null && phone.length === 8 ? '0574' : null,
      固定电话: phone,
      开业年: year,
      开业月: mistakes.field(month),
      行业代码: industry,
      登记注册类型: economicType,
      期末从业人数: mistakes.field(state.employees),
      '营业收入(千元)': kind === 'enterprise' ? state.employees * 410 + (index % 997) : null,
      营业状态: { active: '1', revoked: '5', cancelled: '4' }[state.status],
      备注: null,
    };
  },
};
