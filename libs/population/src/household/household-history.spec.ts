import { describe, expect, it } from '@jest/globals';
import { householdHistory, type Stretch } from './household-history.js';

const HOME = { text: '中山西路1号', division: '330203' };
const ELSEWHERE = { text: '天童北路100号', division: '330212' };

const stretch = (
  id: string,
  validFrom: string,
  validTo: string | null,
  household: { number: string; role?: string },
  registeredAddress = HOME,
): Stretch => ({ id, validFrom, validTo, attributes: { household, registeredAddress } });

describe('the life of a household', () => {
  const head = { number: 'H1', role: 'head' };
  const child = { number: 'H1', role: 'child' };

  // A daughter is born, marries and moves to a household of her own; then her father moves.
  const stretches = [
    stretch('father', '2000-01-01', '2020-06-01', head),
    stretch('father', '2020-06-01', null, head, ELSEWHERE),
    stretch('daughter', '2001-05-05', '2019-10-01', child),
    stretch('daughter', '2019-10-01', null, { number: 'H2', role: 'spouse' }),
  ];

  it('begins anew whenever somebody comes, goes or moves', () => {
    const father = { id: 'father', role: 'head' };
    const both = [{ id: 'daughter', role: 'child' }, father];
    expect(householdHistory('H1', stretches)).toEqual([
      { validFrom: '2000-01-01', validTo: '2001-05-05', members: [father], head: 'father', address: HOME },
      { validFrom: '2001-05-05', validTo: '2019-10-01', members: both, head: 'father', address: HOME },
      { validFrom: '2019-10-01', validTo: '2020-06-01', members: [father], head: 'father', address: HOME },
      { validFrom: '2020-06-01', validTo: null, members: [father], head: 'father', address: ELSEWHERE },
    ]);
    expect(householdHistory('H1', stretches.toReversed())).toEqual(householdHistory('H1', stretches));
  });

  it('has gaps where nobody belonged to it, and no head where nobody is one', () => {
    const gap = [stretch('a', '2000-01-01', '2001-01-01', child), stretch('b', '2005-01-01', null, { number: 'H1' })];
    expect(householdHistory('H1', gap)).toEqual([
      {
        validFrom: '2000-01-01',
        validTo: '2001-01-01',
        members: [{ id: 'a', role: 'child' }],
        head: null,
        address: HOME,
      },
      { validFrom: '2005-01-01', validTo: null, members: [{ id: 'b', role: null }], head: null, address: HOME },
    ]);
    expect(householdHistory('H9', gap)).toEqual([]);
  });
});
