import {
  comparison,
  edits,
  exact,
  jaroWinkler,
  level,
  not,
  type Comparison,
  type Condition,
  type Level,
} from '@siku/matching';
import { ANOTHER_OF_THE_FAMILY, ONE_HOUSE, RELATIVE } from './match-names.js';
import { contained, ONE_SIDE_SILENT, words } from './match-terms.js';

/**
 * What relatives share, those of one name and another age too, is no evidence that they are one, nor do they teach training what one person's
 * records share.
 */
function sharedByRelatives(shared: Condition, relatives: Condition = RELATIVE): Level {
  const when = { all: [relatives, shared] };
  return level('relatives', '亲属共用', 'shared by relatives', 0.5, 0.5, when, { neutral: true });
}

/** Where a person is found, and with whom. */
export const homeComparisons: Comparison[] = [
  comparison('phone', '电话', 'Telephone', [
    sharedByRelatives(exact('phone')),
    level('same', '相同', 'same', 0.6, 1e-5, exact('phone'), { frequency: 'phone' }),
    level('near', '仅差一位', 'one digit differs', 0.03, 2e-5, edits('phone', 1)),
    level('other', '不同', 'different', 0.37, 0.9999, not(exact('phone'))),
    ONE_SIDE_SILENT,
  ]),
  comparison('email', '电子邮箱', 'E-mail', [
    sharedByRelatives(exact('email'), ANOTHER_OF_THE_FAMILY),
    level('same', '相同', 'same', 0.6, 1e-5, exact('email'), { frequency: 'email' }),
    level('local', '仅域名不同', 'same but for the domain', 0.05, 5e-5, exact('email.local'), {
      frequency: 'email.local',
    }),
    // Namesakes have addresses as alike as their names are.
    level(
      'named',
      '由姓名组成，相近',
      'alike, as they are made of the name',
      0.5,
      0.5,
      { all: [exact('email.named'), not(edits('email', 1)), jaroWinkler('email.local', 0.88)] },
      { neutral: true },
    ),
    level('near', '相近', 'one or two characters differ', 0.12, 2e-5, {
      any: [edits('email', 2), jaroWinkler('email', 0.95)],
    }),
    level('similar', '名称部分相近', 'similar', 0.05, 1e-3, jaroWinkler('email.local', 0.88)),
    level('other', '不同', 'different', 0.25, 0.998, not(exact('email'))),
    ONE_SIDE_SILENT,
  ]),
  comparison('address', '地址', 'Address', [
    sharedByRelatives(ONE_HOUSE),
    level('same', '相同', 'same', 0.35, 1e-4, exact('address'), { frequency: 'address' }),
    level('nearly', '几乎相同', 'nearly the same', 0.15, 1e-4, words(0.85)),
    level('close', '相近', 'close', 0.12, 2e-4, words(0.7)),
    level('part', '一方较详', 'one says more', 0.08, 2e-3, contained(0.9)),
    level('similar', '部分相同', 'similar', 0.06, 1e-3, words(0.5)),
    level('some', '少部分相同', 'some words the same', 0.07, 0.01, { any: [words(0.3), contained(0.5)] }),
    level('other', '不同', 'different', 0.17, 0.98, not(exact('address'))),
    ONE_SIDE_SILENT,
  ]),
  comparison('division', '行政区划', 'Division', [
    level('same', '相同', 'same', 0.8, 0.15, exact('division'), { frequency: 'division' }),
    level('city', '同一设区市', 'same prefecture', 0.12, 0.6, { test: 'head', field: 'division', atLeast: 4 }),
    level('other', '不同', 'different', 0.08, 0.25),
  ]),
  comparison('birthplace', '出生地', 'Place of birth', [
    level('same', '相同', 'same', 0.9, 0.1, exact('birthplace'), { frequency: 'birthplace' }),
    // Of places abroad, which have no code.
    level('near', '相近', 'one says more, or a slip', 0.02, 0.01, {
      test: 'wordsContained',
      field: 'birthplace',
      atLeast: 0.8,
    }),
    level('other', '不同', 'different', 0.08, 0.89),
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
    sharedByRelatives(exact('household')),
    level('same', '相同', 'same', 0.9, 1e-4, exact('household')),
    level('other', '不同', 'different', 0.1, 0.9999, not(exact('household'))),
    ONE_SIDE_SILENT,
  ]),
  comparison('kin', '亲属', 'Kin', [
    sharedByRelatives(exact('kin')),
    level('same', '有同名亲属', 'a relative of the same name', 0.8, 1e-3, exact('kin')),
    level('other', '不同', 'different', 0.2, 0.999, not(exact('kin'))),
    ONE_SIDE_SILENT,
  ]),
];
