import { parseAddress } from '@siku/standards';

/** Layer of the standard address base. */
export const ADDRESS_LAYER = 'addresses';

export interface AddressKeys {
  address: string | null;
  street: string | null;
  town: string | null;
  /** GB/T 2260 */
  division: string | null;
}

/** By what a standard address is found: its street and number, its street; and where it says it is. Null for what it lacks. */
export function addressKeys(text: string): AddressKeys {
  const { street, number, town, division } = parseAddress(text);
  return {
    address: street && number ? `${street}${number}` : null,
    street: street ?? null,
    town: town ?? null,
    division: division ?? null,
  };
}
