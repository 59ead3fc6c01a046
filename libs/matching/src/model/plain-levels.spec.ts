import { describe, expect, it } from '@jest/globals';
import { recordColumns } from '../columns/record-columns.js';
import { compileModel } from './compile-model.js';
import type { Condition, Level, MatchModel, Profile } from './match-model.js';

const exact = (field: string): Condition => ({ test: 'exact', field });

/** A level for every combination of equality that is asked for, and one that has to be measured behind them. */
const conditions: Condition[] = [
  { all: [exact('a'), exact('b')] },
  { all: [exact('a'), { not: exact('c') }] },
  { any: [{ not: exact('b') }, { all: [exact('c'), { not: exact('d') }] }] },
  { any: [exact('d'), exact('e')] },
  { all: [exact('f'), { not: exact('g') }] },
];

const levels = (when: readonly Condition[]): Level[] => [
  ...when.map((each, i) => ({ name: `l${i}`, when: each, m: 0.1 + i / 100, u: 0.02 * (i + 1) })),
  { name: 'other', m: 0.3, u: 0.7 },
];

const modelWith = (when: readonly Condition[]): MatchModel => ({
  code: 'test',
  version: 1,
  prior: 0.5,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 50,
  exclusive: [],
  blocking: [{ name: 'a', parts: [{ field: 'a' }] }],
  comparisons: [{ name: 'one', levels: levels(when) }],
});

/** What each of seven fields has on the two sides: nothing, the same, different, or several of which one is shared. */
function profilesOf(state: number): [Profile, Profile] {
  const sides: [Record<string, string[]>, Record<string, string[]>] = [{}, {}];
  [...'abcdefg'].forEach((field, i) => {
    const kind = Math.floor(state / 4 ** i) % 4;
    if (kind > 0) sides[0][field] = kind === 3 ? ['x', 'y'] : ['x'];
    if (kind > 0) sides[1][field] = kind === 1 ? ['x'] : kind === 2 ? ['y'] : ['y', 'z'];
  });
  return sides;
}

describe('levels told by equality', () => {
  it.each([
    ['all of them', conditions],
    ['before one that is measured', [...conditions.slice(0, 2), { test: 'edits', field: 'a', atMost: 1 } as const]],
  ])('are those that hold, read from columns or one by one: %s', (_, when) => {
    const model = modelWith(when);
    const compiled = compileModel(model);
    const names = new Set<string>();
    for (let state = 0; state < 4 ** 7; state += 3) {
      const [a, b] = profilesOf(state);
      const [x, y] = [compiled.prepare(a), compiled.prepare(b)];
      const { evidence, weight } = compiled.explain(x, y);
      names.add(evidence[1]!.level);
      expect(compiled.score(x, y)).toBeCloseTo(weight, 9);
      if (state % 35 === 0) {
        const columns = recordColumns(model, [a, b]);
        expect(compiled.over(columns).score(0, 1)).toBeCloseTo(weight, 9);
      }
    }
    expect(names).toEqual(new Set(['missing', 'other', ...when.map((__, i) => `l${i}`)]));
  });
});
