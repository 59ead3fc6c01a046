import { dayOf, type Day } from '../../day.js';
import { countyOn } from '../../city/divisions.js';
import { oldRegistrationNumber } from '../organisations/identifiers.js';
import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, dateCell, type Department } from './department.js';

/** The electronic register begins here: what was approved before carries this date. */
const REGISTER_BEGINS: Day = dayOf(2004, 1);

const CURRENCIES = { CNY: '人民币', USD: '美元', HKD: '港元', EUR: '欧元' } as const;
const KINDS = {
  enterprise: '企业',
  branch: '分支机构',
  'individual-business': '个体工商户',
  cooperative: '农民专业合作社',
} as const;

/** 工商行政管理: the register of businesses. */
export const industryCommerce: Department = {
  code: 'industry-commerce',
  title: { zh: '市工商行政管理局', en: 'Industry and Commerce' },
  description: { zh: '企业、个体工商户登记', en: 'Registration of businesses' },
  dataset: 'business-register',
  sheetTitle: '宁波市市场主体登记信息表',
  definition: {
    base: 'legal-entity',
    department: 'industry-commerce',
    title: { zh: '市场主体登记信息', en: 'Register of businesses' },
    key: ['主体身份代码'],
    mapping: {
      name: '企业(机构)名称',
      formerNames: { from: '曾用名', split: ['；', ';'] },
      'identifiers.uscc': {
        from: '统一社会信用代码/注册号',
        pattern: '^\\s*([0-9A-Za-z０-９Ａ-Ｚ ]{18,19})\\s*$',
        default: null,
      },
      'identifiers.registrationNo': {
        from: '统一社会信用代码/注册号',
        pattern: '^\\s*([0-9０-９ ]{13,16})\\s*$',
        default: null,
      },
      kind: { from: '主体类型', codes: Object.fromEntries(Object.entries(KINDS).map(([code, word]) => [word, code])) },
      economicType: '经济性质代码',
      'legalRepresentative.name': '法定代表人(负责人)',
      registeredCapital: { from: '注册资本(万元)', unit: '万元' },
      'registeredCapital.currency': {
        from: '币种',
        codes: Object.fromEntries(Object.entries(CURRENCIES).map(([code, word]) => [word, code])),
      },
      establishedOn: '成立日期',
      'address.text': '住所',
      'address.division': '登记机关区划',
      phone: '联系电话',
      industry: '行业代码',
      scope: '经营范围',
      status: {
        from: '登记状态',
        codes: { '存续（在营、开业、在册）': 'active', '吊销，未注销': 'revoked', 注销: 'cancelled' },
      },
      cancelledOn: '注销日期',
      relations: [
        {
          type: { constant: 'branch-of' },
          'target.name': '隶属企业名称',
          'target.identifiers.registrationNo': { from: '隶属企业注册号', pattern: '^([0-9]{15})$', default: null },
          'target.identifiers.uscc': { from: '隶属企业注册号', pattern: '^([0-9A-Z]{18})$', default: null },
        },
      ],
    },
    effectiveDate: '核准日期',
    trust: { '*': 90, 'identifiers.orgCode': 60, phone: 50 },
    updateCycle: 'monthly',
    sharing: 'unconditional',
    open: true,
    classification: 'general',
  },
  columns: columns(
    `主体身份代码 统一社会信用代码/注册号 企业(机构)名称 曾用名 主体类型 经济性质代码 法定代表人(负责人) 注册资本(万元):n 币种 成立日期:d 住所 登记机关区划 联系电话 行业代码 经营范围 登记状态 注销日期:d 隶属企业名称 隶属企业注册号 核准日期:d 备注`,
  ),
  nameColumn: '企业(机构)名称',
  keyColumn: '主体身份代码',
  formats: ['xlsx', 'xlsx'],
  schedule: (month) => (month === 0 ? 'snapshot' : 'delta'),
  coverage: { enterprise: 1, branch: 0.97, 'individual-business': 1, cooperative: 1 },
  enrolsAfter: 1,
  keepsEnded: 4,
  dates: 'change',
  tellsRemovals: false,
  keyOf: ({ index }, copy) => `33020000${copy}${String(serialOf(index)).padStart(9, '0')}`,
  row(view) {
    const { organisation, state, mistakes, since } = view;
    const { foundedOn, industry, kind, currency, economicType, scope, parent, index } = organisation;
    const old = mistakes.happens('codeOld') && foundedOn < dayOf(2007, 1);
    const registrationNo = codeOf(view, 'registrationNo', old ? oldRegistrationNumber : undefined);
    const parentCode = parent && (parent.identifiers.uscc ?? parent.identifiers.registrationNo);
    return {
      主体身份代码: view.key,
      '统一社会信用代码/注册号': codeOf(view, 'uscc') ?? registrationNo,
      '企业(机构)名称': mistakes.name(state.name),
      曾用名: state.formerNames.length > 0 ? state.formerNames.join('；') : null,
      主体类型: KINDS[kind as keyof typeof KINDS],
      经济性质代码: economicType,
      '法定代表人(负责人)': mistakes.person(state.representative),
      '注册资本(万元)': state.capital === null ? null : mistakes.amount(state.capital, 10_000),
      币种: state.capital === null ? null : CURRENCIES[currency],
      成立日期: dateCell(mistakes.date(foundedOn), 'iso'),
      住所: addressOf(view, { province: index % 11 === 0, town: false, short: false }),
      登记机关区划: countyOn(state.place.town, since).code,
      联系电话: mistakes.phone(state.phone),
      行业代码: mistakes.field(mistakes.industry(industry)),
      经营范围: mistakes.field(scope),
      登记状态: { active: '存续（在营、开业、在册）', revoked: '吊销，未注销', cancelled: '注销' }[state.status],
      注销日期: state.cancelledOn === null ? null : dateCell(state.cancelledOn, 'iso'),
      隶属企业名称: parent?.name ?? null,
      隶属企业注册号: parentCode ?? null,
      核准日期: dateCell(Math.max(since, REGISTER_BEGINS), 'iso'),
      备注: null,
    };
  },
};
