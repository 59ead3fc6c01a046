import type { Condition, Level, MatchModel } from '@siku/matching';

/**
 * How two records of people are known to be the same. Same name and birth date (24 bits) do not outweigh the prior (-20) far enough to link: in
 * one village they are two people often enough. One thing more, such as telephone or address, does. Twins share everything but the given name.
 */
export const personMatchModel: MatchModel = {
  code: 'person',
  version: 1,
  title: { zh: '自然人匹配模型', en: 'Persons' },
  prior: 1e-6,
  thresholds: { link: 9, review: 2 },
  maxKeyFrequency: 200,
  exclusive: [
    { field: 'identifiers.residentId', conflicting: true },
    // Passports and permits are renewed under new numbers.
    { field: 'identifiers.passport', conflicting: false },
    { field: 'identifiers.permanentResidentCard', conflicting: false },
    { field: 'identifiers.hkMacauPermit', conflicting: false },
    { field: 'identifiers.taiwanPermit', conflicting: false },
  ],
  blocking: [
    { name: 'residentId', parts: [{ field: 'identifiers.residentId' }] },
    { name: 'passport', parts: [{ field: 'identifiers.passport' }] },
    { name: 'permanentResidentCard', parts: [{ field: 'identifiers.permanentResidentCard' }] },
    { name: 'hkMacauPermit', parts: [{ field: 'identifiers.hkMacauPermit' }] },
    { name: 'taiwanPermit', parts: [{ field: 'identifiers.taiwanPermit' }] },
    { name: 'own', parts: [{ field: 'identifiers.own' }] },
    { name: 'sound-birth', parts: [{ field: 'name.pinyin' }, { field: 'birthDate' }] },
    { name: 'phone', parts: [{ field: 'phone' }] },
  ],
  comparisons: [
    {
      name: 'identifier',
      title: { zh: '证件号码', en: 'Identifiers' },
      levels: [
        level('resident-id', '公民身份号码相同', 'same resident number', 40, 1e-13, same('identifiers.residentId')),
        level(
          'near',
          '公民身份号码仅差一位',
          'resident numbers differ by one digit',
          8,
          1e-6,
          near('identifiers.residentId'),
        ),
        level('passport', '护照号码相同', 'same passport', 30, 1e-10, same('identifiers.passport')),
        level('permit', '居留或通行证号码相同', 'same permit', 30, 1e-10, {
          any: [
            same('identifiers.permanentResidentCard'),
            same('identifiers.hkMacauPermit'),
            same('identifiers.taiwanPermit'),
          ],
        }),
        level('other-resident-id', '公民身份号码不同', 'other resident number', -34, 0.9, {
          not: same('identifiers.residentId'),
        }),
        level('other', '不同', 'different', -1, 0.1),
      ],
    },
    {
      name: 'own-identifier',
      title: { zh: '部门自有编号', en: 'Identifier of an own scheme' },
      levels: [
        level('same', '相同', 'same', 14, 5e-5, same('identifiers.own')),
        level('other', '不同', 'different', 0, 0.1),
      ],
    },
    {
      name: 'name',
      title: { zh: '姓名', en: 'Name' },
      levels: [
        level('same', '相同', 'same', 12, 2e-4, same('name')),
        level('sound', '同音', 'sounds the same', 9, 2e-4, same('name.pinyin')),
        level('near', '差一字', 'one character differs', 3, 5e-3, near('name')),
        level('other', '不同', 'different', -7, 0.99),
      ],
    },
    {
      name: 'birth-date',
      title: { zh: '出生日期', en: 'Date of birth' },
      levels: [
        level('same', '相同', 'same', 12, 1e-4, same('birthDate')),
        level('partial', '一方不完整，相符', 'one incomplete, agreeing', 5, 5e-3, {
          test: 'datePartial',
          field: 'birthDate',
        }),
        level('typo', '月日颠倒或差一位', 'day and month swapped or one digit off', 5, 1e-3, {
          any: [
            { test: 'dateTransposed', field: 'birthDate' },
            { test: 'dateDigit', field: 'birthDate' },
          ],
        }),
        level('other', '不同', 'different', -8, 0.99),
      ],
    },
    {
      name: 'sex',
      title: { zh: '性别', en: 'Sex' },
      levels: [level('same', '相同', 'same', 0.95, 0.5, same('sex')), level('other', '不同', 'different', -6, 0.5)],
    },
    {
      name: 'phone',
      title: { zh: '电话', en: 'Telephone' },
      // Families share a number: it speaks for a household sooner than for a person.
      levels: [level('same', '相同', 'same', 8, 2e-3, same('phone')), level('other', '不同', 'different', -1, 0.99)],
    },
    {
      name: 'address',
      title: { zh: '地址', en: 'Address' },
      levels: [
        level('same', '相同', 'same', 8, 2e-3, {
          all: [same('address'), { test: 'numbers', field: 'address', atLeast: 1 }],
        }),
        level('contained', '一方较详', 'one says more', 6, 1e-3, {
          all: [
            { test: 'containment', field: 'address', atLeast: 0.85 },
            { test: 'numbers', field: 'address', atLeast: 1 },
          ],
        }),
        level('other', '不同', 'different', -1.5, 0.99),
      ],
    },
    {
      name: 'household',
      title: { zh: '户号', en: 'Household' },
      levels: [
        level('same', '相同', 'same', 7, 3e-3, same('household')),
        level('other', '不同', 'different', -1, 0.99),
      ],
    },
  ],
};

/** A level by its weight of evidence in bits and its frequency u among pairs that are not the same; m follows from the two. */
function level(name: string, zh: string, en: string, bits: number, u: number, when?: Condition): Level {
  return { name, title: { zh, en }, m: Math.min(u * 2 ** bits, 0.99), u, ...(when && { when }) };
}

function same(field: string): Condition {
  return { test: 'exact', field };
}

function near(field: string): Condition {
  return { test: 'edits', field, atMost: 1 };
}
