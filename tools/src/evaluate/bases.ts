import type { AttributeDictionary } from '@siku/catalogue';
import { legalEntityBase } from '@siku/legal-entity';
import type { BaseDefinition } from '@siku/master-data';
import { personDictionary, personMatchModel, personProfile } from '@siku/population';
import type { MatchModel } from '@siku/matching';

/** What of a base is needed to match without a database. */
export interface MatchedBase {
  code: string;
  attributes: AttributeDictionary;
  model: MatchModel;
  profile: BaseDefinition['profile'];
}

const population: MatchedBase = {
  code: 'population',
  attributes: personDictionary,
  model: personMatchModel,
  profile: personProfile,
};

/** By code, and by the path of the read API. */
const bases: Readonly<Record<string, MatchedBase>> = {
  population,
  persons: population,
  'legal-entity': legalEntityBase,
  'legal-entities': legalEntityBase,
};

/** @throws Error naming the bases there are */
export function baseNamed(name: string): MatchedBase {
  const base = Object.hasOwn(bases, name) ? bases[name] : undefined;
  if (!base) throw new Error(`no base "${name}"; there are ${Object.keys(bases).join(', ')}`);
  return base;
}
