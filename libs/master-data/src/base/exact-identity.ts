import type { MatchModel } from '@siku/matching';
import type { Attributes } from './attributes.js';
import type { BaseDefinition } from './base-definition.js';
import type { ExactIdentity } from './identity.js';
import { valueAt } from '../survive/attribute-path.js';

/** The one field of the profile; what is compared besides does not exist. */
const KEY = 'key';

/** Parts the values of an identity; cannot occur in a delivered cell. */
const SEPARATOR = '\u001f';

/**
 * Records that agree on all of `paths`, whose values are texts, are one master: nothing is compared and nothing is guessed, so that such a
 * base goes the short road (`identify`). The model is what a live match answers with: the key, and nothing beside it.
 */
export function exactIdentity(
  code: string,
  paths: readonly string[],
): Pick<BaseDefinition, 'identity' | 'model' | 'profile' | 'comparesSealed'> {
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
  const identity: ExactIdentity = {
    of: (attributes) => {
      const values = paths.map((path) => valueAt(attributes, path));
      return values.some((value) => value === undefined || value === null) ? null : values.join(SEPARATOR);
    },
    sql: (attributes) =>
      paths.map((path) => `(${attributes} #>> '{${path.replaceAll('.', ',')}}')`).join(` || E'\\x1f' || `),
    neighbourhood: (whole) => whole.slice(0, whole.lastIndexOf(SEPARATOR)),
  };
  const profile = ([latest]: readonly Attributes[]): Record<string, string[]> => {
    const key = identity.of(latest!);
    return key === null ? {} : profileOf(key);
  };
  return { identity, model, profile, comparesSealed: false };
}

/** What the matcher compares of a record with this identity. */
export const profileOf = (identity: string): Record<string, string[]> => ({ [KEY]: [identity] });
