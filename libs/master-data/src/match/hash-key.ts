import xxhash from 'xxhash-wasm';
import type { Base } from '../base/base-registry.js';

const { h64 } = await xxhash();

/** 64-bit hash of a blocking key as PostgreSQL's bigint. */
export const hashKey = (base: Base, key: string): bigint => BigInt.asIntN(64, h64(`${base.keySeed}:${key}`));
