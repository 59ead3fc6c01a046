import { addressAttributes, type AttributeDictionary } from '@siku/catalogue';
import type { Message } from '@siku/standards';

const title = (zh: string, en: string): Message => ({ zh, en });

/** 机构类型 */
export const KINDS: Record<string, Message> = {
  enterprise: title('企业', 'Enterprise'),
  'individual-business': title('个体工商户', 'Individual business'),
  cooperative: title('农民专业合作社', 'Farmers’ cooperative'),
  government: title('机关', 'Government organ'),
  institution: title('事业单位', 'Public institution'),
  'social-organisation': title('社会团体', 'Social organisation'),
  'private-non-enterprise': title('民办非企业单位', 'Private non-enterprise unit'),
  foundation: title('基金会', 'Foundation'),
  'village-committee': title('村民委员会', 'Village committee'),
  'residents-committee': title('居民委员会', 'Residents’ committee'),
  'religious-site': title('宗教活动场所', 'Site of religious activity'),
  'trade-union': title('工会', 'Trade union'),
  branch: title('分支机构', 'Branch'),
  other: title('其他', 'Other'),
};

const KIND_ALIASES: Record<string, string> = {
  企业法人: 'enterprise',
  企业单位: 'enterprise',
  有限责任公司: 'enterprise',
  股份有限公司: 'enterprise',
  个人独资企业: 'enterprise',
  合伙企业: 'enterprise',
  公司: 'enterprise',
  个体: 'individual-business',
  个体户: 'individual-business',
  个体经营: 'individual-business',
  合作社: 'cooperative',
  机关法人: 'government',
  国家机关: 'government',
  行政机关: 'government',
  机关单位: 'government',
  事业法人: 'institution',
  事业单位法人: 'institution',
  社团法人: 'social-organisation',
  社会团体法人: 'social-organisation',
  社团: 'social-organisation',
  社会服务机构: 'private-non-enterprise',
  民非: 'private-non-enterprise',
  民办非企业: 'private-non-enterprise',
  村委会: 'village-committee',
  居委会: 'residents-committee',
  社区居民委员会: 'residents-committee',
  分公司: 'branch',
  企业分支机构: 'branch',
  其他机构: 'other',
};

/** 登记状态 */
export const STATUSES: Record<string, Message> = {
  active: title('存续', 'Active'),
  suspended: title('停业', 'Suspended'),
  liquidation: title('清算', 'In liquidation'),
  revoked: title('吊销', 'Licence revoked'),
  cancelled: title('注销', 'Cancelled'),
  'moved-out': title('迁出', 'Moved out'),
};

const STATUS_ALIASES: Record<string, string> = {
  正常: 'active',
  在业: 'active',
  开业: 'active',
  营业: 'active',
  在营: 'active',
  存续在营开业在册: 'active',
  有效: 'active',
  登记成立: 'active',
  歇业: 'suspended',
  停歇业: 'suspended',
  非正常: 'suspended',
  清算中: 'liquidation',
  已吊销: 'revoked',
  吊销未注销: 'revoked',
  撤销: 'revoked',
  已注销: 'cancelled',
  吊销并注销: 'cancelled',
  迁往市外: 'moved-out',
};

const RELATION_TYPES: Record<string, Message> = {
  'branch-of': title('分支机构隶属于', 'Branch of'),
  'subsidiary-of': title('子公司属于', 'Subsidiary of'),
  shareholder: title('股东', 'Shareholder'),
  'controlled-by': title('主管单位', 'Controlled by'),
  successor: title('存续或承继单位', 'Successor'),
};

