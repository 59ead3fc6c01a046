import type { Vault } from '@siku/platform';
import type { Base } from '../base/base-registry.js';

/** A blocking key as it is stored: without the installation's key nobody can tell whose it is. */
export const hashKey = (vault: Vault, { keySeed }: Base, key: string): bigint => vault.keyedHash(`${keySeed}:${key}`);
