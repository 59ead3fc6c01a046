import { describe, expect, it } from '@jest/globals';
import { divisionHeads, levelOf, maySearchBy } from './grant.js';

const fields = {
  name: 'value',
  identifiers: 'masked',
  'identifiers.residentId': 'verify',
  'identifiers.x-*': 'value',
  'residenceAddress.division': 'value',
} as const;

describe('what a grant gives', () => {
  it.each([
    ['name', 'value'],
    ['names', null],
    ['identifiers', 'masked'],
    ['identifiers.passport', 'masked'],
    ['identifiers.residentId', 'verify'],
    ['identifiers.x-card', 'value'],
    // A part does not give the whole.
    ['residenceAddress', null],
    ['residenceAddress.division', 'value'],
    ['residenceAddress.text', null],
  ])('%s: %s', (path, level) => {
    expect(levelOf({ fields }, path)).toBe(level);
  });

  it('lets search by what it names', () => {
    const grant = { searchBy: ['name', 'identifiers.residentId'] };
    expect(
      ['name', 'identifiers.residentId', 'identifiers.passport', 'phone'].map((by) => maySearchBy(grant, by)),
    ).toEqual([true, true, false, false]);
  });

  it('takes a division with all that lies in it', () => {
    expect(divisionHeads({ divisions: ['330200', '3306', '330203'] })).toEqual(['3302', '3306', '330203']);
    expect(divisionHeads({ divisions: [] })).toBeNull();
  });
});
