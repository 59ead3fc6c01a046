import type { BlockingKey, Profile } from '@siku/matching';
import type { Vault } from '@siku/platform';
import type { Base } from '../base/base-registry.js';

/** Hexadecimal digits of a key by what it begins with, by the key it refines, and by itself. */
const BEGINNING = 5;
const ROOT = 3;
const OWN = 8;

/** Bits of a key that those which refine it begin with as well; its last bit is set where it refines another. */
export const PLACE_BITS = 4 * (BEGINNING + ROOT);

/**
 * Blocking keys as they are stored, each once: without the installation's key nobody can tell whose they are. Keys that begin with one value begin
 * with the same bits, and those that refine a key lie beside it: the dozens of keys of a record are on a few pages of a large index.
 */
export function storedKeys(vault: Vault, { compiled, keySeed }: Base, profile: Profile): bigint[] {
  const beginnings = new Map<string, string>();
  const places = new Map<string, string>();
  const digest = (text: string): string => vault.keyedDigest(`${keySeed}:${text}`);
  const placeOf = ({ beginning, root }: BlockingKey, own: string): string => {
    let start = beginnings.get(beginning);
    if (start === undefined) beginnings.set(beginning, (start = digest(beginning).slice(0, BEGINNING)));
    const place = start + own.slice(0, ROOT);
    places.set(root, place);
    return place;
  };
  const keys = compiled.keys(profile).map((key) => {
    const own = digest(key.text);
    const refines = key.text !== key.root;
    const place = refines ? places.get(key.root)! : placeOf(key, own);
    const number = BigInt.asIntN(64, BigInt(`0x${place}${own.slice(-OWN)}`));
    return refines ? number | 1n : number & ~1n;
  });
  return [...new Set(keys)];
}

/** The identifiers that prove identity, as they are stored. */
export const storedIdentifiers = (vault: Vault, { compiled, keySeed }: Base, profile: Profile): bigint[] => [
  ...new Set(compiled.exclusiveKeys(profile).map((key) => vault.keyedHash(`${keySeed}:${key}`))),
];
