import { describe, expect, it } from '@jest/globals';
import { assignMasters, type FormerMaster } from './assign-masters.js';

const assign = (
  clusters: string[][],
  current: Record<string, string>,
  createdIn: Record<string, number>,
  former: Record<string, FormerMaster> = {},
  founders: Record<string, string> = {},
) =>
  assignMasters({
    former: new Map(Object.entries(former)),
    founds: (record, master) => founders[master] === record,
    clusters,
    current: new Map(Object.entries(current)),
    createdIn: new Map(Object.entries(createdIn)),
    mint: (first) => `new-${first}`,
  });

describe('assignMasters', () => {
  it('mints an id for a cluster of new records', () => {
    expect(assign([['a', 'b']], {}, {})).toEqual({
      masters: ['new-a'],
      created: [{ master: 'new-a', splitFrom: null }],
      restored: [],
      merged: [],
      retired: [],
    });
  });

  it('lets the older id survive a merge', () => {
    const result = assign([['a', 'b']], { a: 'M2', b: 'M1' }, { M1: 1, M2: 2 });
    expect(result).toMatchObject({ masters: ['M1'], merged: [{ master: 'M2', successor: 'M1' }], created: [] });
  });

  it('leaves the id with the majority when a cluster is split', () => {
    const result = assign([['a'], ['b', 'c']], { a: 'M1', b: 'M1', c: 'M1' }, { M1: 1 });
    expect(result).toMatchObject({ masters: ['new-a', 'M1'], created: [{ master: 'new-a', splitFrom: 'M1' }] });
  });

  it('gives equal halves of a split to the first in the order of source keys', () => {
    expect(assign([['a'], ['b']], { a: 'M1', b: 'M1' }, { M1: 1 }).masters).toEqual(['M1', 'new-b']);
  });

  it('does not take a record that only moved for a merge of the ids', () => {
    const result = assign(
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      { a: 'M1', b: 'M2', c: 'M2', d: 'M2' },
      { M1: 1, M2: 2 },
    );
    expect(result).toMatchObject({ masters: ['M1', 'M2'], merged: [], created: [], retired: [] });
  });

  it('retires a master that has lost every record', () => {
    expect(assign([], { a: 'M1' }, { M1: 1 }).retired).toEqual(['M1']);
  });

  it('gives the part that is split off the id its founding record once had', () => {
    const result = assign(
      [['a'], ['b']],
      { a: 'M1', b: 'M1' },
      { M1: 1 },
      {
        b: { master: 'M2', createdIn: 2, successor: 'M1' },
      },
    );
    expect(result).toMatchObject({
      masters: ['M1', 'M2'],
      restored: [{ master: 'M2', splitFrom: 'M1' }],
      created: [],
      merged: [],
    });
  });

  it('gives each part of a merged cluster the id it had, wherever the majority is', () => {
    const current = { a: 'M1', b: 'M1', c: 'M1' };
    const former = { b: { master: 'M2', createdIn: 2, successor: 'M1' } };
    expect(assign([['a'], ['b', 'c']], current, { M1: 1 }, former, { M1: 'a' })).toMatchObject({
      masters: ['M1', 'M2'],
      restored: [{ master: 'M2', splitFrom: 'M1' }],
      created: [],
      merged: [],
    });
    // Where the founding record is gone, or the majority has no other id, the majority keeps it.
    expect(assign([['a'], ['b', 'c']], current, { M1: 1 }, former, { M1: 'z' }).masters).toEqual(['new-a', 'M1']);
    expect(assign([['a'], ['b', 'c']], current, { M1: 1 }, {}, { M1: 'a' }).masters).toEqual(['new-a', 'M1']);
  });

  it('lets an id that is not in use answer with the master its founding record is at', () => {
    const former = { b: { master: 'M2', createdIn: 2, successor: 'M1' } };
    expect(
      assign([['a'], ['b', 'c', 'd']], { a: 'M1', b: 'M1', c: 'M3', d: 'M3' }, { M1: 1, M3: 3 }, former),
    ).toMatchObject({
      masters: ['M1', 'M3'],
      merged: [{ master: 'M2', successor: 'M3' }],
      restored: [],
    });
    expect(assign([['a', 'b']], { a: 'M1', b: 'M1' }, { M1: 1 }, former)).toMatchObject({ merged: [], restored: [] });
  });
});
