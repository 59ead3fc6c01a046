import type { Vault } from '@siku/platform';

/** Begins what the vault has sealed; the same of all of it. */
const PREFIX = '~1.';

const ID = /^[A-Za-z0-9_-]{24,400}$/;

/**
 * Id of a household 户: its number, sealed, so that an address tells nothing of whoever lives there and ids cannot be tried one after the
 * other. The same number gives the same id, before and after the key is rotated.
 */
export const householdId = (vault: Vault, number: string): string => vault.seal(number).slice(PREFIX.length);

/** The number behind an id; null when it is the id of none. */
export function householdNumber(vault: Vault, id: string): string | null {
  if (!ID.test(id)) return null;
  const number = vault.open(PREFIX + id);
  return number === PREFIX + id ? null : number;
}
