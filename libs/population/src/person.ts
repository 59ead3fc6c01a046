/** Standardised or golden attributes of a person, as far as the code of this base reads them. */
export interface Person {
  name?: string;
  formerNames?: string[];
  identifiers?: Record<string, string>;
  sex?: string;
  birthDate?: string;
  deathDate?: string;
  registeredAddress?: Address;
  residenceAddress?: Address;
  phone?: string;
  email?: string;
  household?: { number?: string; role?: string };
  kin?: Kin[];
  markers?: { underInvestigation?: string; confidential?: string };
}

export interface Address {
  text?: string;
  division?: string;
}

export interface Kin {
  type: string;
  target?: { name?: string; identifiers?: Record<string, string> };
  from?: string;
  to?: string;
}
