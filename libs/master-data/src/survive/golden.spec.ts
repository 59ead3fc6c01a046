import { describe, expect, it } from '@jest/globals';
import { goldenSegments } from './golden.js';
import type { Member } from './member.js';
import type { SurvivorshipRules } from './survivorship-rule.js';

type Stretch = [from: string, to: string | null, attributes: Record<string, unknown>];

const member = (dataset: string, trust: number, ...stretches: Stretch[]): Member => ({
  dataset,
  sourceKey: 'k',
  department: dataset,
  segments: stretches.map(([from, to, attributes], i) => ({
    from,
    to,
    contentHash: `${dataset}${i}`,
    batch: 1,
    row: 2,
    attributes,
    trust: { '*': trust },
  })),
});

const rules: SurvivorshipRules = {
  name: { by: ['trust', 'recency'] },
  'identifiers.*': { by: ['trust', 'majority'] },
  formerNames: { by: [], union: true },
};

describe('goldenSegments', () => {
  it('takes the more trusted department, and the other while the first says nothing', () => {
    const segments = goldenSegments(
      [
        member('a', 90, ['2020-02-01', '2020-04-01', { name: 'A' }]),
        member('b', 50, ['2020-01-01', null, { name: 'B' }]),
      ],
      rules,
    );
    expect(segments.map(({ from, to, attributes }) => [from, to, attributes])).toEqual([
      ['2020-01-01', '2020-02-01', { name: 'B' }],
      ['2020-02-01', '2020-04-01', { name: 'A' }],
      ['2020-04-01', null, { name: 'B' }],
    ]);
  });

  describe('a date that is its own beginning', () => {
    const dated: SurvivorshipRules = { ...rules, deathDate: { by: ['trust', 'recency'], sinceItself: true } };
    const told = (...members: Member[]) =>
      goldenSegments(members, dated).map(({ from, to, attributes }) => [from, to, attributes['deathDate'] ?? null]);

    it('counts from that day on, though it was told later, and names who told it', () => {
      const before = { name: 'A' };
      const after = { name: 'A', deathDate: '2020-01-10' };
      const register = member('a', 50, ['2019-01-01', '2020-03-01', before], ['2020-03-01', null, after]);
      expect(told(register)).toEqual([
        ['2019-01-01', '2020-01-10', null],
        ['2020-01-10', '2020-03-01', '2020-01-10'],
        ['2020-03-01', null, '2020-01-10'],
      ]);
      const { sources, values } = goldenSegments([register], dated)[1]!.provenance;
      expect(values['deathDate']!.map((i) => sources[i]!.since)).toEqual(['2020-03-01']);
    });

    it('is told by whoever tells it first, of a record that others know', () => {
      const register = member('a', 90, ['2019-01-01', null, { name: 'A' }]);
      const deaths = member('b', 50, ['2020-03-01', '2020-05-01', { deathDate: '2020-01' }], ['2020-05-01', null, {}]);
      for (const members of [
        [register, deaths],
        [deaths, register],
      ])
        expect(told(...members)).toEqual([
          ['2019-01-01', '2020-01-01', null],
          ['2020-01-01', '2020-05-01', '2020-01'],
          ['2020-05-01', null, null],
        ]);
    });

    it('makes no record where nobody knows one, and is not told before it happens', () => {
      const deaths = member('b', 50, ['2020-03-01', null, { deathDate: '1990-05-05' }]);
      expect(told(deaths)).toEqual([['2020-03-01', null, '1990-05-05']]);
      const planned = member('b', 50, ['2020-03-01', null, { deathDate: '2021-05-05' }]);
      expect(told(planned)).toEqual([['2020-03-01', null, '2021-05-05']]);
    });
  });

  it('does not cut where the golden values stay the same', () => {
    const segments = goldenSegments(
      [member('a', 90, ['2020-01-01', null, { name: 'A' }]), member('b', 50, ['2020-03-01', null, { name: 'B' }])],
      rules,
    );
    expect(segments).toHaveLength(1);
  });

  it('prefers the value that became true last among equally trusted departments', () => {
    const segments = goldenSegments(
      [member('a', 50, ['2020-01-01', null, { name: 'old' }]), member('b', 50, ['2020-03-01', null, { name: 'new' }])],
      rules,
    );
    expect(segments.at(-1)).toMatchObject({ attributes: { name: 'new' }, ties: [] });
    expect(segments.at(-1)!.provenance.values['name']).toEqual([0]);
  });

  it('reports a tie that no rule decides, and breaks it the same way whoever comes first', () => {
    const a = member('a', 50, ['2020-01-01', null, { name: 'Z' }]);
    const b = member('b', 50, ['2020-01-01', null, { name: 'Y' }]);
    expect(goldenSegments([a, b], rules)).toEqual(goldenSegments([b, a], rules));
    expect(goldenSegments([a, b], rules)[0]).toMatchObject({ attributes: { name: 'Y' }, ties: ['name'] });
  });

  it('unites lists, applies one rule to every scheme, and never takes from a forbidden dataset', () => {
    const members = [
      member('a', 50, ['2020-01-01', null, { name: 'A', formerNames: ['x'], identifiers: { uscc: '1' } }]),
      member('b', 90, ['2020-01-01', null, { name: 'B', formerNames: ['w', 'x'], identifiers: { taxNo: '2' } }]),
    ];
    const [segment] = goldenSegments(members, { ...rules, name: { by: ['trust'], neverFrom: ['b'] } });
    expect(segment!.attributes).toEqual({ name: 'A', formerNames: ['w', 'x'], identifiers: { uscc: '1', taxNo: '2' } });
  });

  it('has a gap where no source record is valid', () => {
    const segments = goldenSegments(
      [member('a', 50, ['2020-01-01', '2020-02-01', { name: 'A' }], ['2020-03-01', null, { name: 'A' }])],
      rules,
    );
    expect(segments.map(({ from, to }) => [from, to])).toEqual([
      ['2020-01-01', '2020-02-01'],
      ['2020-03-01', null],
    ]);
  });
});

describe('departments that differ too much', () => {
  const figures: SurvivorshipRules = { value: { by: ['trust'] } };
  const ties = (other: string, percent: string): string[] =>
    goldenSegments(
      [
        member('a', 90, ['2020-01-01', null, { value: '100.00' }]),
        member('b', 10, ['2020-02-01', null, { value: other }]),
      ],
      figures,
      () => ({ value: percent }),
    ).at(-1)!.ties;

  it('are a question for a steward, although the rules decide', () => {
    expect(ties('102.01', '2')).toEqual(['value']);
    expect(ties('97.99', '2')).toEqual(['value']);
  });

  it('are none within the tolerance, to the last digit', () => {
    expect([ties('102', '2'), ties('98.0', '2'), ties('…', '2')]).toEqual([[], [], []]);
  });
});

describe('what belongs together', () => {
  it('is taken from one record', () => {
    const together: SurvivorshipRules = { value: { by: ['trust'] }, status: { by: ['trust'], with: 'value' } };
    const trusted = member('a', 90, ['2020-01-01', null, { value: '1' }]);
    const other = member('b', 10, ['2020-01-01', null, { value: '2', status: 'estimated' }]);
    expect(goldenSegments([trusted, other], together)).toMatchObject([{ attributes: { value: '1' } }]);
    expect(goldenSegments([other], together)).toMatchObject([{ attributes: { value: '2', status: 'estimated' } }]);
    expect(goldenSegments([trusted, other], together)[0]!.attributes).toEqual({ value: '1' });
  });
});
