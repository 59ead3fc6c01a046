import { describe, expect, it } from '@jest/globals';
import type { MatchModel } from '@siku/matching';
import type { BaseDefinition } from './base-definition.js';
import { withModel } from './base-registry.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.1,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 10,
  exclusive: [{ field: 'code', conflicting: true }],
  blocking: [{ name: 'name', parts: [{ field: 'name', first: 4 }], refine: [{ field: 'town' }] }],
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', when: { test: 'exact', field: 'name' }, m: 0.9, u: 0.1 },
        { name: 'other', m: 0.1, u: 0.9 },
      ],
    },
  ],
};

const seedOf = (of: MatchModel): string => withModel({} as BaseDefinition, of).keySeed;

/** The same value with its members the other way round, as a database may give them back. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

describe('the seed of keys', () => {
  it('is the same for a model that was stored, and for one trained with its rules', () => {
    const trained = { ...model, version: 2, prior: 0.2 };
    expect(seedOf(turned(model) as MatchModel)).toBe(seedOf(model));
    expect(seedOf(turned(trained) as MatchModel)).toBe(seedOf(model));
  });

  it('is another for other rules', () => {
    const blocking = [{ name: 'name', parts: [{ field: 'name', first: 3 }] }];
    expect(seedOf({ ...model, blocking })).not.toBe(seedOf(model));
  });
});
