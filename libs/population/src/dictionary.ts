import { addressAttributes, type AttributeDictionary } from '@siku/catalogue';
import type { Message } from '@siku/standards';

const title = (zh: string, en: string): Message => ({ zh, en });

/** 亲属关系: what the other person is to this one. */
const KIN_TYPES: Record<string, Message> = {
  spouse: title('配偶', 'Spouse'),
  parent: title('父母', 'Parent'),
  child: title('子女', 'Child'),
  sibling: title('兄弟姐妹', 'Sibling'),
  grandparent: title('祖父母或外祖父母', 'Grandparent'),
  grandchild: title('孙子女或外孙子女', 'Grandchild'),
  guardian: title('监护人', 'Guardian'),
  ward: title('被监护人', 'Ward'),
  other: title('其他', 'Other'),
};

/** 与户主关系 */
const HOUSEHOLD_ROLES: Record<string, Message> = {
  head: title('户主', 'Head of household'),
  spouse: title('配偶', 'Spouse'),
  child: title('子女', 'Child'),
  'child-in-law': title('儿媳或女婿', 'Child-in-law'),
  parent: title('父母', 'Parent'),
  grandparent: title('祖父母', 'Grandparent'),
  grandchild: title('孙子女', 'Grandchild'),
  sibling: title('兄弟姐妹', 'Sibling'),
  other: title('其他', 'Other'),
};

/** 与户主关系 as it is written: the names and codes of GB/T 4761, and what registers make of them. */
const HOUSEHOLD_WORDS: Record<string, string> = {
  head: '01 02 本人',
  spouse: '10 11 12 妻 妻子 之妻 夫 丈夫 之夫',
  child:
    '20 21 22 23 24 25 26 27 29 30 31 32 33 34 35 36 37 39 子 儿子 独生子 长子 次子 二子 三子 四子 五子 养子 继子 养子或继子 其他儿子 ' +
    '女 女儿 独生女 长女 次女 二女 三女 四女 五女 养女 继女 养女或继女 其他女儿',
  'child-in-law': '28 38 儿媳 儿媳妇 女婿',
  parent: '50 51 52 57 58 父 母 父亲 母亲 养父 继父 继父或养父 养母 继母 继母或养母',
  grandparent: '60 61 62 63 64 祖父 祖母 外祖父 外祖母 祖父母或外祖父母 爷爷 奶奶 外公 外婆',
  grandchild: '40 41 42 43 44 孙子 孙女 外孙 外孙子 外孙女 孙子、孙女或外孙子、外孙女',
  sibling: '70 71 73 75 77 79 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 其他兄弟姐妹',
  other:
    '45 46 47 48 49 53 54 55 56 59 65 66 67 68 69 72 74 76 78 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 99 ' +
    '孙媳妇 外孙媳妇 孙女婿 外孙女婿 曾孙 曾孙子 曾孙女 外曾孙子 外曾孙女 公公 婆婆 岳父 岳母 曾祖父 曾祖母 嫂 嫂子 弟媳 弟媳妇 姐夫 妹夫 ' +
    '伯父 伯母 叔父 婶母 舅父 舅母 姨父 姨母 姑父 姑母 侄子 侄女 外甥 外甥女 堂兄弟 堂姐妹 表兄弟 表姐妹 其他亲属 非亲属 保姆',
};

const HOUSEHOLD_ALIASES: Record<string, string> = Object.fromEntries(
  Object.entries(HOUSEHOLD_WORDS).flatMap(([role, words]) => words.split(' ').map((word) => [word, role])),
);

/** 不详, 无名氏, 测试, 张三测试, XXX */
const NO_NAME = [
  '^(无|没有|未知|不详|不明|待定|待补|空|某某|合计|总计|小计|共计|[XＸ×*]+)$',
  '^无名(氏|男|女)?$',
  '测试',
  '^(unknown|none|null|test|n/?a)$',
];

/** One digit or letter all through; counting up or down; a birth date of 1900-01-01 or 1111-11-11 in it. */
const NO_NUMBER = [
  String.raw`^[A-Z]?(.)\1{5,}[\dX]?$`,
  '^[A-Z]?(0?123456789|1234567|987654321)',
  String.raw`^\d{6}(19000101|11111111|99991231)[\dX]{4}$`,
  String.raw`^(.)\1{5}(19|20)\d{6}`,
];

