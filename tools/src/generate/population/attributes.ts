/**
 * What can be written of a person, by the paths of the base's dictionary; of kin, each relative by herself. In the order
 * of the columns of a flat file.
 */
export const attributes = [
  'name',
  'formerNames',
  'identifiers.residentId',
  'identifiers.passport',
  'identifiers.permanentResidentCard',
  'identifiers.hkMacauPermit',
  'identifiers.taiwanPermit',
  'sex',
  'birthDate',
  'deathDate',
  'ethnicity',
  'nationality',
  'birthplace',
  'registeredAddress.text',
  'registeredAddress.division',
  'residenceAddress.text',
  'residenceAddress.division',
  'phone',
  'maritalStatus',
  'education',
  'occupation',
  'employer',
  'household.number',
  'household.role',
  'kin.spouse.name',
  'kin.spouse.residentId',
  'kin.spouse.from',
  'kin.father.name',
  'kin.father.residentId',
  'kin.mother.name',
  'kin.mother.residentId',
  'kin.children.name',
] as const;

export type Attribute = (typeof attributes)[number];

/** As written: codes of the standards, dates as precise as they are (yyyy-MM-dd, yyyy-MM, yyyy), lists with `;`. */
export type Written = Record<Attribute, string | null>;
