import { countyOn } from '../../city/divisions.js';
import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, dateCell, type Department } from './department.js';

const KINDS = {
  enterprise: '企业法人',
  branch: '企业分支机构',
  'individual-business': '个体工商户',
  cooperative: '农民专业合作社',
  government: '机关法人',
  institution: '事业法人',
  'social-organisation': '社团法人',
  'private-non-enterprise': '民办非企业',
  foundation: '基金会',
  'village-committee': '村委会',
} as const;

const hyphened = (code: string): string => `${code.slice(0, 8)}-${code.slice(8)}`;

/** 质量技术监督: gives organisations their code, whatever they are. */
export const qualitySupervision: Department = {
  code: 'quality-supervision',
  title: { zh: '市质量技术监督局', en: 'Quality and Technical Supervision' },
  description: { zh: '组织机构代码登记', en: 'Registration of organisation codes' },
  dataset: 'organisation-codes',
  sheetTitle: '组织机构代码信息库',
  definition: {
    base: 'legal-entity',
    department: 'quality-supervision',
    title: { zh: '组织机构代码信息', en: 'Organisation codes' },
    key: ['办证流水号'],
    mapping: {
      name: '机构名称',
      'identifiers.orgCode': '机构代码',
      'identifiers.uscc': '统一代码',
      kind: { from: '机构类型', codes: Object.fromEntries(Object.entries(KINDS).map(([code, word]) => [word, code])) },
      'legalRepresentative.name': '法定代表人',
      'address.text': '机构地址',
      'address.division': '行政区划',
      'address.postcode': '邮编',
      phone: '电话号码',
      industry: '经济行业',
      registeredCapital: { from: '注册资金(万元)', unit: '万元' },
      establishedOn: { from: '成立日期', format: 'yyyy-MM-dd' },
      status: { from: '证书状态', codes: { 有效: 'active', 废置: 'cancelled', 吊销: 'revoked' } },
    },
    trust: { '*': 70, 'identifiers.orgCode': 95, name: 80 },
    updateCycle: 'monthly',
    sharing: 'conditional',
    open: false,
    classification: 'general',
  },
  columns: columns(
    `办证流水号 机构代码 统一代码 机构名称 机构类型 法定代表人 机构地址 行政区划 邮编 电话号码 经济行业 注册资金(万元):n 成立日期:d 发证日期:d 证书状态 备注`,
  ),
  nameColumn: '机构名称',
  keyColumn: '办证流水号',
  formats: ['gb18030.csv', 'gb18030.csv'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  coverage: {
    enterprise: 0.92,
    branch: 0.8,
    'individual-business': 0.9,
    cooperative: 0.95,
    government: 1,
    institution: 1,
    'social-organisation': 0.95,
    'private-non-enterprise': 0.95,
    foundation: 1,
    'village-committee': 0.9,
  },
  needs: ['orgCode', 'uscc'],
  enrolsAfter: 20,
  keepsEnded: 2,
  dates: null,
  tellsRemovals: false,
  keyOf: ({ index }, copy) => `330200-${String(serialOf(index)).padStart(7, '0')}${copy === 0 ? '' : `-${copy}`}`,
  row(view) {
    const { organisation, state, mistakes, since } = view;
    const { foundedOn, industry, kind, index } = organisation;
    const county = countyOn(state.place.town, since);
    return {
      办证流水号: view.key,
      机构代码: codeOf(view, 'orgCode', hyphened),
      统一代码: codeOf(view, 'uscc'),
      机构名称: mistakes.name(state.name),
      机构类型: mistakes.word(KINDS[kind]),
      法定代表人: mistakes.person(state.representative),
      机构地址: addressOf(view, { province: false, town: index % 2 === 0, short: false }),
      行政区划: mistakes.field(county.code),
      邮编: mistakes.field(county.postcode),
      电话号码: mistakes.phone(state.phone),
      经济行业: mistakes.field(mistakes.industry(industry)),
      '注册资金(万元)': state.capital === null ? null : mistakes.amount(state.capital, 10_000),
      成立日期: dateCell(mistakes.date(foundedOn), 'iso'),
      发证日期: dateCell(since, 'iso'),
      证书状态: { active: '有效', revoked: '吊销', cancelled: '废置' }[state.status],
      备注: null,
    };
  },
};