const name: AttributeDictionary = {
  name: {
    type: 'name',
    maxLength: 100,
    title: title('姓名', 'Name'),
    placeholders: NO_NAME,
    synonyms: ['姓名', '名字', '人员姓名', '参保人姓名', '纳税人姓名', '居民姓名', 'name', 'full name'],
  },
  familyName: {
    type: 'name',
    maxLength: 60,
    title: title('姓', 'Family name'),
    synonyms: ['姓', '姓氏', 'surname', 'last name', 'family name', 'lastname'],
  },
  givenName: {
    type: 'name',
    maxLength: 60,
    title: title('名', 'Given name'),
    synonyms: ['名', 'given name', 'first name', 'firstname', 'forename'],
  },
  formerNames: {
    type: 'name',
    list: true,
    maxLength: 100,
    title: title('曾用名', 'Former names'),
    synonyms: ['曾用名', '原名', '别名', 'former names', 'former name', 'alias'],
  },
};

const identifier = (
  scheme: string,
  zh: string,
  en: string,
  synonyms: string[],
  description?: Message,
): AttributeDictionary => ({
  [`identifiers.${scheme}`]: {
    type: 'identifier',
    scheme,
    sealed: true,
    placeholders: NO_NUMBER,
    title: title(zh, en),
    ...(description && { description }),
    synonyms,
  },
});

const identifiers: AttributeDictionary = {
  ...identifier(
    'residentId',
    '公民身份号码',
    'Resident identity number',
    ['公民身份号码', '身份证号', '身份证号码', '公民身份证号', '证件号码', 'resident id'],
    title('GB 11643，18 位；15 位者升位', 'GB 11643, 18 characters; numbers of 15 digits are brought to 18'),
  ),
  ...identifier('passport', '护照号码', 'Passport', ['护照号', '护照号码', 'passport', 'passport number']),
  ...identifier('permanentResidentCard', '外国人永久居留身份证', 'Permanent resident card', [
    '永久居留证号',
    '外国人永久居留身份证',
    '外国人居留证号',
  ]),
  ...identifier('hkMacauPermit', '港澳居民来往内地通行证', 'Mainland travel permit for Hong Kong and Macau residents', [
    '港澳通行证',
    '港澳居民来往内地通行证',
    '回乡证号',
  ]),
  ...identifier('taiwanPermit', '台湾居民来往大陆通行证', 'Mainland travel permit for Taiwan residents', [
    '台胞证',
    '台胞证号',
    '台湾居民来往大陆通行证',
  ]),
  'identifiers.x-*': {
    type: 'identifier',
    sealed: true,
    title: title('部门自有标识', 'Identifier of the dataset’s own'),
    description: title('不校验；是线索而非依据', 'Unchecked: evidence, never proof'),
    maxLength: 100,
  },
};

/** What has birth date and sex in it. */
const STATING = ['identifiers.residentId', 'identifiers.permanentResidentCard'];

const life: AttributeDictionary = {
  sex: {
    type: 'code',
    title: title('性别', 'Sex'),
    description: title('GB/T 2261.1', 'GB/T 2261.1'),
    codes: 'GB/T 2261.1',
    statedIn: { paths: STATING, fact: 'sex' },
    synonyms: ['性别', 'sex', 'gender'],
  },
  birthDate: {
    type: 'date',
    past: true,
    statedIn: { paths: STATING, fact: 'birthDate' },
    // Of a date that is not known.
    placeholders: ['^1900(-01)?$', '^(1111|1234|2222|8888|9999)'],
    title: title('出生日期', 'Date of birth'),
    synonyms: ['出生日期', '出生年月', '出生年月日', '生日', 'date of birth', 'birth date', 'dob'],
  },
  deathDate: {
    type: 'date',
    notBefore: 'birthDate',
    past: true,
    title: title('死亡日期', 'Date of death'),
    synonyms: ['死亡日期', '死亡时间', '注销日期', 'date of death'],
  },
  ethnicity: {
    type: 'code',
    title: title('民族', 'Ethnic group'),
    description: title('GB/T 3304', 'GB/T 3304'),
    codes: 'GB/T 3304',
    synonyms: ['民族', 'ethnicity'],
  },
  nationality: {
    type: 'code',
    title: title('国籍', 'Nationality'),
    description: title('GB/T 2659；无国籍等依 ICAO 9303', 'GB/T 2659; the stateless and refugees by ICAO 9303'),
    codes: 'ICAO 9303',
    synonyms: ['国籍', '国籍或地区', 'nationality'],
  },
  birthplace: {
    type: 'division',
    asOf: 'birthDate',
    abroad: true,
    title: title('出生地', 'Place of birth'),
    description: title('GB/T 2260；境外地名照录', 'GB/T 2260; a place abroad as it is written'),
    synonyms: ['出生地', '籍贯', '出生地行政区划', 'birthplace'],
  },
};

