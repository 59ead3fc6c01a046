import { comparison, edits, exact, level, not, type Comparison } from '@siku/matching';
import { OF_ANOTHER_NAME } from './match-names.js';
import { MOST_DIFFERING, ONE_SIDE_SILENT, slip } from './match-terms.js';

export const documentComparisons: Comparison[] = [
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
    // Set by hand: training cannot tell one person of two numbers, who exists, from two people of one name, birthday and house. A steward is asked where the name is rare.
    level('other', '不同', 'different', 1e-9, 0.98, not(exact('residentId')), { fixed: true }),
    // Numbers of those born in one district on one day are alike by nature.
    level(
      'stranger',
      '相近而姓名全异',
      'alike, but of quite another name',
      0.002,
      0.004,
      { all: [edits('residentId.any', 2), OF_ANOTHER_NAME] },
      { fixed: true },
    ),
    level('near', '仅差一位', 'one character differs', 0.02, 2e-7, edits('residentId.any', 1)),
    level('near-2', '差两位', 'two characters differ', 0.005, 2e-6, edits('residentId.any', 2)),
    level('unclear', '不同而其一存疑', 'different, one of them doubtful', 0.01, 0.02, not(exact('residentId.any'))),
    ONE_SIDE_SILENT,
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
];

export const birthComparisons: Comparison[] = [
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
    level('other', '不同', 'different', 0.015, 0.98, undefined, { mostM: MOST_DIFFERING }),
  ]),
  comparison('sex', '性别', 'Sex', [
    level('same', '相同', 'same', 0.985, 0.5, exact('sex')),
    level('other', '不同', 'different', 0.015, 0.5),
  ]),
];
