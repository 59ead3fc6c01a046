import { describe, expect, it } from '@jest/globals';
import { compileModel } from './compile-model.js';
import type { MatchModel } from './match-model.js';
import { InvalidModel, validateModel } from './validate-model.js';

const good = (): MatchModel => ({
  code: 'test',
  version: 1,
  prior: 0.01,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 10,
  exclusive: [],
  blocking: [{ name: 'name', parts: [{ field: 'name' }] }],
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', when: { test: 'exact', field: 'name' }, m: 0.9, u: 0.1 },
        { name: 'other', m: 0.1, u: 0.9 },
      ],
    },
  ],
});

const pointersOf = (json: unknown): string[] => validateModel(json).map(({ pointer, code }) => `${pointer} ${code}`);
const changed = (change: (model: Record<string, any>) => void): unknown => {
  const model = structuredClone(good()) as unknown as Record<string, any>;
  change(model);
  return model;
};

describe('validateModel', () => {
  it('accepts a good model, also after a trip through JSON', () => {
    expect(validateModel(JSON.parse(JSON.stringify(good())))).toEqual([]);
  });

  it('points into the JSON', () => {
    expect(pointersOf(null)).toEqual([' type']);
    expect(pointersOf(changed((model) => delete model['prior']))).toEqual(['/prior missing-member']);
    expect(pointersOf(changed((model) => (model['threshold'] = 1)))).toEqual(['/threshold unknown-member']);
    expect(pointersOf(changed((model) => (model['prior'] = 1)))).toEqual(['/prior range']);
    expect(pointersOf(changed((model) => (model['thresholds'].review = 6)))).toEqual(['/thresholds/review order']);
    expect(pointersOf(changed((model) => model['blocking'].push({ name: 'name', parts: [] })))).toEqual([
      '/blocking/1/parts range',
      '/blocking/1/name repeated',
    ]);
    expect(pointersOf(changed((model) => (model['comparisons'][0].levels[0].when.test = 'sounds')))).toEqual([
      '/comparisons/0/levels/0/when/test value',
    ]);
    expect(pointersOf(changed((model) => (model['comparisons'][0].levels[0].m = 0)))).toEqual(['/comparisons/0/levels/0/m range']);
    expect(pointersOf(changed((model) => delete model['comparisons'][0].levels[0].when))).toEqual([
      '/comparisons/0/levels/0/when missing-member',
    ]);
    expect(pointersOf(changed((model) => (model['derived'] = [{ field: 'a', from: 'b', pattern: '(' }])))).toEqual(['/derived/0/pattern pattern']);
  });

  it('wants the bar of a graded test, in its range, and no bar where there is none', () => {
    const when = (condition: unknown): string[] =>
      pointersOf(changed((model) => (model['comparisons'][0].levels[0].when = condition)));
    const at = '/comparisons/0/levels/0/when';
    expect(when({ test: 'bigrams', field: 'name' })).toEqual([`${at}/atLeast missing-member`]);
    expect(when({ test: 'bigrams', field: 'name', atLeast: 2 })).toEqual([`${at}/atLeast range`]);
    expect(when({ test: 'edits', field: 'name', atMost: 4 })).toEqual([`${at}/atMost range`]);
    expect(when({ test: 'exact', field: 'name', atLeast: 1 })).toEqual([`${at}/atLeast unknown-member`]);
    expect(when({ all: [{ any: [{ not: { test: 'exact', fields: 'name' } }] }] })).toEqual([
      `${at}/all/0/any/0/not/field missing-member`,
      `${at}/all/0/any/0/not/fields unknown-member`,
    ]);
  });

  it('is asked before compiling', () => {
    expect(() => compileModel(changed((model) => (model['version'] = 0)) as MatchModel)).toThrow(InvalidModel);
  });
});
