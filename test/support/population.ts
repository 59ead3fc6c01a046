import { residentIdCheckCharacter } from '@siku/standards';
import { csv } from './departments.js';
import type { System } from './system.js';

/** A valid number. @param serial three digits, odd for men */
export function residentId(division: string, birth: string, serial: string): string {
  const body = division + birth.replaceAll('-', '') + serial;
  return body + residentIdCheckCharacter(body);
}

/** 王建国, of Haishu. */
export const WANG = residentId('330203', '1980-05-01', '117');
/** 李秀英, his wife. */
export const LI = residentId('330205', '1982-08-12', '226');
/** 王小明, their son. */
export const SON = residentId('330203', '2008-03-09', '331');
/** 陈志强, of Yinzhou. */
export const CHEN = residentId('330212', '1975-11-30', '415');

/** Seven departments that know the same people, each in its own words. */
const DEPARTMENTS: Readonly<Record<string, string>> = {
  'public-security': '市公安局',
  'labour-security': '市劳动保障局',
  'civil-affairs': '市民政局',
  health: '市卫生局',
  'local-tax': '市地税局',
  statistics: '市统计局',
  'family-planning': '市人口计生委',
};

const DATASETS: Readonly<Record<string, { department: string; zh: string; definition: object }>> = {
  'household-register': {
    department: 'public-security',
    zh: '户籍人口',
    definition: {
      key: ['人员编号'],
      mapping: {
        name: '姓名',
        formerNames: '曾用名',
        'identifiers.residentId': '公民身份号码',
        sex: '性别',
        birthDate: '出生日期',
        deathDate: '死亡日期',
        ethnicity: '民族',
        'registeredAddress.text': '户籍地址',
        'registeredAddress.division': '户籍区划',
        'household.number': '户号',
        'household.role': '与户主关系',
        kin: [
          { type: { constant: 'spouse' }, 'target.name': '配偶姓名', 'target.identifiers.residentId': '配偶身份证号' },
        ],
        'markers.confidential': '保密',
      },
      trust: { '*': 90 },
    },
  },
  insured: {
    department: 'labour-security',
    zh: '参保人员',
    definition: {
      key: ['社保编号'],
      mapping: {
        name: '参保人姓名',
        'identifiers.residentId': '身份证号',
        'identifiers.x-social-security': '社保编号',
        phone: '手机号码',
        employer: '参保单位',
        'residenceAddress.text': '居住地址',
        'residenceAddress.division': '居住区划',
      },
      trust: { '*': 60, phone: 95, residenceAddress: 95 },
    },
  },
  marriages: {
    department: 'civil-affairs',
    zh: '婚姻登记',
    definition: {
      key: ['身份证号'],
      mapping: { name: '姓名', 'identifiers.residentId': '身份证号', maritalStatus: '婚姻状况' },
      trust: { '*': 50, maritalStatus: 95 },
    },
  },
  births: {
    department: 'health',
    zh: '出生医学证明',
    definition: {
      key: ['证明编号'],
      mapping: {
        name: '新生儿姓名',
        sex: '性别',
        birthDate: '出生日期',
        birthplace: '出生地',
        kin: [
          { type: { constant: 'parent' }, 'target.name': '母亲姓名', 'target.identifiers.residentId': '母亲身份证号' },
        ],
      },
      trust: { '*': 70 },
    },
  },
  'personal-taxpayers': {
    department: 'local-tax',
    zh: '自然人纳税人',
    definition: {
      key: ['证件号码'],
      mapping: { name: '姓名', 'identifiers.residentId': '证件号码', employer: '扣缴单位' },
      trust: { '*': 40, employer: 90 },
    },
  },
  census: {
    department: 'statistics',
    zh: '人口普查',
    definition: {
      key: ['普查编号'],
      mapping: {
        name: '姓名',
        sex: '性别',
        birthDate: '出生年月',
        education: '受教育程度',
        'residenceAddress.text': '住址',
      },
      trust: { '*': 30 },
    },
  },
  'planned-births': {
    department: 'family-planning',
    zh: '育龄人口',
    definition: {
      key: ['卡号'],
      mapping: { name: '姓名', 'identifiers.residentId': '身份证号', 'residenceAddress.text': '现住址' },
      trust: { '*': 30 },
    },
  },
};

