import { expect, it } from '@jest/globals';
import type { MatchModel } from '@siku/matching';
import { Vault } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { withModel } from '../base/base-registry.js';
import { storedKeys } from './stored-keys.js';

const model: MatchModel = {
  code: 'test',
  version: 1,
  prior: 0.01,
  thresholds: { link: 5, review: 0 },
  maxKeyFrequency: 20,
  exclusive: [],
  blocking: [
    { name: 'born', parts: [{ field: 'birthDate' }], refine: [{ field: 'name' }] },
    { name: 'named', parts: [{ field: 'birthDate' }, { field: 'name' }] },
    { name: 'phone', parts: [{ field: 'phone' }] },
  ],
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', m: 0.9, u: 0.1, when: { test: 'exact', field: 'name' } },
        { name: 'other', m: 0.1, u: 0.9 },
      ],
    },
  ],
};

const base = withModel({} as BaseDefinition, model);

const profile = { birthDate: ['1990-01-02'], name: ['a', 'b', 'c'], phone: ['1'] };

/** The leading bits of a key. */
const leading = (key: bigint, bits: bigint): bigint => BigInt.asUintN(64, key) >> (64n - bits);

it('keys that begin with one value lie together, and those that refine a key beside it, marked', () => {
  const keys = storedKeys(Vault.ephemeral(), base, profile);
  expect(keys).toHaveLength(8);
  const [born, ...others] = keys;
  const [phone, ...named] = [others[6]!, ...others.slice(3, 6)];
  const finer = others.slice(0, 3);
  for (const key of [...finer, ...named]) expect(leading(key, 20n)).toBe(leading(born!, 20n));
  for (const key of finer) expect(leading(key, 32n)).toBe(leading(born!, 32n));
  for (const key of named) expect(leading(key, 32n)).not.toBe(leading(born!, 32n));
  expect(leading(phone, 20n)).not.toBe(leading(born!, 20n));
  expect(keys.map((key) => key & 1n)).toEqual([0n, 1n, 1n, 1n, 0n, 0n, 0n, 0n]);
});

it('keys that refine one key are told apart', () => {
  const many = (from: number): string[] => Array.from({ length: 32 }, (_, i) => String(from + i));
  const vault = Vault.ephemeral();
  const keys = new Set<bigint>();
  for (let from = 0; from < 32_000; from += 32)
    for (const key of storedKeys(vault, base, { birthDate: ['1990-01-02'], name: many(from) })) keys.add(key);
  expect(keys.size).toBeGreaterThan(63_990);
});

it('nobody finds a key without the key of the installation', () => {
  const vault = Vault.ephemeral();
  expect(storedKeys(vault, base, profile)).toEqual(storedKeys(vault, base, profile));
  const others = new Set(storedKeys(Vault.ephemeral(), base, profile));
  expect(storedKeys(vault, base, profile).some((key) => others.has(key))).toBe(false);
});
