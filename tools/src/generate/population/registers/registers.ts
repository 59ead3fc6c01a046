import { assistance, marriages } from './civil-affairs.js';
import { familyPlanning } from './family-planning.js';
import { births, deaths, healthRecords } from './health.js';
import type { PersonRegister } from './person-register.js';
import { householdRegister, temporaryResidents } from './public-security.js';
import { insuredPersons } from './social-security.js';
import { incomeTax, sampleCensus } from './tax-and-census.js';

/** In the order in which the city asked their departments: plan of 2007. */
export const personRegisters: readonly PersonRegister[] = [
  householdRegister,
  temporaryResidents,
  insuredPersons,
  marriages,
  assistance,
  healthRecords,
  births,
  deaths,
  incomeTax,
  sampleCensus,
  familyPlanning,
];
