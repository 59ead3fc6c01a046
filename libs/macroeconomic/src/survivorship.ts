import type { SurvivorshipRules } from '@siku/master-data';

/** The department that is trusted most, then what it published last. What belongs together follows the same criteria. */
const published = { by: ['trust', 'recency', 'majority'] } as const;

export const observationSurvivorship: SurvivorshipRules = {
  indicator: published,
  area: published,
  frequency: published,
  adjustment: published,
  period: published,
  value: published,
  unit: published,
  status: published,
  source: published,
  note: published,
};
