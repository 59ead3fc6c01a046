import { describe, expect, it } from '@jest/globals';
import type { Profile } from '../model/match-model.js';
import { candidatePairs } from './candidate-pairs.js';

const named = (pairs: { a: Int32Array; b: Int32Array }): string[] => [...pairs.a].map((a, i) => `${a}-${pairs.b[i]}`);

describe('candidatePairs', () => {
  const profiles: Profile[] = [
    { k: ['x', 'y', 'z'] },
    { k: ['x', 'z'] },
    { k: ['y', 'z', 'x2'] },
    { k: ['z', 'x2', 'x2'] },
  ];
  const rule = { name: 'k', parts: [{ field: 'k' }] };

  it('gives each pair once, and reports the keys too frequent to name any', () => {
    const found = candidatePairs([rule], profiles, { maxKeyFrequency: 3 });
    expect(named(found)).toEqual(['0-1', '0-2', '2-3']);
    expect(found.skipped).toEqual([{ key: 'k:z', frequency: 4 }]);
  });

  it('refines a key that is too frequent by another field instead of dropping it', () => {
    const towns = ['a', 'a', 'b', 'b'];
    const refined = profiles.map((_, i) => ({ k: ['z'], town: [towns[i]!] }));
    const found = candidatePairs([{ ...rule, refine: [{ field: 'town' }] }], refined, { maxKeyFrequency: 3 });
    expect(named(found)).toEqual(['0-1', '2-3']);
    expect([found.skipped, found.refined]).toEqual([[], 1]);
  });

  it('compares only across files when they are linked', () => {
    const found = candidatePairs([rule], profiles, { maxKeyFrequency: 4, sources: [0, 0, 1, 1] });
    expect(named(found)).toEqual(['0-2', '0-3', '1-2', '1-3']);
  });
});
