import type { Comparison, Condition, Level, MatchModel } from '@siku/matching';

/**
 * How two records of persons are known to be the same. The numbers are what is known before any record is seen; training on the records
 * themselves replaces them (see trainModel). Nothing here proves identity by itself: one resident identity number on two people, and two
 * numbers of one person, are both real.
 */
export const personMatchModel: MatchModel = {
  code: 'population',
  version: 1,
  title: { zh: '人口匹配模型', en: 'Persons' },
  prior: 1e-6,
  thresholds: { link: 4, review: -2 },
  maxKeyFrequency: 20,
  exclusive: [],
  blocking: [
    rule('residentId', ['residentId.any'], 'birthDate', 'given.sound'),
    rule('identifiers', ['identifiers'], 'given.sound'),
    rule('phone', ['phone'], 'family.sound', 'given.sound'),
    rule('email', ['email'], 'family.sound', 'given.sound'),
    rule('email-local', ['email.local'], 'family.sound', 'given.sound'),
    rule('name', ['name.sorted'], 'birthDate', 'division', 'address.key'),
    rule('sound', ['family.sound', 'given.sound'], 'birthDate', 'division', 'address.key'),
    rule('birth-given', ['birthDate', 'given.sound'], 'family.sound', 'address.key'),
    rule('birth-family', ['birthDate', 'family.sound'], 'given.sound', 'address.key'),
    {
      name: 'birth',
      parts: [{ field: 'birthDate' }],
      refine: [{ field: 'given.letters', first: 1 }, { field: 'family.letters', first: 1 }, { field: 'address.key' }],
    },
    {
      name: 'birth-digits',
      parts: [
        { field: 'birthDate', transform: 'sortedCharacters' },
        { field: 'family.sound', first: 1 },
        { field: 'given.sound', first: 1 },
      ],
      refine: [{ field: 'family.sound' }, { field: 'given.sound' }],
    },
    {
      name: 'birth-year-family',
      parts: [{ field: 'birthDate', first: 4 }, { field: 'family.sound' }, { field: 'given.letters', first: 1 }],
      refine: [{ field: 'given.sound' }, { field: 'birthDate' }],
    },
    {
      name: 'birth-year-given',
      parts: [{ field: 'birthDate', first: 4 }, { field: 'given.sound' }, { field: 'family.letters', first: 1 }],
      refine: [{ field: 'family.sound' }, { field: 'birthDate' }],
    },
    {
      name: 'birth-month-given',
      parts: [{ field: 'birthDate', first: 7 }, { field: 'given.sound' }],
      refine: [{ field: 'family.sound' }, { field: 'birthDate' }],
    },
    {
      name: 'birth-day-family',
      parts: [{ field: 'birthDate', last: 5 }, { field: 'family.sound' }],
      refine: [{ field: 'given.letters', first: 1 }, { field: 'given.sound' }],
    },
    rule('address-given', ['address.key', 'given.sound']),
    rule('address-family', ['address.key', 'family.sound'], 'given.sound'),
    rule('address', ['address.key'], 'family.sound', 'given.sound'),
    rule('whole-address', ['address'], 'family.sound', 'given.sound'),
    rule('family-employer', ['employer', 'family.sound'], 'given.sound'),
    rule('household', ['household'], 'given.sound'),
  ],
  comparisons: [
    comparison('residentId', '公民身份号码', 'Resident identity number', [
      level('same', '相同', 'same', 0.93, 1e-9, exact('residentId'), { frequency: 'residentId' }),
      level(
        'doubtful',
        '相同而与出生日期或性别不符',
        'same, but contradicts its own record',
        0.01,
        1e-6,
        exact('residentId.any'),
        // Set by hand: by chance nobody writes another's number, but children's records often carry a parent's.
        { fixed: true },
      ),
      // Two numbers that both pass their check are not slips of each other: those of twins follow one another.
      // Set by hand: training cannot tell one person of two numbers, who exists, from two people of one name, birthday and house: a steward is asked.
      level('other', '不同', 'different', 1e-9, 0.98, not(exact('residentId')), { fixed: true }),
      level('near', '仅差一位', 'one character differs', 0.02, 2e-7, edits('residentId.any', 1)),
      level('near-2', '差两位', 'two characters differ', 0.005, 2e-6, edits('residentId.any', 2)),
      level('unclear', '不同而其一存疑', 'different, one of them doubtful', 0.01, 0.02),
    ]),
    comparison('identifiers', '其他证件', 'Other documents', [
      level(
        'same',
        '相同',
        'same',
        0.9,
        1e-7,
        { test: 'identifier', field: 'identifiers', atLeast: 1 },
        { frequency: 'identifiers' },
      ),
      level('near', '仅差一位', 'one character differs', 0.05, 2e-6, {
        test: 'identifier',
        field: 'identifiers',
        atLeast: 0.9,
      }),
      level('near-2', '差两位', 'two characters differ', 0.02, 2e-5, {
        test: 'identifier',
        field: 'identifiers',
        atLeast: 0.8,
      }),
      level('other', '不同', 'different', 0.03, 0.9999),
    ]),
    comparison('given', '名', 'Given name', [
      level('same', '相同', 'same', 0.72, 2e-3, exact('given'), { frequency: 'given' }),
      // Twins share everything else, and follow each other in the register.
      level(
        'another',
        '名不同且身份号码不同',
        'another name and another number',
        1e-7,
        0.1,
        { all: [not(exact('given')), not(exact('residentId'))] },
        { fixed: true },
      ),
      level('letters', '同音', 'the same in Latin letters', 0.03, 1e-3, exact('given.letters'), {
        frequency: 'given.letters',
      }),
      level(
        'swapped',
        '姓名颠倒',
        'family and given name swapped',
        0.02,
        1e-4,
        crossed('given.letters', 'family.letters'),
        { neutral: true },
      ),
      level('first', '首词相同', 'same first word', 0.02, 1e-3, exact('given.first'), { frequency: 'given.first' }),
      level('short', '昵称', 'short form', 0.06, 1e-3, exact('given.full')),
      level('abbreviated', '缩写', 'initial', 0.02, 2e-3, { test: 'abbreviation', field: 'given.first' }),
      level('close', '差一字母', 'one letter differs', 0.06, 1.5e-3, close('given.letters')),
      level('sound', '读音相近', 'sounds alike', 0.02, 2e-3, exact('given.sound')),
      level('prefix', '一方为另一方开头', 'one begins the other', 0.01, 2e-3, {
        test: 'prefix',
        field: 'given.letters',
      }),
      level('similar', '相近', 'similar', 0.02, 0.012, jaroWinkler('given.letters', 0.86)),
      level('other', '不同', 'different', 0.03, 0.97),
    ]),
    comparison('family', '姓', 'Family name', [
      // 王, 李 and 张 are seven in a hundred each: one pair in thirty shares the family name.
      level('same', '相同', 'same', 0.82, 3e-2, exact('family'), { frequency: 'family' }),
      level('letters', '同音', 'the same in Latin letters', 0.03, 1e-3, exact('family.letters'), {
        frequency: 'family.letters',
      }),
      level(
        'swapped',
        '姓名颠倒',
        'family and given name swapped',
        0.02,
        2e-6,
        crossed('family.letters', 'given.letters'),
      ),
      level('part', '一方较全', 'part of the other', 0.02, 1e-4, {
        test: 'wordsContained',
        field: 'name.words',
        atLeast: 0.99,
      }),
      level('close', '差一字母', 'one letter differs', 0.05, 1e-3, close('family.letters')),
      level('sound', '读音相近', 'sounds alike', 0.015, 2e-3, exact('family.sound')),
      level('similar', '相近', 'similar', 0.015, 8e-3, jaroWinkler('family.letters', 0.86)),
      level('other', '不同', 'different', 0.03, 0.98),
    ]),
    comparison('generation', '辈分', 'Generation', [
      level('same', '相同', 'same', 0.98, 0.6, exact('generation'), { fixed: true }),
      level('other', '不同', 'Jr and Sr', 1e-4, 0.4, undefined, { fixed: true }),
    ]),
    comparison('birthDate', '出生日期', 'Date of birth', [
      level('same', '相同', 'same', 0.86, 6e-5, exact('birthDate'), { frequency: 'birthDate' }),
      level('slip', '差一位或月日颠倒', 'one digit off, or day and month swapped', 0.06, 1.5e-3, slip('birthDate')),
      level('partial', '一方不完整，相符', 'one incomplete, agreeing', 0.03, 2e-3, {
        test: 'datePartial',
        field: 'birthDate',
      }),
      level('lunar', '农历与公历', 'lunar for solar', 0.005, 6e-5, {
        test: 'exact',
        field: 'birthDate',
        against: 'birthDate.lunar',
      }),
      level('two', '两部分相同', 'two parts the same', 0.02, 5e-3, {
        any: [
          { test: 'head', field: 'birthDate', atLeast: 7 },
          { test: 'tail', field: 'birthDate', atLeast: 5 },
          edits('birthDate', 2),
        ],
      }),
      level('year', '年份相同', 'same year', 0.01, 0.012, { test: 'head', field: 'birthDate', atLeast: 4 }),
      level('other', '不同', 'different', 0.015, 0.98),
    ]),
    comparison('sex', '性别', 'Sex', [
      level('same', '相同', 'same', 0.985, 0.5, exact('sex')),
      level('other', '不同', 'different', 0.015, 0.5),
    ]),
    comparison('phone', '电话', 'Telephone', [
      level('same', '相同', 'same', 0.6, 1e-5, exact('phone'), { frequency: 'phone' }),
      level('near', '仅差一位', 'one digit differs', 0.03, 2e-5, edits('phone', 1)),
      level('other', '不同', 'different', 0.37, 0.9999),
    ]),
    comparison('email', '电子邮箱', 'E-mail', [
      level('same', '相同', 'same', 0.6, 1e-5, exact('email'), { frequency: 'email' }),
      level('local', '仅域名不同', 'same but for the domain', 0.05, 5e-5, exact('email.local'), {
        frequency: 'email.local',
      }),
      level('near', '相近', 'one or two characters differ', 0.12, 2e-5, {
        any: [edits('email', 2), jaroWinkler('email', 0.95)],
      }),
      level('similar', '名称部分相近', 'similar', 0.05, 1e-3, jaroWinkler('email.local', 0.88)),
      level('other', '不同', 'different', 0.25, 0.998),
    ]),
    comparison('address', '地址', 'Address', [
      level('same', '相同', 'same', 0.35, 1e-4, exact('address'), { frequency: 'address' }),
      level('nearly', '几乎相同', 'nearly the same', 0.15, 1e-4, words(0.85)),
      level('close', '相近', 'close', 0.12, 2e-4, words(0.7)),
      level('part', '一方较详', 'one says more', 0.08, 2e-3, contained(0.9)),
      level('similar', '部分相同', 'similar', 0.06, 1e-3, words(0.5)),
      level('some', '少部分相同', 'some words the same', 0.07, 0.01, { any: [words(0.3), contained(0.5)] }),
      level('other', '不同', 'different', 0.17, 0.98),
    ]),
    comparison('division', '行政区划', 'Division', [
      level('same', '相同', 'same', 0.8, 0.15, exact('division'), { frequency: 'division' }),
      level('city', '同一设区市', 'same prefecture', 0.12, 0.6, { test: 'head', field: 'division', atLeast: 4 }),
      level('other', '不同', 'different', 0.08, 0.25),
    ]),
    comparison('birthplace', '出生地', 'Place of birth', [
      level('same', '相同', 'same', 0.9, 0.1, exact('birthplace'), { frequency: 'birthplace' }),
      level('other', '不同', 'different', 0.1, 0.9),
    ]),
    comparison('nationality', '国籍', 'Nationality', [
      level('same', '相同', 'same', 0.98, 0.9, exact('nationality'), { frequency: 'nationality' }),
      level('other', '不同', 'different', 0.02, 0.1),
    ]),
    comparison('ethnicity', '民族', 'Ethnic group', [
      level('same', '相同', 'same', 0.97, 0.9, exact('ethnicity'), { frequency: 'ethnicity' }),
      level('other', '不同', 'different', 0.03, 0.1),
    ]),
    comparison('employer', '工作单位', 'Employer', [
      level('same', '相同', 'same', 0.5, 2e-3, exact('employer'), { frequency: 'employer' }),
      level('part', '一方较全', 'part of the other', 0.1, 5e-3, {
        test: 'wordsContained',
        field: 'employer',
        atLeast: 0.9,
      }),
      level('other', '不同', 'different', 0.4, 0.99),
    ]),
    comparison('occupation', '职业', 'Occupation', [
      level('same', '相同', 'same', 0.5, 0.03, exact('occupation'), { frequency: 'occupation' }),
      level('other', '不同', 'different', 0.5, 0.97),
    ]),
    comparison('household', '户号', 'Household number', [
      level('same', '相同', 'same', 0.9, 1e-4, exact('household')),
      level('other', '不同', 'different', 0.1, 0.9999),
    ]),
    comparison('kin', '亲属', 'Kin', [
      level('same', '有同名亲属', 'a relative of the same name', 0.8, 1e-3, exact('kin')),
      level('other', '不同', 'different', 0.2, 0.999),
    ]),
  ],
  dependent: [
    {
      name: 'household',
      title: { zh: '同户信息', en: 'Shared by a household' },
      comparisons: ['phone', 'address', 'division', 'birthplace', 'nationality', 'ethnicity', 'household', 'kin'],
      most: 10,
    },
  ],
  contradictions: [
    {
      name: 'birthDate',
      title: { zh: '出生日期相差悬殊', en: 'Dates of birth far apart' },
      when: {
        all: [
          not({ test: 'days', field: 'birthDate', atMost: 370 }),
          not(slip('birthDate')),
          not(edits('birthDate', 2)),
          not({ test: 'tail', field: 'birthDate', atLeast: 5 }),
        ],
      },
    },
    { name: 'generation', title: { zh: '辈分不同', en: 'Jr and Sr' }, when: not(exact('generation')) },
    {
      name: 'residentId',
      title: { zh: '公民身份号码不同', en: 'Two resident identity numbers' },
      when: not(exact('residentId')),
    },
  ],
};

