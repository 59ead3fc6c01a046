import { describe, expect, it } from '@jest/globals';
import { exactIdentity } from '../base/exact-identity.js';
import type { Base } from '../base/base-registry.js';
import { masterIdOf, placementOf, type Concerned, type Placed } from './placement.js';

const identity = exactIdentity('observation', ['indicator', 'area.code', 'period']).identity!;
const base = { code: 'figures' } as Base;
const masterOf = new Map([
  ['x', 'X'],
  ['y', 'Y'],
]);

const seen = (recordId: string, master: string | null): Concerned => ({
  recordId,
  seen: true,
  master,
});
const placed = (recordId: string, now: string | null): [string, Placed] => [
  recordId,
  { recordId, dataset: 'd', sourceKey: recordId, identity: now },
];

describe('an exact identity', () => {
  it('is what all of its attributes say, and none where one is missing', () => {
    expect(identity.of({ period: '2026', area: { code: '3302' }, indicator: 'GDP', value: '1' })).toBe(
      'GDP\u001f3302\u001f2026',
    );
    expect(identity.of({ period: '2026', indicator: 'GDP' })).toBeNull();
  });

  it('gives neighbours ids that begin alike, and no two the same', () => {
    const [one, two, other] = ['GDP\u001f3302\u001f2026', 'GDP\u001f3302\u001f2027', 'GDP\u001f3301\u001f2026'].map(
      (each) => masterIdOf(base, identity, each),
    );
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(two!.slice(0, 13)).toBe(one!.slice(0, 13));
    expect(other!.slice(0, 13)).not.toBe(one!.slice(0, 13));
    expect(two).not.toBe(one);
  });
});

describe('placementOf', () => {
  const none = { fresh: [], left: [], moved: [], created: [], restored: [], retired: [] };

  it('brings a record never seen to a new master', () => {
    const [, record] = placed('r', 'x');
    const concerned = [{ recordId: 'r', seen: false, master: null }];
    expect(placementOf(masterOf, concerned, new Map([placed('r', 'x')]), new Map())).toEqual({
      ...none,
      fresh: [record],
      moved: [{ ...record, master: 'X' }],
      created: ['X'],
    });
  });

  it('leaves alone what is where it belongs', () => {
    const states = new Map([['X', 'active' as const]]);
    expect(placementOf(masterOf, [seen('r', 'X')], new Map([placed('r', 'x')]), states)).toEqual(none);
  });

  it('moves a record whose identity is another now, and ends the master that it leaves alone', () => {
    const states = new Map([
      ['X', 'active' as const],
      ['Y', 'retired' as const],
    ]);
    const [, record] = placed('r', 'y');
    expect(placementOf(masterOf, [seen('r', 'X')], new Map([placed('r', 'y')]), states)).toEqual({
      ...none,
      left: ['r'],
      moved: [{ ...record, master: 'Y' }],
      restored: ['Y'],
      retired: ['X'],
    });
  });

  it('leaves a record to the identity it has now, whose turn is another time', () => {
    const states = new Map([['X', 'active' as const]]);
    const before = new Map([['x', 'X']]);
    expect(placementOf(before, [seen('r', 'X')], new Map([placed('r', 'z')]), states)).toEqual({
      ...none,
      retired: ['X'],
    });
  });

  it('takes away a record of which nothing is known any more', () => {
    const states = new Map([['X', 'active' as const]]);
    expect(placementOf(masterOf, [seen('r', 'X')], new Map([placed('r', null)]), states)).toEqual({
      ...none,
      left: ['r'],
      retired: ['X'],
    });
  });
});
