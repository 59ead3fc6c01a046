import type { SurvivorshipRules } from '@siku/master-data';

/** Whom to believe first is the datasets' declared trust; what is left is decided by these, in their order. */
export const personSurvivorship: SurvivorshipRules = {
  name: { by: ['trust', 'recency', 'majority'] },
  familyName: { by: ['trust', 'recency', 'majority'] },
  givenName: { by: ['trust', 'recency', 'majority'] },
  formerNames: { by: [], union: true, formerly: 'name' },
  'identifiers.*': { by: ['trust', 'majority', 'recency'] },
  // Nobody's sex or birth date changes with a later delivery: what most departments say weighs more than who spoke last.
  sex: { by: ['trust', 'majority', 'recency'] },
  birthDate: { by: ['trust', 'completeness', 'majority', 'recency'] },
  deathDate: { by: ['trust', 'completeness', 'majority', 'recency'], sinceItself: true },
  ethnicity: { by: ['trust', 'majority', 'recency'] },
  nationality: { by: ['trust', 'recency', 'majority'] },
  birthplace: { by: ['trust', 'completeness', 'majority', 'recency'] },
  // An address is taken as a whole: a street of one department with the postcode of another is nobody's address.
  registeredAddress: { by: ['trust', 'recency', 'completeness', 'majority'] },
  residenceAddress: { by: ['trust', 'recency', 'completeness', 'majority'] },
  phone: { by: ['trust', 'recency', 'majority'] },
  email: { by: ['trust', 'recency', 'majority'] },
  maritalStatus: { by: ['trust', 'recency', 'majority'] },
  education: { by: ['trust', 'recency', 'majority'] },
  occupation: { by: ['trust', 'recency', 'majority'] },
  employer: { by: ['trust', 'recency', 'majority'] },
  // Number and role together: the role is one's place in that household.
  household: { by: ['trust', 'recency', 'completeness', 'majority'] },
  kin: { by: [], union: true },
  'markers.underInvestigation': { by: ['recency', 'trust'] },
  'markers.confidential': { by: ['recency', 'trust'] },
};
