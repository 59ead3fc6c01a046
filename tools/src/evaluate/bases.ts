import { legalEntityBase } from '@siku/legal-entity';
import type { BaseDefinition } from '@siku/master-data';
import { populationBase } from '@siku/population';

/** By code, and by the path of the read API. */
const bases: Readonly<Record<string, BaseDefinition>> = {
  population: populationBase,
  persons: populationBase,
  'legal-entity': legalEntityBase,
  'legal-entities': legalEntityBase,
};

/** @throws Error naming the bases there are */
export function baseNamed(name: string): BaseDefinition {
  const base = Object.hasOwn(bases, name) ? bases[name] : undefined;
  if (!base) throw new Error(`no base "${name}"; there are ${Object.keys(bases).join(', ')}`);
  return base;
}
