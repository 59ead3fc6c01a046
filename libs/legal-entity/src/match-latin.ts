import {
  exact,
  level,
  type Comparison,
  type Condition,
  type Contradiction,
  type DependentEvidence,
  type Level,
  type MatchModel,
} from '@siku/matching';

/** What tells organisations of one name apart, or shows them to be one. */
const BESIDE_NAME = [
  ...['identifiers.uscc', 'identifiers.orgCode', 'identifiers.registrationNo', 'identifiers.taxNo', 'identifiers.own'],
  ...['place.sorted', 'place.box', 'web', 'phone.number', 'representative', 'establishedOn', 'industry', 'division'],
];

/** Two houses or two towns: the town of one and the street of another may well be one place. */
const ANOTHER_PLACE: Condition = { all: [{ not: placeWords(0.25) }, exact('place.kind')] };

/**
 * Comparisons of organisations whose names and addresses are not in Chinese characters. No register keeps such names apart: shops of a chain
 * and companies of a group share name and website and are told apart by their addresses. The numbers are what is known before any record is
 * seen; training replaces them.
 */
export const latinComparisons: Comparison[] = [
  {
    name: 'latin',
    title: { zh: '外文名称', en: 'Name in letters' },
    levels: [
      level('same', '相同', 'same', 0.5, 1e-4, exact('latin'), { frequency: 'latin' }),
      level('order', '词序不同', 'same words in another order', 0.06, 1e-5, exact('latin.sorted'), {
        frequency: 'latin.sorted',
      }),
      level('spaces', '仅空格不同', 'same but for spaces', 0.01, 1e-5, exact('latin.joined'), {
        frequency: 'latin.joined',
      }),
      level('nearly', '几乎相同', 'slips or short forms', 0.1, 1e-4, words(0.82)),
      level('acronym', '首字母缩写', 'initials', 0.05, 1e-3, { test: 'initialism', field: 'latin' }),
      level('contained', '一方较全', 'one says more', 0.12, 4e-4, contained(0.85)),
      // Each has a word that the other lacks: companies of one owner are called so, and training would take them for the same.
      { ...level('close', '相近', 'close', 2e-3, 1e-3, words(0.6)), fixed: true },
      { ...level('part', '部分相同', 'some of it', 1e-3, 0.01, { any: [words(0.4), contained(0.6)] }), fixed: true },
      level('other', '不同', 'different', 0.07, 0.98),
    ],
  },
  {
    name: 'latin-alone',
    title: { zh: '除外文名称外无可比对', en: 'Nothing but the name to compare' },
    levels: [
      neutral('names-differ', '名称不同', 'names differ', { not: exact('latin.sorted') }),
      neutral('more', '另有可比对项', 'more can be compared', { any: BESIDE_NAME.flatMap(known) }),
      // A list of names says nothing else: whoever delivers one means by the same name the same organisation.
      { ...level('alone', '名称相同', 'the same name', 0.5, 3e-5, exact('latin.sorted')), fixed: true },
      neutral('other', '非外文名称', 'no name in letters'),
    ],
  },
  {
    // Store 12 and store 14; the second and the third bank.
    name: 'latin-number',
    title: { zh: '名称中的数字', en: 'Numbers in the name' },
    levels: [
      level('same', '相同', 'same', 0.97, 0.1, exact('latin.number')),
      { ...level('other', '不同', 'different', 0.03, 0.9), fixed: true },
    ],
  },
  {
    name: 'latin-role',
    title: { zh: '控股、国际等', en: 'Holding, international and the like' },
    levels: [
      level('same', '相同', 'same', 0.93, 0.85, exact('latin.role')),
      level('other', '不同', 'different', 0.07, 0.15),
    ],
  },
  {
    name: 'latin-form',
    title: { zh: '外文组织形式', en: 'Legal form' },
    levels: [
      level('same', '相同', 'same', 0.8, 0.4, exact('latin.form')),
      level('other', '不同', 'different', 0.2, 0.6),
    ],
  },
  {
    name: 'web',
    title: { zh: '网站、邮箱域名', en: 'Website or domain' },
    levels: [
      // A company has its name for its domain: where the name agrees already, this says little more.
      {
        ...level('named', '相同或相近，名称亦然', 'alike, as the names are', 0.5, 0.2, {
          all: [
            { test: 'edits', field: 'web', atMost: 2 },
            { any: [exact('latin.joined'), words(0.6), contained(0.95)] },
          ],
        }),
        fixed: true,
      },
      level('same', '相同', 'same', 0.8, 1e-3, exact('web'), { frequency: 'web' }),
      level('near', '相差一两个字母', 'one or two letters differ', 0.03, 1e-4, {
        test: 'edits',
        field: 'web',
        atMost: 2,
      }),
      level('other', '不同', 'different', 0.17, 0.99, { not: exact('web') }),
      { ...level('missing', '其中一方未写明', 'one does not say', 0.5, 0.5), neutral: true },
    ],
  },
  {
    name: 'place',
    title: { zh: '外文地址', en: 'Address in letters' },
    levels: [
      level('same', '相同', 'same', 0.4, 1e-4, exact('place.sorted'), { frequency: 'place.sorted' }),
      level('nearly', '几乎相同', 'nearly the same', 0.15, 1e-4, placeWords(0.85)),
      level('contained', '一方较详', 'one says more', 0.15, 1e-4, {
        test: 'wordsContained',
        field: 'place',
        atLeast: 0.9,
      }),
      level('close', '相近', 'close', 0.1, 1e-4, placeWords(0.65)),
      level('similar', '部分相同', 'similar', 0.06, 2e-3, placeWords(0.45)),
      level('some', '少部分相同', 'some words the same', 0.05, 0.02, placeWords(0.25)),
      level('town', '邮编相同', 'same postcode', 0.05, 2e-3, exact('place.postcode'), { frequency: 'place.postcode' }),
      level('other', '不同', 'different', 0.09, 0.97, ANOTHER_PLACE),
      level('unclear', '详略不同，无从比较', 'a house without its town, and a town', 0.05, 0.1, {
        not: placeWords(0.25),
      }),
      // A box has no address to compare, and need not have the postcode of the house.
      { ...level('box', '信箱，邮编不同', 'a box of another postcode', 0.5, 0.5), neutral: true },
    ],
  },
  {
    name: 'box',
    title: { zh: '邮政信箱', en: 'Post office box' },
    levels: [
      level('same', '相同', 'same', 0.8, 1e-4, exact('place.box')),
      level('other', '不同', 'different', 0.2, 0.9999),
    ],
  },
];

