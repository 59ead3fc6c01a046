import { edits, exact, not, type MatchModel } from '@siku/matching';
import { birthComparisons, documentComparisons } from './match-documents.js';
import { homeComparisons } from './match-home.js';
import { nameComparisons, RELATIVES } from './match-names.js';
import { slip } from './match-terms.js';

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
    rule('full-given', ['family.sound', 'given.full'], 'birthDate', 'address.key'),
    rule('bones', ['family.bones', 'given.bones'], 'birthDate', 'address.key'),
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
    rule('given-employer', ['employer', 'given.sound'], 'family.sound', 'birthDate'),
    // For those of whom little is known: half a name, and where they come from or what they do.
    rule('birthplace-family', ['birthplace', 'family.sound'], 'given.sound', 'birthDate'),
    rule('birthplace-given', ['birthplace', 'given.sound'], 'family.sound', 'birthDate'),
    rule('occupation-family', ['occupation', 'family.sound'], 'given.sound', 'birthDate'),
    rule('occupation-given', ['occupation', 'given.sound'], 'family.sound', 'birthDate'),
    rule('postcode', ['postcode'], 'family.sound', 'given.sound'),
    {
      name: 'postal-area-given',
      parts: [{ field: 'postcode', first: 3 }, { field: 'given.sound' }],
      refine: [{ field: 'family.sound' }, { field: 'birthDate' }],
    },
    {
      name: 'postal-area-family',
      parts: [{ field: 'postcode', first: 3 }, { field: 'family.sound' }],
      refine: [{ field: 'given.sound' }, { field: 'birthDate' }],
    },
    rule('household', ['household'], 'given.sound'),
  ],
  comparisons: [...documentComparisons, ...nameComparisons, ...birthComparisons, ...homeComparisons],
  dependent: [
    {
      name: 'household',
      title: { zh: '同户信息', en: 'Shared by a household' },
      comparisons: ['phone', 'address', 'division', 'birthplace', 'ethnicity', 'household', 'kin'],
      most: 12,
    },
    // Whoever is called Akiko is called Kato more often than others, and is Japanese: rare here, each by itself, but not rarer together than one in millions.
    {
      name: 'name',
      title: { zh: '姓名与国籍', en: 'Name and nationality' },
      comparisons: ['given', 'family', 'nationality'],
      most: 22,
    },
    // The number names the birthday and the sex: on a record with somebody else's number they agree as well. The three together stay below
    // the link where the names are quite other ones.
    {
      name: 'number',
      title: { zh: '号码自身信息', en: 'Told by the number' },
      comparisons: ['residentId', 'birthDate', 'sex'],
      most: 33,
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
    { name: 'relatives', title: { zh: '同住亲属', en: 'Relatives of one home' }, when: RELATIVES },
    {
      name: 'identifiers',
      title: { zh: '同类证件号码不同', en: 'Two documents of one kind, and no birthday that holds them together' },
      when: {
        all: [not({ test: 'identifier', field: 'identifiers', atLeast: 0.8 }), not(exact('birthDate.stated'))],
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