export const REGISTER =
  '人员编号,姓名,曾用名,公民身份号码,性别,出生日期,死亡日期,民族,户籍地址,户籍区划,户号,与户主关系,配偶姓名,配偶身份证号,保密';
export const INSURED = '社保编号,参保人姓名,身份证号,手机号码,参保单位,居住地址,居住区划';

const HOME = '浙江省宁波市海曙区中山西路1号';

/** The first delivery of each department. */
const DELIVERIES: readonly [dataset: string, effectiveDate: string, file: string][] = [
  [
    'household-register',
    '2010-01-01',
    csv(
      REGISTER,
      `P1,王建国,,${WANG},男,1980-05-01,,汉,${HOME},330203,H100,户主,李秀英,${LI},`,
      `P2,李秀英,,${LI},女,1982-08-12,,汉,${HOME},330203,H100,妻,,,`,
      `P3,王小明,,${SON},男,2008-03-09,,汉,${HOME},330203,H100,子,,,`,
      `P4,陈志强,,${CHEN},男,1975-11-30,,汉,浙江省宁波市鄞州区天童北路100号,330212,H200,户主,,,是`,
    ),
  ],
  [
    'insured',
    '2012-01-01',
    csv(
      INSURED,
      `S1,王建国,${WANG},13812341234,宁波甬江机械有限公司,${HOME},330203`,
      `S4,陈志强,${CHEN},13987654321,宁波四明山食品有限公司,浙江省宁波市鄞州区天童北路100号,330212`,
    ),
  ],
  ['marriages', '2012-01-01', csv('身份证号,姓名,婚姻状况', `${WANG},王建国,已婚`, `${LI},李秀英,已婚`)],
  [
    'births',
    '2012-01-01',
    csv(
      '证明编号,新生儿姓名,性别,出生日期,出生地,母亲姓名,母亲身份证号',
      `B1,王小明,男,2008-03-09,330203,李秀英,${LI}`,
    ),
  ],
  ['personal-taxpayers', '2013-01-01', csv('证件号码,姓名,扣缴单位', `${WANG},王建国,宁波甬江机械有限公司`)],
  [
    'census',
    '2010-11-01',
    csv('普查编号,姓名,性别,出生年月,受教育程度,住址', `C1,王建国,男,1980-05-01,大学本科毕业,${HOME}`),
  ],
  ['planned-births', '2013-01-01', csv('卡号,姓名,身份证号,现住址', `K1,李秀英,${LI},${HOME}`)],
];

/** Departments, their datasets and what each of them first delivers. */
export async function onboardPopulation(system: System): Promise<void> {
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await system.put(path, body);
    if (answer.status > 201) throw new Error(answer.text);
  };
  for (const [code, zh] of Object.entries(DEPARTMENTS)) await put(`/v1/departments/${code}`, { title: { zh } });
  for (const [code, { department, zh, definition }] of Object.entries(DATASETS)) {
    await put(`/v1/datasets/${code}`, { base: 'population', department, title: { zh }, ...definition });
  }
  for (const [dataset, effectiveDate, file] of DELIVERIES) {
    const batch = await system.deliver(dataset, file, { mode: 'snapshot', effectiveDate });
    if (batch.status !== 'published') throw new Error(`${dataset}: ${batch.status} ${JSON.stringify(batch.problem)}`);
  }
}

/** Chen takes another name, and Wang moves out of the house of his family. */
export async function deliverChanges(system: System): Promise<void> {
  await system.deliver(
    'household-register',
    csv(
      REGISTER,
      `P4,陈致远,陈志强,${CHEN},男,1975-11-30,,汉,浙江省宁波市鄞州区天童北路100号,330212,H200,户主,,,是`,
      `P1,王建国,,${WANG},男,1980-05-01,,汉,浙江省宁波市江北区人民路2号,330205,H300,户主,李秀英,${LI},`,
    ),
    { mode: 'delta', effectiveDate: '2015-07-01' },
  );
  await system.deliver(
    'insured',
    csv(INSURED, `S1,王建国,${WANG},13812341234,宁波甬江机械有限公司,浙江省宁波市江北区人民路2号,330205`),
    { mode: 'delta', effectiveDate: '2015-08-01' },
  );
}
