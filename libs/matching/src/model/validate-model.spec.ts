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
/** The good model with one member, given as a JSON pointer, set to another value; undefined takes it away. */
function changed(pointer: string, value: unknown): unknown {
  const model: unknown = structuredClone(good());
  const path = pointer.split('/').slice(1);
  const holder = path.slice(0, -1).reduce((json, name) => (json as Record<string, unknown>)[name], model);
  (holder as Record<string, unknown>)[path.at(-1)!] = value;
  return JSON.parse(JSON.stringify(model));
}

describe('validateModel', () => {
  it('accepts a good model, also after a trip through JSON', () => {
    expect(validateModel(JSON.parse(JSON.stringify(good())))).toEqual([]);
  });

  it('points into the JSON', () => {
    expect(pointersOf(null)).toEqual([' type']);
    const wrong: [string, unknown, string[]][] = [
      ['/prior', undefined, ['/prior missing-member']],
      ['/threshold', 1, ['/threshold unknown-member']],
      ['/a~b', 1, ['/a~0b unknown-member']],
      ['/prior', 1, ['/prior range']],
      ['/version', 1.5, ['/version type']],
      ['/thresholds/review', 6, ['/thresholds/review order']],
      ['/blocking/1', { name: 'name', parts: [] }, ['/blocking/1/parts range', '/blocking/1/name repeated']],
      ['/comparisons/0/levels/0/when/test', 'sounds', ['/comparisons/0/levels/0/when/test value']],
      ['/comparisons/0/levels/0/m', 0, ['/comparisons/0/levels/0/m range']],
      ['/comparisons/0/levels/0/when', undefined, ['/comparisons/0/levels/0/when missing-member']],
      [
        '/comparisons/0/levels/1/when',
        { test: 'exact', field: 'name' },
        ['/comparisons/0/levels/1/when unknown-member'],
      ],
      ['/derived', [{ field: 'a', from: 'b', pattern: '(' }], ['/derived/0/pattern pattern']],
    ];
    for (const [pointer, value, errors] of wrong)
      expect([pointer, pointersOf(changed(pointer, value))]).toEqual([pointer, errors]);
  });

  it('wants the bar of a graded test, in its range, and no bar where there is none', () => {
    const when = (condition: unknown): string[] => pointersOf(changed('/comparisons/0/levels/0/when', condition));
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
    expect(() => compileModel(changed('/version', 0) as MatchModel)).toThrow(InvalidModel);
  });
});
