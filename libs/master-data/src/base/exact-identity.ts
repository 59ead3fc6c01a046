import type { MatchModel } from '@siku/matching';
import type { Attributes } from './attributes.js';
import type { BaseDefinition } from './base-definition.js';
import { valueAt } from '../survive/attribute-path.js';

/** The one field of the profile; what is compared besides does not exist. */
const KEY = 'key';

/**
 * For bases whose records are known to be the same by their attributes alone: records that agree on all of `paths` are one
 * master, nothing is compared and nothing is guessed. It is an exclusive identifier and no blocking key, so the road, its
 * independence of order, its rollbacks and its ids are those of every base.
 */
export function exactIdentity(
  code: string,
  paths: readonly string[],
): Pick<BaseDefinition, 'model' | 'profile' | 'comparesSealed'> {
  const model: MatchModel = {
    code,
    version: 1,
    prior: 0.000001,
    thresholds: { link: 1, review: 1 },
    maxKeyFrequency: 2,
    exclusive: [{ field: KEY, conflicting: true }],
    // A model names at least one; no profile has this field, so that nobody is a candidate by likeness.
    blocking: [{ name: 'none', parts: [{ field: 'none' }] }],
    comparisons: [
      {
        name: KEY,
        levels: [
          { name: 'equal', when: { field: KEY, test: 'exact' }, m: 0.999999, u: 1e-12, fixed: true },
          { name: 'else', m: 0.000001, u: 0.999999, fixed: true },
        ],
      },
    ],
  };
  const profile = ([latest]: readonly Attributes[]): Record<string, string[]> => {
    const values = paths.map((path) => valueAt(latest!, path));
    return values.some((value) => value === undefined || value === null) ? {} : { [KEY]: [JSON.stringify(values)] };
  };
  return { model, profile, comparesSealed: false };
}