export const latinBlocking: MatchModel['blocking'] = [
  { name: 'latin', parts: [{ field: 'latin.sorted' }], refine: [{ field: 'place.postcode' }, { field: 'place.key' }] },
  { name: 'latin-joined', parts: [{ field: 'latin.joined' }], refine: [{ field: 'place.postcode' }] },
  {
    name: 'latin-word',
    parts: [{ field: 'latin', transform: 'tokens' }],
    refine: [{ field: 'place.postcode' }, { field: 'place.key' }],
  },
  {
    name: 'latin-start-postcode',
    parts: [{ field: 'latin', transform: 'tokens', first: 4 }, { field: 'place.postcode' }],
    refine: [{ field: 'place.key' }],
  },
  { name: 'acronym-postcode', parts: [{ field: 'latin.acronym' }, { field: 'place.postcode' }] },
  { name: 'acronym-place', parts: [{ field: 'latin.acronym' }, { field: 'place.key' }] },
  { name: 'box', parts: [{ field: 'place.box' }], refine: [{ field: 'latin.acronym', first: 1 }] },
  { name: 'web', parts: [{ field: 'web' }], refine: [{ field: 'place.key' }, { field: 'latin.sorted' }] },
  { name: 'place', parts: [{ field: 'place.sorted' }], refine: [{ field: 'latin.acronym', first: 1 }] },
  { name: 'place-key', parts: [{ field: 'place.key' }], refine: [{ field: 'latin', transform: 'tokens', first: 3 }] },
];

/** Shops of a chain are kept from coming together over a record that does not say which of them it is. */
export const latinContradictions: Contradiction[] = [
  { name: 'place', title: { zh: '地址不同', en: 'Two addresses' }, when: ANOTHER_PLACE },
  {
    name: 'own-identifier',
    title: { zh: '同类编号不同', en: 'Two identifiers of one scheme' },
    when: { not: { test: 'identifier', field: 'identifiers.own', atLeast: 0.8 } },
  },
];

/** Sisters share an address and a switchboard, and so do strangers of one building. */
export const latinDependence: DependentEvidence[] = [
  {
    name: 'site',
    title: { zh: '同一地点', en: 'One site' },
    comparisons: ['place', 'box', 'phone', 'division'],
    most: 12,
  },
];

/** Both sides say something, the same or not. */
function known(field: string): Condition[] {
  return [exact(field), { not: exact(field) }];
}

function neutral(name: string, zh: string, en: string, when?: Condition): Level {
  return level(name, zh, en, 0.5, 0.5, when, { neutral: true });
}

function words(atLeast: number): Condition {
  return { test: 'nameWords', field: 'latin', atLeast };
}

function contained(atLeast: number): Condition {
  return { test: 'nameContained', field: 'latin', atLeast };
}

function placeWords(atLeast: number): Condition {
  return { test: 'words', field: 'place', atLeast };
}
