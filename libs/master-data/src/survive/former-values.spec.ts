import { describe, expect, it } from '@jest/globals';
import { withFormerValues } from './former-values.js';
import { goldenSegments } from './golden.js';
import type { Member } from './member.js';
import type { SurvivorshipRules } from './survivorship-rule.js';

const rules: SurvivorshipRules = {
  name: { by: ['trust', 'recency'] },
  formerNames: { by: [], union: true, formerly: 'name' },
};

const member = (dataset: string, ...stretches: [from: string, to: string | null, attributes: object][]): Member => ({
  dataset,
  sourceKey: 'k',
  department: dataset,
  segments: stretches.map(([from, to, attributes], i) => ({
    ...{ from, to, contentHash: `${dataset}${i}`, batch: i, row: 2, trust: {} },
    attributes: attributes as Record<string, unknown>,
  })),
});

const former = (...members: Member[]): [string, unknown, unknown][] =>
  withFormerValues(goldenSegments(members, rules), rules).map(({ from, attributes }) => [
    from,
    attributes['name'],
    attributes['formerNames'],
  ]);

describe('withFormerValues', () => {
  it('lists what a name was before, from the day it changed', () => {
    const renamed = member(
      'a',
      ['2001', '2005', { name: 'B' }],
      ['2005', '2009', { name: 'A' }],
      ['2009', null, { name: 'C' }],
    );
    expect(former(renamed)).toEqual([
      ['2001', 'B', undefined],
      ['2005', 'A', ['B']],
      ['2009', 'C', ['A', 'B']],
    ]);
  });

  it('does not list a name that has come back, nor one twice that a department lists as well', () => {
    const back = member(
      'a',
      ['2001', '2005', { name: 'A' }],
      ['2005', '2009', { name: 'B' }],
      ['2009', null, { name: 'A' }],
    );
    const listing = member('b', ['2004', null, { formerNames: ['B', 'X'] }]);
    expect(former(back, listing).map(([from, , names]) => [from, names])).toEqual([
      ['2001', undefined],
      ['2004', ['B', 'X']],
      ['2005', ['A', 'B', 'X']],
      ['2009', ['B', 'X']],
    ]);
  });

  it('does not depend on the order of the members, and keeps a name over a gap', () => {
    const one = member('a', ['2001', '2003', { name: 'A' }]);
    const two = member('b', ['2005', null, { name: 'B' }]);
    expect(former(one, two)).toEqual(former(two, one));
    expect(former(one, two).at(-1)).toEqual(['2005', 'B', ['A']]);
  });

  it('says where the former name came from, once, and leaves what it was given as it is', () => {
    const golden = goldenSegments([member('a', ['2001', '2005', { name: 'A' }], ['2005', null, { name: 'B' }])], rules);
    const before = structuredClone(golden);
    const { provenance } = withFormerValues(golden, rules)[1]!;
    expect(golden).toEqual(before);
    expect(provenance.values['formerNames']!.map((index) => provenance.sources[index])).toEqual([
      { dataset: 'a', sourceKey: 'k', batch: 0, row: 2, since: '2001' },
    ]);
  });

  it('leaves a list that a steward has decided, and remembers a name that she did', () => {
    const [first, second] = goldenSegments(
      [member('a', ['2001', '2005', { name: 'A' }], ['2005', null, { name: 'B' }])],
      rules,
    );
    const decided = {
      ...second!,
      attributes: { name: 'B', formerNames: ['Z'] },
      provenance: { ...second!.provenance, decisions: { formerNames: 'd' } },
    };
    expect(withFormerValues([first!, decided], rules)[1]).toBe(decided);
    const named = {
      ...first!,
      attributes: { name: 'N' },
      provenance: { ...first!.provenance, values: { name: [] }, decisions: { name: 'd' } },
    };
    const [, after] = withFormerValues([named, second!], rules);
    expect(after!.attributes['formerNames']).toEqual(['N']);
    expect(after!.provenance.values['formerNames']).toEqual([]);
  });
});