const identifiers: AttributeDictionary = {
  'identifiers.uscc': {
    type: 'identifier',
    scheme: 'uscc',
    title: title('统一社会信用代码', 'Unified social credit code'),
    description: title('GB 32100-2015，18 位', 'GB 32100-2015, 18 characters'),
    synonyms: [
      '统一社会信用代码',
      '社会信用代码',
      '统一信用代码',
      '信用代码',
      '统一代码',
      'uscc',
      'unified social credit code',
    ],
  },
  'identifiers.orgCode': {
    type: 'identifier',
    scheme: 'orgCode',
    statedIn: { paths: ['identifiers.uscc'], fact: 'organisationCode' },
    title: title('组织机构代码', 'Organisation code'),
    description: title('GB 11714，9 位', 'GB 11714, 9 characters'),
    synonyms: [
      '组织机构代码',
      '机构代码',
      '组织代码',
      '法人代码',
      '单位代码',
      'organisation code',
      'organization code',
    ],
  },
  'identifiers.registrationNo': {
    type: 'identifier',
    scheme: 'registrationNo',
    title: title('工商注册号', 'Registration number'),
    synonyms: ['工商注册号', '注册号', '营业执照号', '营业执照注册号', '执照号', '登记证号', 'registration number'],
  },
  'identifiers.taxNo': {
    type: 'identifier',
    scheme: 'taxNo',
    title: title('纳税人识别号', 'Tax number'),
    synonyms: ['纳税人识别号', '税务登记号', '税务登记证号', '税号', '纳税人编码', 'tax number', 'taxpayer number'],
  },
  'identifiers.x-*': {
    type: 'identifier',
    title: title('部门自有标识', 'Identifier of the dataset’s own'),
    description: title('不校验；是线索而非依据', 'Unchecked: evidence, never proof'),
    maxLength: 100,
  },
};

const registration: AttributeDictionary = {
  kind: {
    type: 'code',
    title: title('机构类型', 'Kind of organisation'),
    codes: KINDS,
    aliases: KIND_ALIASES,
    synonyms: ['机构类型', '单位类型', '企业类型', '组织类型', '主体类型', '法人类型', 'kind', 'type'],
  },
  economicType: {
    type: 'code',
    title: title('经济类型', 'Economic type'),
    description: title('GB/T 12402', 'GB/T 12402'),
    codes: 'GB/T 12402',
    synonyms: ['经济类型', '登记注册类型', '经济性质'],
  },
  industry: {
    type: 'industry',
    title: title('行业', 'Industry'),
    description: title('GB/T 4754-2017', 'GB/T 4754-2017'),
    synonyms: ['行业代码', '行业', '行业门类', '国民经济行业', '国标行业', '所属行业', 'industry', 'industry code'],
  },
  status: {
    type: 'code',
    title: title('登记状态', 'Registration status'),
    codes: STATUSES,
    aliases: STATUS_ALIASES,
    synonyms: ['登记状态', '企业状态', '经营状态', '状态', '机构状态', '纳税人状态', '年检状态', 'status'],
  },
  establishedOn: {
    type: 'date',
    past: true,
    title: title('成立日期', 'Date of establishment'),
    synonyms: [
      '成立日期',
      '成立时间',
      '设立日期',
      '开业日期',
      '注册日期',
      '登记日期',
      '批准日期',
      'established on',
      'founded',
    ],
  },
  cancelledOn: {
    type: 'date',
    notBefore: 'establishedOn',
    past: true,
    title: title('注销日期', 'Date of cancellation'),
    synonyms: ['注销日期', '注销时间', '吊销日期', '终止日期', '撤销日期', 'cancelled on'],
  },
  registeredCapital: {
    type: 'amount',
    title: title('注册资本', 'Registered capital'),
    description: title('{金额（元）, 币种}', '{amount, currency}, in whole units of the currency'),
    synonyms: ['注册资本', '注册资金', '开办资金', '出资额', '资金数额', 'registered capital'],
  },
  'registeredCapital.currency': {
    type: 'code',
    title: title('注册资本币种', 'Currency of the registered capital'),
    codes: 'GB/T 12406',
    synonyms: ['币种', '注册资本币种', '货币种类', 'currency'],
  },
};

