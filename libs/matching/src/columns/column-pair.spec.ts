import { describe, expect, it } from '@jest/globals';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import { recordColumns } from './record-columns.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.1,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 10,
  derived: [{ field: 'body', from: 'name', without: ['region'] }],
  exclusive: [],
  blocking: [{ name: 'name', parts: [{ field: 'name', first: 2 }] }],
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'present', when: { test: 'exact', field: 'name', present: true }, m: 0.5, u: 0.01, frequency: 'name' },
        { name: 'same', when: { test: 'exact', field: 'name' }, m: 0.2, u: 0.02, frequency: 'name' },
        { name: 'crossed', when: { test: 'exact', field: 'name', against: 'alias' }, m: 0.1, u: 0.03 },
        { name: 'near', when: { test: 'edits', field: 'body', atMost: 1 }, m: 0.1, u: 0.05 },
        { name: 'like', when: { not: { test: 'bigrams', field: 'body', atLeast: 0.3 } }, m: 0.05, u: 0.5 },
        { name: 'other', m: 0.05, u: 0.39 },
      ],
    },
    {
      name: 'since',
      levels: [
        { name: 'same', when: { test: 'days', field: 'since', atMost: 3 }, m: 0.8, u: 0.1 },
        { name: 'words', when: { test: 'overlap', field: 'name', transform: 'tokens', atLeast: 0.5 }, m: 0.1, u: 0.2 },
        { name: 'other', m: 0.1, u: 0.7 },
      ],
    },
    {
      name: 'town',
      levels: [
        { name: 'same', when: { test: 'words', field: 'town', atLeast: 0.8 }, m: 0.9, u: 0.3 },
        { name: 'other', m: 0.1, u: 0.7 },
      ],
    },
  ],
  dependent: [{ name: 'both', comparisons: ['since', 'town'], most: 2 }],
  contradictions: [{ name: 'since', when: { not: { test: 'days', field: 'since', atMost: 400 } } }],
  frequencies: {
    name: { values: { 海天贸易: 0.2, 海洋: 0.01 }, other: 0.001 },
    'town#words': { values: { 宁波: 0.5 }, other: 0.01 },
  },
};

const profiles: Profile[] = [
  { name: ['宁波海天贸易', '海天贸易'], region: ['宁波'], since: ['2001-05-01'], town: ['宁波 江北'] },
  { name: ['海天贸易'], since: ['2001-05-03', '1999'], town: ['宁波 江北区'] },
  { name: ['海大贸易'], alias: ['海洋', '海天贸易'], since: ['2003-01-01'] },
  { name: ['海洋'], since: ['not a date'], town: ['余姚'] },
  { name: ['海洋', '海大贸易'], alias: ['海大'], town: ['宁波 江北', '余姚'] },
  { since: ['2001-05-02'] },
  { name: ['port of ningbo', '海洋'], since: ['2001'], town: ['江北 宁波'] },
  {},
];

describe('records in columns', () => {
  const compiled = compileModel(model);
  const records = recordColumns(model, profiles);
  const comparer = compiled.over(records);
  const prepared = profiles.map((profile) => compiled.prepare(profile));
  const all = profiles.flatMap((_, a) => profiles.map((_each, b) => [a, b] as const));

  it('weigh and contradict as the same records do one by one, twice', () => {
    for (const [a, b] of [...all, ...all]) {
      expect([a, b, comparer.score(a, b)]).toEqual([a, b, compiled.score(prepared[a]!, prepared[b]!)]);
      expect(comparer.contradicts(a, b)).toBe(compiled.contradiction(prepared[a]!, prepared[b]!) !== null);
    }
  });

  it('may stop below the weight asked for, but not above', () => {
    for (const [a, b] of all) {
      const weight = comparer.score(a, b);
      expect(comparer.score(a, b, weight)).toBe(weight);
      expect(comparer.score(a, b, weight + 1)).toBeLessThan(weight + 1);
    }
  });

  it('say what they were read from, as far as the model asks', () => {
    expect(records.profile(0)).toEqual({
      name: ['宁波海天贸易', '海天贸易'],
      body: ['海天贸易'],
      alias: [],
      since: ['2001-05-01'],
      town: ['宁波 江北'],
    });
    expect(() => records.place({ field: 'phone' })).toThrow('the records were not read for');
  });
});
