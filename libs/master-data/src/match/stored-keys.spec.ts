import { expect, it } from '@jest/globals';
import type { MatchModel } from '@siku/matching';
import { Vault } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { withModel } from '../base/base-registry.js';
import { distinctKeys, storedKeys } from './stored-keys.js';

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

it('keys that begin with one value lie together, and those that refine a key beside it', () => {
  const keys = storedKeys(Vault.ephemeral(), base, profile);
  const [born, ...others] = keys;
  const [phone, ...named] = others.reverse();
  for (const { key } of [...born!.finer, ...named]) expect(leading(key, 20n)).toBe(leading(born!.key, 20n));
  for (const { key } of born!.finer) expect(leading(key, 40n)).toBe(leading(born!.key, 40n));
  for (const { key } of named) expect(leading(key, 40n)).not.toBe(leading(born!.key, 40n));
  expect(leading(phone!.key, 20n)).not.toBe(leading(born!.key, 20n));
  expect(distinctKeys(keys)).toHaveLength(8);
});

it('nobody finds a key without the key of the installation', () => {
  const vault = Vault.ephemeral();
  expect(storedKeys(vault, base, profile)).toEqual(storedKeys(vault, base, profile));
  const others = new Set(distinctKeys(storedKeys(Vault.ephemeral(), base, profile)));
  expect(distinctKeys(storedKeys(vault, base, profile)).some((key) => others.has(key))).toBe(false);
});
