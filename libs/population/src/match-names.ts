import { comparison, edits, exact, jaroWinkler, level, not, type Comparison, type Condition } from '@siku/matching';
import { close, crossed, known, MOST_DIFFERING, ONE_SIDE_SILENT, slip, words } from './match-terms.js';

/** What tells two people of one name apart, or shows them to be one. */
const BESIDE_NAME = [
  ...['birthDate', 'residentId.any', 'identifiers', 'phone', 'email', 'address', 'division', 'birthplace'],
  ...['employer', 'occupation', 'household', 'kin'],
];

const LIKE_NAMED: readonly Condition[] = [
  jaroWinkler('given.letters', 0.86),
  { test: 'abbreviation', field: 'given.first' },
  exact('given.sound'),
  crossed('given.letters', 'family.letters'),
];

/** The given names differ, the family's do not; unknown where either is missing. */
export const ANOTHER_OF_THE_FAMILY: Condition = { all: [not({ any: [...LIKE_NAMED] }), exact('family.sound')] };

/** A town or a postcode is no home: both sides name the house. */
export const ONE_HOUSE: Condition = { all: [words(0.7), { any: known('address.key') }] };

/** One name, and birth dates further apart than a slip takes them. */
const OF_ANOTHER_AGE: Condition = {
  all: [
    not({ test: 'days', field: 'birthDate', atMost: 5_000 }),
    not(slip('birthDate')),
    not(edits('birthDate', 2)),
    not({ test: 'tail', field: 'birthDate', atLeast: 5 }),
    exact('family.sound'),
    { any: [...LIKE_NAMED, exact('given.full')] },
  ],
};

/** Neither name is like the other's. */
export const OF_ANOTHER_NAME: Condition = { all: [not({ any: [...LIKE_NAMED] }), not(exact('family.sound'))] };

export const RELATIVE: Condition = { any: [ANOTHER_OF_THE_FAMILY, OF_ANOTHER_AGE] };

function acrossScripts(part: 'given' | 'family'): Condition {
  return { test: 'jaroWinkler', field: `${part}.foreign`, against: `${part}.bones`, atLeast: 0.85 };
}

export const RELATIVES: Condition = { all: [ANOTHER_OF_THE_FAMILY, { any: [exact('phone'), exact('email')] }] };

export const nameComparisons: Comparison[] = [
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
    level('bones', '异文拼写，辅音相同', 'the same consonants, in another script', 0.005, 1e-3, {
      test: 'exact',
      field: 'given.foreign',
      against: 'given.bones',
    }),
    level('script', '异文拼写，相近', 'alike in another script', 0.005, 4e-3, acrossScripts('given')),
    level('prefix', '一方为另一方开头', 'one begins the other', 0.01, 2e-3, {
      all: [{ test: 'prefix', field: 'given.letters' }, jaroWinkler('given.letters', 0.92)],
    }),
    level('two', '差两字母', 'two letters differ', 0.015, 4e-3, {
      all: [edits('given.letters', 2), jaroWinkler('given.letters', 0.86)],
    }),
    // Darla and Darlene are two names, not two ways of writing one.
    level('similar', '相近', 'similar', 1e-3, 8e-3, jaroWinkler('given.letters', 0.86), { fixed: true }),
    level('other', '不同', 'different', 0.03, 0.97, not(exact('given')), { mostM: MOST_DIFFERING }),
    ONE_SIDE_SILENT,
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
    // Names parted otherwise; where all that the two have in common is the given name, that has been counted.
    level('part', '一方较全', 'part of the other', 0.02, 1e-4, {
      all: [
        { test: 'wordsContained', field: 'name.words', atLeast: 0.99 },
        { any: [not(exact('family')), not(exact('given'))] },
      ],
    }),
    level('close', '差一字母', 'one letter differs', 0.05, 1e-3, close('family.letters')),
    level('sound', '读音相近', 'sounds alike', 0.015, 2e-3, exact('family.sound')),
    level('bones', '异文拼写，辅音相同', 'the same consonants, in another script', 0.005, 1e-3, {
      test: 'exact',
      field: 'family.foreign',
      against: 'family.bones',
    }),
    level('script', '异文拼写，相近', 'alike in another script', 0.005, 4e-3, acrossScripts('family')),
    level('similar', '相近', 'similar', 0.015, 8e-3, jaroWinkler('family.letters', 0.86)),
    level('other', '不同', 'different', 0.03, 0.98, not(exact('family'))),
    ONE_SIDE_SILENT,
  ]),
  // Relatives share all but the given name, and twins the birthday too: what they share is no evidence that they are one.
  comparison('relatives', '亲属', 'Relatives', [
    level(
      'documented',
      '证件相同',
      'same document',
      0.5,
      0.5,
      { any: [exact('residentId'), { test: 'identifier', field: 'identifiers', atLeast: 0.9 }] },
      { neutral: true },
    ),
    level(
      'parent',
      '同名同姓、同住而年龄相差悬殊',
      'the name of a parent, of the same home',
      5e-3,
      0.3,
      { all: [OF_ANOTHER_AGE, { any: [exact('address.key'), exact('phone')] }] },
      { fixed: true },
    ),
    level('namesake', '同名同姓而年龄相差悬殊', 'the name of a parent', 0.065, 0.3, OF_ANOTHER_AGE, { fixed: true }),
    level('short', '昵称', 'short form', 0.5, 0.5, exact('given.full'), { neutral: true }),
    level(
      'reached',
      '名不同而姓与电话或邮箱相同',
      'another of the family, reached the same way',
      2e-5,
      0.3,
      RELATIVES,
      {
        fixed: true,
      },
    ),
    level(
      'home',
      '名不同而姓与住址相同',
      'another of the family, of the same home',
      5e-3,
      0.3,
      { all: [ANOTHER_OF_THE_FAMILY, ONE_HOUSE] },
      { fixed: true },
    ),
    level('named', '均有姓名', 'both have a name', 0.5, 0.5, { any: known('given') }, { neutral: true }),
    // Newborn twins and foundlings: a home and a birthday are what two of them share.
    level(
      'unnamed',
      '一方无名而同住同日出生',
      'one without a name, born into one home on one day',
      0.02,
      0.3,
      {
        all: [exact('birthDate'), { any: [ONE_HOUSE, exact('phone'), exact('household'), exact('kin')] }],
      },
      { fixed: true },
    ),
    level('other', '其他', 'other', 0.5, 0.5, undefined, { neutral: true }),
  ]),
  // A list of names does not say whether two of one name are one.
  comparison('alone', '除姓名外无可比对', 'Nothing but the name to compare', [
    level(
      'more',
      '另有可比对项',
      'more can be compared',
      0.5,
      0.5,
      { any: BESIDE_NAME.flatMap(known) },
      { neutral: true },
    ),
    level('alone', '仅有姓名', 'names alone', 0.3, 0.8, { any: known('birthDate.stated') }, { fixed: true }),
    level('other', '其他', 'other', 0.5, 0.5, undefined, { neutral: true }),
  ]),
  comparison('generation', '辈分', 'Generation', [
    level('same', '相同', 'same', 0.98, 0.6, exact('generation'), { fixed: true }),
    level('other', '不同', 'Jr and Sr', 1e-4, 0.4, undefined, { fixed: true }),
  ]),
];
