import { serialOf } from '../../serial.js';
import { addressOf, codeOf, columns, dateCell, type Department } from './department.js';

const KINDS = {
  'social-organisation': '社会团体',
  'private-non-enterprise': '民办非企业单位',
  foundation: '基金会',
} as const;

/** 民政: societies, private units and foundations, kept in a spreadsheet. */
export const civilAffairs: Department = {
  code: 'civil-affairs',
  title: { zh: '市民政局', en: 'Civil Affairs' },
  description: { zh: '社会组织登记', en: 'Registration of social organisations' },
  dataset: 'social-organisations',
  sheetTitle: '社会组织登记一览表',
  definition: {
    base: 'legal-entity',
    department: 'civil-affairs',
    title: { zh: '社会组织登记', en: 'Register of social organisations' },
    key: ['登记证号'],
    mapping: {
      name: '社会组织名称',
      'identifiers.uscc': '统一社会信用代码',
      'identifiers.orgCode': '组织机构代码',
      'identifiers.x-civil-affairs': '登记证号',
      kind: {
        from: '社会组织类型',
        codes: Object.fromEntries(Object.entries(KINDS).map(([code, word]) => [word, code])),
      },
      'legalRepresentative.name': '法定代表人',
      'address.text': '住所',
      phone: '联系电话',
      registeredCapital: '开办资金',
      establishedOn: '成立登记日期',
      scope: '业务范围',
      status: { from: '状态', codes: { 正常: 'active', 注销: 'cancelled', 撤销: 'revoked' }, otherwise: 'active' },
      relations: [{ type: { constant: 'controlled-by' }, 'target.name': '业务主管单位' }],
    },
    trust: { '*': 90, phone: 50 },
    updateCycle: 'monthly',
    sharing: 'unconditional',
    open: true,
    classification: 'general',
  },
  columns: columns(
    `登记证号 社会组织名称 社会组织类型 统一社会信用代码 组织机构代码 法定代表人 住所 联系电话 开办资金 成立登记日期:d 业务主管单位 业务范围 状态 备注`,
  ),
  nameColumn: '社会组织名称',
  keyColumn: '登记证号',
  formats: ['utf8.csv', 'utf8.csv'],
  schedule: () => 'snapshot',
  coverage: { 'social-organisation': 1, 'private-non-enterprise': 1, foundation: 1 },
  enrolsAfter: 2,
  keepsEnded: 5,
  dates: null,
  tellsRemovals: false,
  keyOf: ({ index, kind }, copy) =>
    `甬${kind === 'social-organisation' ? '社' : kind === 'foundation' ? '基' : '民'}证字第${String(serialOf(index)).padStart(7, '0')}号${copy === 0 ? '' : '补'}`,
  row(view) {
    const { organisation, state, mistakes } = view;
    const { foundedOn, kind, scope, supervisor, index } = organisation;
    return {
      登记证号: view.key,
      社会组织名称: mistakes.name(state.name),
      社会组织类型: KINDS[kind as keyof typeof KINDS],
      统一社会信用代码: codeOf(view, 'uscc'),
      组织机构代码: codeOf(view, 'orgCode'),
      法定代表人: mistakes.person(state.representative),
      住所: addressOf(view, { province: false, town: true, short: index % 3 === 0 }),
      联系电话: mistakes.phone(state.phone),
      开办资金: state.capital === null ? null : capitalText(state.capital / 10_000, index),
      成立登记日期: dateCell(mistakes.date(foundedOn), index % 4 === 0 ? 'numerals' : 'characters'),
      业务主管单位: mistakes.field(supervisor),
      业务范围: mistakes.field(scope),
      状态: { active: '正常', revoked: '撤销', cancelled: '注销' }[state.status],
      备注: null,
    };
  },
};

/** 3万元, or 人民币叁万元整. */
function capitalText(wan: number, index: number): string {
  return wan < 10 && index % 6 === 0 ? `人民币${'零壹贰叁肆伍陆柒捌玖'[wan]}万元整` : `${wan}万元`;
}
