import type { SurvivorshipRules } from '@siku/master-data';

/** Whom to believe first is the datasets' declared trust; what is left is decided by these, in their order. */
export const legalEntitySurvivorship: SurvivorshipRules = {
  name: { by: ['trust', 'recency', 'majority'] },
  formerNames: { by: [], union: true, formerly: 'name' },
  'identifiers.*': { by: ['trust', 'majority', 'recency'] },
  kind: { by: ['trust', 'majority', 'recency'] },
  industry: { by: ['trust', 'completeness', 'recency', 'majority'] },
  status: { by: ['trust', 'recency', 'majority'] },
  establishedOn: { by: ['trust', 'completeness', 'majority', 'recency'] },
  cancelledOn: { by: ['trust', 'completeness', 'recency'] },
  registeredCapital: { by: ['trust', 'recency', 'majority'] },
  // An address is taken as a whole: a street of one department with the postcode of another is nobody's address.
  address: { by: ['trust', 'recency', 'completeness', 'majority'] },
  operatingAddress: { by: ['trust', 'recency', 'completeness', 'majority'] },
  // Only the name of the legal representative leaves the source records; identity numbers stay there, for matching.
  'legalRepresentative.name': { by: ['trust', 'recency', 'majority'] },
  scope: { by: ['trust', 'recency', 'completeness'] },
  phone: { by: ['trust', 'recency', 'majority'] },
  employees: { by: ['trust', 'recency'] },
  relations: { by: [], union: true },
};