const standing: AttributeDictionary = {
  phone: {
    type: 'phone',
    sealed: true,
    title: title('联系电话', 'Telephone'),
    synonyms: ['联系电话', '手机号码', '手机号', '手机', '电话', '联系方式', 'phone', 'mobile', 'telephone'],
  },
  email: {
    type: 'email',
    sealed: true,
    title: title('电子邮箱', 'E-mail'),
    synonyms: ['电子邮箱', '邮箱', '电子邮件', 'email', 'e-mail'],
  },
  maritalStatus: {
    type: 'code',
    title: title('婚姻状况', 'Marital status'),
    description: title('GB/T 2261.2', 'GB/T 2261.2'),
    codes: 'GB/T 2261.2',
    synonyms: ['婚姻状况', '婚姻', 'marital status'],
  },
  education: {
    type: 'code',
    title: title('文化程度', 'Education'),
    description: title('GB/T 4658', 'GB/T 4658'),
    codes: 'GB/T 4658',
    synonyms: ['文化程度', '学历', '受教育程度', 'education'],
  },
  occupation: {
    type: 'text',
    maxLength: 100,
    title: title('职业', 'Occupation'),
    synonyms: ['职业', '工作', '职务', 'occupation'],
  },
  employer: {
    type: 'text',
    maxLength: 200,
    title: title('工作单位', 'Employer'),
    synonyms: ['工作单位', '单位名称', '参保单位', '扣缴单位', '服务处所', 'employer'],
  },
};

const household: AttributeDictionary = {
  'household.number': {
    type: 'identifier',
    maxLength: 60,
    title: title('户号', 'Household number'),
    synonyms: ['户号', '户口簿号', '家庭户号', 'household number'],
  },
  'household.role': {
    type: 'code',
    title: title('与户主关系', 'Relation to the head of household'),
    codes: HOUSEHOLD_ROLES,
    aliases: HOUSEHOLD_ALIASES,
    synonyms: ['与户主关系', '户主关系', 'relation to head'],
  },
};

const kin: AttributeDictionary = {
  kin: {
    type: 'relations',
    list: true,
    title: title('亲属', 'Kin'),
    members: {
      type: { type: 'code', title: title('亲属关系', 'Type of kinship'), codes: KIN_TYPES, required: true },
      'target.name': { type: 'name', title: title('亲属姓名', 'Name of the relative'), maxLength: 100 },
      'target.identifiers.residentId': {
        type: 'identifier',
        scheme: 'residentId',
        sealed: true,
        title: title('亲属公民身份号码', 'Resident identity number of the relative'),
      },
      from: { type: 'date', title: title('起始日期', 'Since') },
      to: { type: 'date', title: title('截止日期', 'Until'), notBefore: 'from' },
    },
  },
};

const YES_NO: Record<string, Message> = { yes: title('是', 'Yes'), no: title('否', 'No') };

/** What every reader is told, whatever she asked for. */
const markers: AttributeDictionary = {
  'markers.underInvestigation': {
    type: 'code',
    codes: YES_NO,
    title: title('信息核查中', 'Under investigation'),
    description: title('该人信息的真实性正在核查', 'Whether what is said of the person is right is being looked into'),
    synonyms: ['核查中', '信息核查', '存疑标志', 'under investigation'],
  },
  'markers.confidential': {
    type: 'code',
    codes: YES_NO,
    title: title('保密', 'Confidential'),
    description: title('不得向本人以外的第三方透露', 'Not to be passed on to third parties'),
    synonyms: ['保密', '保密标志', '是否保密', 'confidential'],
  },
};

/** Attributes of the person, in the order in which they are stored and shown: DESIGN section 8. */
export const personDictionary: AttributeDictionary = {
  ...name,
  ...identifiers,
  ...life,
  ...addressAttributes(
    'registeredAddress',
    '户籍地址',
    'Registered address',
    ['户籍', '户口'],
    ['户籍地', '户口所在地'],
  ),
  ...addressAttributes(
    'residenceAddress',
    '居住地址',
    'Residence',
    ['', '居住', '现住', '联系', '家庭', '通讯'],
    ['居住地', '现住址', '住址', 'address'],
  ),
  ...standing,
  ...household,
  ...kin,
  ...markers,
};