function rule(name: string, fields: readonly string[], ...refine: string[]): MatchModel['blocking'][number] {
  const parts = fields.map((field) => ({ field }));
  return refine.length === 0 ? { name, parts } : { name, parts, refine: refine.map((field) => ({ field })) };
}

function comparison(name: string, zh: string, en: string, levels: Level[]): Comparison {
  return { name, title: { zh, en }, levels };
}

function level(
  name: string,
  zh: string,
  en: string,
  m: number,
  u: number,
  when?: Condition,
  rest: Pick<Level, 'frequency' | 'neutral' | 'fixed'> = {},
): Level {
  return { name, title: { zh, en }, m, u, ...(when && { when }), ...rest };
}

function exact(field: string): Condition {
  return { test: 'exact', field };
}

function not(condition: Condition): Condition {
  return { not: condition };
}

function edits(field: string, atMost: number): Condition {
  return { test: 'edits', field, atMost };
}

function jaroWinkler(field: string, atLeast: number): Condition {
  return { test: 'jaroWinkler', field, atLeast };
}

/** One edit in a word of some length; in a short one it makes another word. */
function close(field: string): Condition {
  return { all: [edits(field, 1), jaroWinkler(field, 0.88)] };
}

function crossed(field: string, against: string): Condition {
  return {
    any: [
      { all: [exact('name.sorted'), not(exact(field))] },
      { all: [{ test: 'jaroWinkler', field, against, atLeast: 0.92 }, not(jaroWinkler(field, 0.86))] },
    ],
  };
}

function slip(field: string): Condition {
  return { any: [edits(field, 1), { test: 'dateTransposed', field }] };
}

function words(atLeast: number): Condition {
  return { test: 'words', field: 'address.words', atLeast };
}

function contained(atLeast: number): Condition {
  return { test: 'wordsContained', field: 'address.words', atLeast };
}
