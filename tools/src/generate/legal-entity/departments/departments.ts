import { civilAffairs } from './civil-affairs.js';
import type { Department } from './department.js';
import { industryCommerce } from './industry-commerce.js';
import { localTax } from './local-tax.js';
import { qualitySupervision } from './quality-supervision.js';
import { stateTax } from './state-tax.js';
import { statistics } from './statistics.js';

export type { DepartmentCode } from './department-code.js';

/** In the order in which the city asked them: plan of 2007. */
export const departments: readonly Department[] = [
  qualitySupervision,
  industryCommerce,
  stateTax,
  localTax,
  civilAffairs,
  statistics,
];
