import { dayOf } from '../../day.js';
import { bareTown } from '../../city/places.js';
import { countyOn } from '../../city/divisions.js';
import { oldRegistrationNumber } from '../organisations/identifiers.js';
import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, dateCell, type Department } from './department.js';

/** 地方税务: typed in at the counters of the tax offices. */
export const localTax: Department = {
  code: 'local-tax',
  title: { zh: '市地方税务局', en: 'Local Taxation' },
  description: {
    zh: '税务登记（地方税、社会保险费）',
    en: 'Registration of taxpayers (local taxes, social insurance)',
  },
  dataset: 'local-taxpayers',
  sheetTitle: '地税税务登记',
  definition: {
    base: 'legal-entity',
    department: 'local-tax',
    title: { zh: '地税税务登记信息', en: 'Taxpayers of the local tax office' },
    key: ['计算机代码'],
    mapping: {
      name: '纳税人名称',
      'identifiers.taxNo': '税务登记证号',
      'identifiers.registrationNo': '工商执照号',
      'legalRepresentative.name': '法人代表',
      'operatingAddress.text': { from: ['县市区', '经营地址'], join: '' },
      'address.division': {
        from: '县市区',
        codes: {
          海曙区: '330203',
          江东区: '330204',
          江北区: '330205',
          北仑区: '330206',
          镇海区: '330211',
          鄞州区: '330212',
          奉化市: '330283',
          奉化区: '330213',
          象山县: '330225',
          宁海县: '330226',
          余姚市: '330281',
          慈溪市: '330282',
        },
      },
      phone: '电话',
      registeredCapital: { from: '注册资本', unit: '元' },
      establishedOn: { from: '开业日期', format: ['yyyy/M/d', 'yyyy.MM.dd'] },
      status: {
        from: '登记状态',
        codes: { 正常: 'active', 停业: 'suspended', 非正常: 'suspended', 注销: 'cancelled', 吊销: 'revoked' },
      },
    },
    deleted: { column: '数据操作', values: ['删除'] },
    trust: { '*': 45, phone: 70 },
    updateCycle: 'monthly',
    sharing: 'conditional',
    open: false,
    classification: 'important',
  },
  columns: columns(
    `计算机代码 税务登记证号 纳税人名称 工商执照号 法人代表 县市区 经营地址 主管税务所 电话 注册资本 开业日期:d 登记状态 数据操作 备注`,
  ),
  nameColumn: '纳税人名称',
  keyColumn: '计算机代码',
  formats: ['gb18030.tsv', 'semicolon.csv'],
  // Twice a year everything, because nobody trusts the changes alone.
  schedule: (month) => (month % 6 === 0 ? 'snapshot' : 'delta'),
  coverage: {
    enterprise: 0.8,
    branch: 0.75,
    'individual-business': 0.45,
    cooperative: 0.4,
    institution: 0.7,
    government: 0.6,
    'social-organisation': 0.3,
    'private-non-enterprise': 0.5,
  },
  enrolsAfter: 35,
  keepsEnded: 1,
  dates: null,
  tellsRemovals: true,
  keyOf: ({ index }, copy) => `${copy + 1}${String(serialOf(index)).padStart(8, '0')}`,
  row(view) {
    const { organisation, state, mistakes, since } = view;
    const { foundedOn, index, kind } = organisation;
    const county = countyOn(state.place.town, since).name;
    const old = mistakes.happens('codeOld') && foundedOn < dayOf(2007, 1);
    const address = addressOf(view, { province: false, town: index % 3 !== 0, short: false });
    return {
      计算机代码: view.key,
      税务登记证号: codeOf(view, 'taxNo'),
      纳税人名称: mistakes.name(state.name),
      工商执照号: codeOf(view, 'registrationNo', old ? oldRegistrationNumber : undefined),
      法人代表: mistakes.person(state.representative),
      县市区: county,
      // The county has a column of its own.
      经营地址: address?.slice(address.indexOf(county) < 0 ? 0 : address.indexOf(county) + county.length) ?? null,
      主管税务所: `${bareTown(state.place.town)}税务所`,
      电话: mistakes.phone(state.phone),
      注册资本: state.capital === null ? null : mistakes.field(capitalText(mistakes.amount(state.capital, 1), index)),
      开业日期: dateCell(mistakes.date(foundedOn + (index % 7)), index % 9 === 0 ? 'dots' : 'slashes'),
      登记状态: mistakes.word(
        { active: kind === 'enterprise' && index % 50 === 9 ? '非正常' : '正常', revoked: '吊销', cancelled: '注销' }[
          state.status
        ],
      ),
      数据操作: { new: '新增', changed: '变更', removed: '删除' }[view.operation],
      备注: null,
    };
  },
};

/** As each tax office likes to write it. */
function capitalText(amount: number, index: number): string {
  if (index % 3 === 0) return amount.toLocaleString('en-US');
  return index % 3 === 1 ? String(amount) : `${amount / 10_000}万元`;
}
