import { allKeys, type BlockingKey, type Profile } from '@siku/matching';
import type { Vault } from '@siku/platform';
import type { Base } from '../base/base-registry.js';

/** A blocking key as it is stored, with those that refine it. */
export interface StoredKey {
  readonly key: bigint;
  readonly finer: readonly StoredKey[];
}

/** Hexadecimal digits of a key that its first value gives, that the key gives which it refines, and that it gives itself. */
const SHARED = 5;
const REFINED = 5;
const OWN = 6;

/**
 * Blocking keys as they are stored: without the installation's key nobody can tell whose they are. What begins with one value begins with
 * the same bits, and what refines a key lies beside it, so that the dozens of keys of a record are on a few pages of a large index.
 */
export function storedKeys(vault: Vault, { compiled, keySeed }: Base, profile: Profile): StoredKey[] {
  const digest = (text: string): string => vault.keyedDigest(`${keySeed}:${text}`);
  const shared = new Map<string, string>();
  const stored = ({ text, finer }: BlockingKey, place: string, own = digest(text).slice(-OWN)): StoredKey => ({
    key: BigInt.asIntN(64, BigInt(`0x${place}${own}`)),
    // Only the too common ones are refined by whoever looks for others.
    get finer() {
      return finer.map((key) => stored(key, place));
    },
  });
  return compiled.keys(profile).map((key) => {
    let bits = shared.get(key.beginning);
    if (bits === undefined) shared.set(key.beginning, (bits = digest(key.beginning).slice(0, SHARED)));
    const own = digest(key.text);
    return stored(key, bits + own.slice(0, REFINED), own.slice(-OWN));
  });
}

/** All of them, those that refine others too, each once. */
export const distinctKeys = (keys: readonly StoredKey[]): bigint[] => [...new Set(allKeys(keys).map(({ key }) => key))];

/** The identifiers that prove identity, as they are stored. */
export const storedIdentifiers = (vault: Vault, { compiled, keySeed }: Base, profile: Profile): bigint[] => [
  ...new Set(compiled.exclusiveKeys(profile).map((key) => vault.keyedHash(`${keySeed}:${key}`))),
];
