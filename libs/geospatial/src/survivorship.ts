import type { SurvivorshipRules } from '@siku/master-data';

/** A geometry is taken as a whole, by declared accuracy (trust) and recency: half an outline of each department is nobody's. */
export const geospatialSurvivorship: SurvivorshipRules = {
  layer: { by: ['trust', 'majority', 'recency'] },
  class: { by: ['trust', 'majority', 'recency'] },
  name: { by: ['trust', 'recency', 'majority'] },
  alternateNames: { by: [], union: true },
  code: { by: ['trust', 'majority', 'recency'] },
  geometry: { by: ['trust', 'recency'] },
  division: { by: ['trust', 'majority', 'recency'] },
  address: { by: ['trust', 'recency', 'completeness', 'majority'] },
  'attributes.*': { by: ['trust', 'recency', 'majority'] },
};
