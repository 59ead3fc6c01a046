import { describe, expect, it } from '@jest/globals';
import { compileModel } from './compile-model.js';
import type { MatchModel, Profile } from './match-model.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.25,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 10,
  derived: [
    { field: 'name.body', from: 'name', without: ['region'] },
    { field: 'branch', from: 'name', pattern: '公司(.+店)$', otherwise: '-' },
  ],
  exclusive: [
    { field: 'code', conflicting: true },
    { field: 'number', conflicting: false },
  ],
  blocking: [
    { name: 'name-year', parts: [{ field: 'name.body' }, { field: 'since', first: 4 }] },
    { name: 'phone', parts: [{ field: 'phone', transform: 'digits', last: 4 }] },
    { name: 'word', parts: [{ field: 'english', transform: 'tokens' }] },
  ],
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', when: { test: 'exact', field: 'name', present: true }, m: 0.5, u: 0.125 },
        { name: 'former', when: { test: 'exact', field: 'name' }, m: 0.2, u: 0.1 },
        {
          name: 'near',
          when: {
            all: [{ test: 'edits', field: 'name.body', atMost: 1 }, { not: { test: 'exact', field: 'region' } }],
          },
          m: 0.1,
          u: 0.1,
        },
        { name: 'other', m: 0.1, u: 0.8 },
      ],
    },
    {
      name: 'since',
      levels: [
        { name: 'same', when: { test: 'exact', field: 'since' }, m: 0.8, u: 0.1 },
        { name: 'other', m: 0.2, u: 0.8 },
      ],
    },
  ],
};
const compiled = compileModel(model);

describe('keys', () => {
  const keys = (profile: Profile): string[] => compiled.keys(profile).map(({ text }) => text);

  it('are every combination of the parts, transformed and cut; a missing part or a value too short gives none', () => {
    expect(
      keys({
        name: ['宁波海天', '海大'],
        region: ['宁波'],
        since: ['2001-05-01', '1999'],
        phone: ['0574-8888 1234', '12'],
      }),
    ).toEqual([
      'name-year:海天|2001',
      'name-year:海天|1999',
      'name-year:海大|2001',
      'name-year:海大|1999',
      'phone:1234',
    ]);
    expect(keys({ name: ['海天'] })).toEqual([]);
  });

  it('use a derived field as the profile brings it', () =>
    expect(keys({ name: ['宁波海天'], 'name.body': ['海天贸易'], since: ['2001'] })).toEqual([
      'name-year:海天贸易|2001',
    ]));

  it('can be one per word', () => expect(keys({ english: ['Port, Ningbo'] })).toEqual(['word:port', 'word:ningbo']));

  it('of identifiers name field and value', () => {
    const profile = { code: ['A', 'A'], number: ['7', ''] };
    expect(compiled.exclusiveKeys(profile)).toEqual(['code=A', 'number=7']);
    expect(compiled.conflictingKeys(profile)).toEqual(['code=A']);
  });
});

describe('score', () => {
  const odds = Math.log2(0.25 / 0.75);
  const score = (a: Record<string, string[]>, b: Record<string, string[]>): number =>
    compiled.score(compiled.prepare(a), compiled.prepare(b)) - odds;

  it('adds the weight of the first level that holds', () =>
    expect(score({ name: ['海天'] }, { name: ['海天'] })).toBeCloseTo(2));

  it('lets a former name count, but for less', () =>
    expect(score({ name: ['海天', '海洋'] }, { name: ['海洋'] })).toBeCloseTo(1));

  it('takes what is missing as neutral, not as different', () => {
    expect(score({ name: ['海天'] }, { since: ['2001'] })).toBe(0);
    expect(score({ name: ['海天'], since: [''] }, { name: ['海天'], since: ['2001'] })).toBeCloseTo(2);
  });

  it('does not take the negation of an unknown for true', () => {
    expect(score({ name: ['海天'] }, { name: ['海大'] })).toBeCloseTo(-3);
    expect(score({ name: ['海天'], region: ['宁波'] }, { name: ['海大'], region: ['余姚'] })).toBeCloseTo(0);
  });

  it('may stop below the weight asked for, but not above', () => {
    const [a, b] = [
      compiled.prepare({ name: ['海天'], since: ['2001'] }),
      compiled.prepare({ name: ['海地'], since: ['2001'] }),
    ];
    const weight = compiled.score(a, b);
    for (const least of [weight - 1, weight]) expect(compiled.score(a, b, least)).toBe(weight);
    for (const least of [weight + 1, 100]) expect(compiled.score(a, b, least)).toBeLessThan(least);
  });

  it('works out nothing of a value that is not asked for any more', () => {
    let read = 0;
    const name = new Proxy(['海天'], {
      get: (values, place) => {
        if (place === '0') read++;
        return Reflect.get(values, place) as unknown;
      },
    });
    const levels = [
      { name: 'same', when: { test: 'exact', field: 'name' } as const, m: 0.5, u: 0.4 },
      { name: 'other', m: 0.5, u: 0.6 },
    ];
    const blocking = [{ name: 'since', parts: [{ field: 'since' }] }];
    const comparisons = [{ name: 'name', levels }, model.comparisons[1]!];
    const two = compileModel({ ...model, derived: [], blocking, comparisons });
    const [a, b] = [two.prepare({ name, since: ['2001'] }), two.prepare({ name, since: ['2002'] })];
    expect(two.score(a, b, 100)).toBeLessThan(100);
    expect(read).toBe(0);
    two.score(a, b);
    expect(read).toBeGreaterThan(0);
  });

  it('is symmetric', () => {
    const [a, b] = [
      { name: ['海天', '海洋'], since: ['2001'] },
      { name: ['海洋'], since: ['2002'] },
    ];
    expect(score(a, b)).toBe(score(b, a));
  });
});

describe('explain', () => {
  it('is a waterfall that adds up to the weight and shows the values that were compared', () => {
    const a = compiled.prepare({ name: ['海天', '海洋'], since: ['2001'] });
    const b = compiled.prepare({ name: ['海洋'] });
    const explanation = compiled.explain(a, b);
    expect(explanation.evidence).toEqual([
      { comparison: 'prior', level: 'prior', weight: Math.log2(1 / 3), a: null, b: null },
      { comparison: 'name', level: 'former', weight: 1, a: '海洋', b: '海洋' },
      { comparison: 'since', level: 'missing', weight: 0, a: '2001', b: null },
    ]);
    expect(explanation.weight).toBe(compiled.score(a, b));
    expect(explanation.probability).toBeCloseTo(0.4);
  });
});
