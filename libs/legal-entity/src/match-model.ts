import { edits, exact, not, weighed, type Condition, type Level, type MatchModel } from '@siku/matching';
import { latinBlocking, latinComparisons, latinContradictions, latinDependence } from './match-latin.js';

/**
 * How two records of organisations are known to be the same. The weights are set by hand, with one worry above others: companies of one owner
 * share address, telephone and representative, differ by a word of the name, and are not the same. Address, representative and telephone
 * depend on each other, so each weighs less than it would alone, and together (28 bits with industry and division) they do not outweigh the
 * prior (-19) and a name that is merely similar (-7): such pairs go to a steward. What links by itself is an identifier, or the same name,
 * heard or written, with one more thing agreeing.
 */
export const legalEntityMatchModel: MatchModel = {
  code: 'legal-entity',
  version: 1,
  title: { zh: '法人单位匹配模型', en: 'Organisations' },
  // A city of a million organisations whose records come from three departments each.
  prior: 2e-6,
  thresholds: { link: 8, review: 2 },
  // A real organisation is recorded by a dozen departments, a few times each: what more records share tells of no pair, and finer keys do.
  maxKeyFrequency: 30,
  derived: [
    // What the name says beside place and legal form, which departments leave out or write differently; a profile may bring it better.
    { field: 'name.body', from: 'name', without: ['name.region', 'name.legalForm'] },
    // Branches (分公司, 分店, 支行 …) carry the name of their parent and are organisations of their own; `-` stands for "no branch".
    {
      field: 'name.branch',
      from: 'name',
      pattern:
        '^.*(?:公司|集团|银行|信用社|联社|厂|中心|学校|学院|医院|协会|学会|商会|酒店|宾馆|超市|商场|药房|事务所)' +
        '[(（]?(.*(?:分公司|分店|分厂|分部|分行|支行|分社|分院|分校|分会|分所|分中心|分理处|储蓄所|营业部|营业所|营业厅|办事处|联络处|代表处|门市部|经营部|服务部|销售部|项目部|加油站|门店|店))[)）]?$' +
        '|((?:分公司|分店|分厂|分行|支行|分社|分院|分校|分会|分理处))$',
      otherwise: '-',
    },
    // 0574-87654321-12: neither the area code nor the extension is always given.
    { field: 'phone.number', from: 'phone', pattern: '^(?:\\+|0\\d{2,3}-)?(\\d{7,})' },
  ],
  exclusive: [
    { field: 'identifiers.uscc', conflicting: true },
    { field: 'identifiers.orgCode', conflicting: true },
    // A registration number was renumbered from 13 to 15 digits, a tax number changes when the organisation moves: equal proves, different does not.
    { field: 'identifiers.registrationNo', conflicting: false },
  ],
  blocking: [
    { name: 'uscc', parts: [{ field: 'identifiers.uscc' }] },
    { name: 'orgCode', parts: [{ field: 'identifiers.orgCode' }] },
    { name: 'registrationNo', parts: [{ field: 'identifiers.registrationNo' }] },
    { name: 'taxNo', parts: [{ field: 'identifiers.taxNo' }] },
    { name: 'own', parts: [{ field: 'identifiers.own' }] },
    { name: 'body', parts: [{ field: 'name.body', transform: 'sortedCharacters' }] },
    { name: 'sound-division', parts: [{ field: 'name.pinyin' }, { field: 'division' }] },
    { name: 'sound-representative', parts: [{ field: 'name.pinyin' }, { field: 'representative.pinyin' }] },
    { name: 'phone', parts: [{ field: 'phone.number' }] },
    { name: 'address', parts: [{ field: 'address' }] },
    { name: 'representative-division', parts: [{ field: 'representative' }, { field: 'division' }] },
    { name: 'representative-established', parts: [{ field: 'representative.pinyin' }, { field: 'establishedOn' }] },
    ...latinBlocking,
  ],
  comparisons: [
    {
      name: 'identifier',
      title: { zh: '证照号码', en: 'Identifiers' },
      // One comparison, not four: the 18-character code contains the organisation code, and so does an old tax number.
      levels: [
        // Branches are apt to give the code of their parent.
        weighed('branch-code', '分支与总机构代码相同', 'branch and parent with one code', 10, 1e-6, {
          all: [
            { any: [exact('identifiers.uscc'), exact('identifiers.orgCode')] },
            { not: { any: [exact('name.branch'), { test: 'containment', field: 'name.branch', atLeast: 1 }] } },
          ],
        }),
        weighed('uscc', '统一社会信用代码相同', 'same 18-character code', 46, 9e-15, exact('identifiers.uscc')),
        weighed('org-code', '组织机构代码相同', 'same organisation code', 44, 6e-15, exact('identifiers.orgCode')),
        weighed('contradiction', '注册号相同而代码不同', 'same registration number, other code', 8, 1e-5, {
          all: [not(exact('identifiers.orgCode')), exact('identifiers.registrationNo')],
        }),
        weighed(
          'registration',
          '注册号相同',
          'same registration number',
          32,
          2e-11,
          exact('identifiers.registrationNo'),
        ),
        // Owners of small businesses pay tax under their own number, for all their shops.
        weighed('near', '代码仅差一位', 'codes differ by one character', 8, 4e-5, {
          any: [edits('identifiers.uscc', 1), edits('identifiers.orgCode', 1)],
        }),
        // Beyond what everything else together can outweigh.
        weighed('other-code', '代码不同', 'other code', -34, 0.9, not(exact('identifiers.orgCode'))),
        weighed('tax', '税务登记号相同', 'same tax number', 16, 1e-6, exact('identifiers.taxNo')),
        weighed(
          'other-registration',
          '注册号不同',
          'other registration number',
          -4,
          0.05,
          not(exact('identifiers.registrationNo')),
        ),
        weighed('other', '税务登记号不同', 'other tax number', -2.5, 0.04),
      ],
    },
    {
      // Schemes that datasets bring themselves: nobody checks them, so they speak for a pair but do not decide it.
      name: 'own-identifier',
      title: { zh: '部门自有编号', en: 'Identifier of an own scheme' },
      levels: [
        weighed('same', '相同', 'same', 14, 5e-5, scheme(1)),
        weighed('near', '仅差一位', 'one character differs', 6, 5e-5, scheme(0.9)),
        fixed(weighed('other', '不同', 'different', -5, 0.99)),
      ],
    },
    {
      name: 'name',
      title: { zh: '名称', en: 'Name' },
      levels: [
        weighed('same', '名称相同', 'same name', 24, 3e-8, { test: 'exact', field: 'name', present: true }),
        weighed('former', '与曾用名相同', 'same as a former name', 18, 2e-7, exact('name')),
        // 宁波海天 and 余姚海天 are registered apart; 宁波 and 浙江宁波 are one place.
        fixed(
          weighed('other-region', '字号相同而行政区划不同', 'similar, but of another place', -6, 1e-4, {
            all: [
              { not: { any: [exact('name.region'), { test: 'containment', field: 'name.region', atLeast: 0.5 }] } },
              {
                any: [
                  exact('name.body'),
                  exact('name.core'),
                  exact('name.pinyin'),
                  { test: 'bigrams', field: 'name.body', atLeast: 0.6 },
                ],
              },
            ],
          }),
        ),
        weighed('body', '区划、组织形式以外相同', 'same but for place and legal form', 19, 4e-7, exact('name.body')),
        weighed('sound', '同音', 'sounds the same', 15, 6e-7, {
          all: [exact('name.pinyin'), { not: exact('name.core') }, { test: 'edits', field: 'name.body', atMost: 2 }],
        }),
        weighed('swapped', '相邻字颠倒', 'neighbouring characters swapped', 13, 1e-6, {
          all: [
            { test: 'edits', field: 'name.body', atMost: 1 },
            { test: 'exact', field: 'name.body', transform: 'sortedCharacters' },
          ],
        }),
        weighed('shortened', '简写', 'shortened', 7, 2e-5, {
          all: [exact('name.core'), { test: 'containment', field: 'name.body', atLeast: 1 }],
        }),
        fixed(
          weighed('similar', '相近', 'similar', -7, 3e-4, {
            any: [
              { test: 'edits', field: 'name.body', atMost: 1 },
              { test: 'bigrams', field: 'name.body', atLeast: 0.6 },
            ],
          }),
        ),
        // The same trade name in another trade is another company, often of the same owner.
        fixed(weighed('trade-name', '仅字号相同', 'only the trade name is the same', -9, 4e-4, exact('name.core'))),
        weighed('other', '不同', 'different', -10, 0.99),
      ],
    },
    {
      name: 'branch',
      title: { zh: '分支机构', en: 'Branch' },
      levels: [
        weighed('same', '相同', 'same', 0.1, 0.92, exact('name.branch')),
        weighed('unnamed', '其中一方未写明', 'one does not say which', -2, 0.01, {
          test: 'containment',
          field: 'name.branch',
          atLeast: 1,
        }),
        fixed(weighed('other', '总机构与分支，或不同分支', 'parent and branch, or two branches', -20, 0.07)),
      ],
    },
    {
      name: 'legal-form',
      title: { zh: '组织形式', en: 'Legal form' },
      levels: [
        weighed('same', '相同', 'same', 0.7, 0.55, exact('name.legalForm')),
        weighed('other', '不同', 'different', -2.5, 0.45),
      ],
    },
    {
      name: 'address',
      title: { zh: '地址', en: 'Address' },
      levels: [
        // Without a house number the text names a district or a village, which thousands share.
        weighed('same', '相同', 'same', 9, 1e-3, {
          all: [exact('address'), { test: 'numbers', field: 'address', atLeast: 1 }],
        }),
        weighed('contained', '一方较详', 'one says more', 8, 5e-4, {
          all: [
            { test: 'containment', field: 'address', atLeast: 0.85 },
            { test: 'numbers', field: 'address', atLeast: 1 },
          ],
        }),
        weighed('similar', '相近，门牌相同', 'similar, same numbers', 5, 2e-3, {
          all: [
            { test: 'containment', field: 'address', atLeast: 0.6 },
            { test: 'numbers', field: 'address', atLeast: 1 },
          ],
        }),
        weighed('building', '同一处，门牌部分相同', 'same place, some numbers differ', 3, 2e-3, {
          all: [
            { test: 'containment', field: 'address', atLeast: 0.75 },
            { test: 'numbers', field: 'address', atLeast: 0.5 },
          ],
        }),
        weighed('street', '同一街区', 'same street or village', 1, 0.02, {
          test: 'containment',
          field: 'address',
          atLeast: 0.75,
        }),
        weighed('other', '不同', 'different', -2.2, 0.97),
      ],
    },
    {
      name: 'representative',
      title: { zh: '法定代表人', en: 'Legal representative' },
      levels: [
        weighed('same', '相同', 'same', 7, 4e-3, exact('representative')),
        weighed('sound', '同音', 'sounds the same', 5, 1e-3, exact('representative.pinyin')),
        weighed('other', '不同', 'different', -2.5, 0.99),
      ],
    },
    {
      name: 'phone',
      title: { zh: '电话', en: 'Telephone' },
      levels: [
        weighed('same', '相同', 'same', 7, 4e-3, exact('phone.number')),
        weighed('near', '仅差一位', 'one digit differs', 3, 1e-3, edits('phone.number', 1)),
        weighed('other', '不同', 'different', -1, 0.95),
      ],
    },
    {
      name: 'established',
      title: { zh: '成立日期', en: 'Date of establishment' },
      levels: [
        weighed('same', '相同', 'same', 6, 8e-3, exact('establishedOn')),
        weighed('partial', '一方不完整，相符', 'one incomplete, agreeing', 2.5, 0.01, {
          test: 'datePartial',
          field: 'establishedOn',
        }),
        weighed('typo', '月日颠倒或差一位', 'day and month swapped or one digit off', 3, 5e-3, {
          any: [
            { test: 'dateTransposed', field: 'establishedOn' },
            { test: 'dateDigit', field: 'establishedOn' },
          ],
        }),
        // Departments date an organisation by their own act: approval, code, registration.
        weighed('close', '相差一月以内', 'within a month', 2, 0.01, {
          test: 'days',
          field: 'establishedOn',
          atMost: 31,
        }),
        weighed('other', '不同', 'different', -3.5, 0.97),
      ],
    },
    {
      name: 'industry',
      title: { zh: '行业', en: 'Industry' },
      levels: [
        weighed('same', '小类相同', 'same class', 3, 0.05, exact('industry')),
        weighed('group', '中类相同', 'same group', 1.5, 0.03, { test: 'head', field: 'industry', atLeast: 3 }),
        weighed('division', '大类相同', 'same division', 0.5, 0.1, { test: 'head', field: 'industry', atLeast: 2 }),
        weighed('other', '不同', 'different', -2, 0.8),
      ],
    },
    {
      name: 'division',
      title: { zh: '行政区划', en: 'Administrative division' },
      levels: [
        weighed('same', '相同', 'same', 1.5, 0.15, exact('division')),
        weighed('city', '同一设区市', 'same prefecture', -1, 0.8, { test: 'head', field: 'division', atLeast: 4 }),
        weighed('other', '不同', 'different', -3, 0.05),
      ],
    },
    {
      name: 'kind',
      title: { zh: '机构类型', en: 'Kind' },
      levels: [
        weighed('same', '相同', 'same', 0.2, 0.8, exact('kind')),
        weighed('other', '不同', 'different', -2, 0.2),
      ],
    },
    ...latinComparisons,
  ],
  dependent: latinDependence,
  contradictions: latinContradictions,
};

/** Training would take these for the same, as often as an owner has two companies: it cannot know better. */
function fixed(declared: Level): Level {
  return { ...declared, fixed: true };
}

function scheme(atLeast: number): Condition {
  return { test: 'identifier', field: 'identifiers.own', atLeast };
}
