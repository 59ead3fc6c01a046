import type { SurvivorshipRules } from '@siku/master-data';

/** The department that is trusted most, then what it published last. What belongs together follows the same criteria. */
const published = { by: ['trust', 'recency', 'majority'] } as const;

/** One department's unit or status says nothing of another's figure. */
const asValue = { ...published, with: 'value' } as const;

export const observationSurvivorship: SurvivorshipRules = {
  indicator: published,
  area: published,
  frequency: published,
  adjustment: published,
  period: published,
  value: published,
  unit: asValue,
  status: asValue,
  source: asValue,
  note: asValue,
};