const relationMembers: AttributeDictionary = {
  type: { type: 'code', title: title('关系类型', 'Type of relation'), codes: RELATION_TYPES, required: true },
  'target.name': { type: 'name', title: title('对方名称', 'Name of the other'), maxLength: 200 },
  'target.identifiers.uscc': {
    type: 'identifier',
    scheme: 'uscc',
    title: title('对方统一社会信用代码', 'Its social credit code'),
  },
  'target.identifiers.orgCode': {
    type: 'identifier',
    scheme: 'orgCode',
    title: title('对方组织机构代码', 'Its organisation code'),
  },
  'target.identifiers.registrationNo': {
    type: 'identifier',
    scheme: 'registrationNo',
    title: title('对方注册号', 'Its registration number'),
  },
  'target.identifiers.residentId': {
    type: 'identifier',
    scheme: 'residentId',
    sealed: true,
    title: title('对方公民身份号码', 'Resident identity number of the other'),
  },
  share: { type: 'decimal', title: title('比例（%）', 'Share in per cent') },
  amount: { type: 'amount', title: title('出资额', 'Contribution') },
  from: { type: 'date', title: title('起始日期', 'Since') },
  to: { type: 'date', title: title('截止日期', 'Until'), notBefore: 'from' },
};

const ADDRESS_WORDS = ['', '注册', '登记', '单位', '企业', '机构', '住所'];
const PLACES = ['住所', '注册地', '详细地址', '企业住所', '住址', '门牌', '门牌号', 'address'];

/** Attributes of the legal entity, in the order in which they are stored and shown: DESIGN section 8. */
export const legalEntityDictionary: AttributeDictionary = {
  name: {
    type: 'name',
    required: true,
    maxLength: 200,
    title: title('名称', 'Name'),
    description: title('登记的全称', 'Full registered name'),
    placeholders: ['^(合计|总计|小计|共计)$'],
    synonyms: [
      '单位名称',
      '企业名称',
      '机构名称',
      '纳税人名称',
      '名称',
      '法人名称',
      '单位详细名称',
      '公司名称',
      '社会组织名称',
      '单位全称',
      '字号名称',
      'name',
      'company name',
    ],
  },
  formerNames: {
    type: 'name',
    list: true,
    maxLength: 200,
    title: title('曾用名', 'Former names'),
    synonyms: ['曾用名', '曾用名称', '原名称', '原企业名称', '历史名称', 'former names', 'former name'],
  },
  shortName: {
    type: 'name',
    maxLength: 100,
    title: title('简称', 'Short name'),
    synonyms: ['简称', '单位简称', '企业简称', '证券简称', 'short name'],
  },
  englishName: {
    type: 'name',
    maxLength: 300,
    title: title('英文名称', 'English name'),
    synonyms: ['英文名称', '外文名称', 'english name'],
  },
  ...identifiers,
  ...registration,
  ...addressAttributes('address', '住所', 'Registered address', ADDRESS_WORDS, PLACES),
  ...addressAttributes(
    'operatingAddress',
    '经营地址',
    'Operating address',
    ['经营', '生产经营', '办公'],
    ['经营场所', '经营地', 'operating address'],
  ),
  'legalRepresentative.name': {
    type: 'name',
    maxLength: 100,
    title: title('法定代表人', 'Legal representative'),
    synonyms: [
      '法定代表人',
      '法人代表',
      '法定代表人姓名',
      '负责人',
      '法人',
      '法人姓名',
      '经营者',
      'legal representative',
    ],
  },
  'legalRepresentative.identifiers.residentId': {
    type: 'identifier',
    scheme: 'residentId',
    sealed: true,
    title: title('法定代表人公民身份号码', 'Resident identity number of the legal representative'),
    synonyms: ['法定代表人身份证号', '法人身份证号', '法人证件号码', '法定代表人证件号码'],
  },
  scope: {
    type: 'text',
    maxLength: 10_000,
    title: title('经营范围', 'Scope of business'),
    synonyms: ['经营范围', '业务范围', '主营业务', '宗旨和业务范围', 'scope'],
  },
  phone: {
    type: 'phone',
    title: title('联系电话', 'Telephone'),
    synonyms: ['联系电话', '电话', '电话号码', '固定电话', '办公电话', '企业电话', 'phone', 'telephone'],
  },
  employees: {
    type: 'integer',
    title: title('从业人数', 'Employees'),
    synonyms: ['从业人数', '从业人员', '职工人数', '员工人数', '期末从业人数', 'employees'],
  },
  relations: {
    type: 'relations',
    list: true,
    title: title('关系', 'Relations'),
    description: title('分支机构、股东等', 'Branch of, shareholder and others'),
    members: relationMembers,
  },
};
