import { parseAddress } from '@siku/standards';

/** Layer of the standard address base. */
export const ADDRESS_LAYER = 'addresses';

/** By what a standard address is found: its street and number, and its street. Null for what has no street. */
export function addressKeys(text: string): { address: string | null; street: string | null; town: string | null } {
  const { street, number, town } = parseAddress(text);
  return {
    address: street && number ? `${street}${number}` : null,
    street: street ?? null,
    town: town ?? null,
  };
}
