import { resolveTarget } from '@siku/catalogue';
import { foldName, normaliseAddress } from '@siku/standards';
import type { ReadingContext } from '../../base/reading.js';
import { standardiserOf } from '../../standardise/standardise.js';
import { valueAt } from '../../survive/attribute-path.js';
import type { MasterRecord } from '../master.repository.js';
import type { Sight } from './sight.js';

/** `unknown`: the record has no value, or the two cannot be told apart. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** Compares a given value with the record's, both in the form of the attribute's standard. */
export function verifyValue(
  { base, reading }: Sight,
  { attributes }: MasterRecord,
  path: string,
  given: unknown,
  context: ReadingContext,
): Verdict {
  if (given === null) return 'unknown';
  const derived = reading.derived[path];
  if (derived) return verdict(derived.of(attributes, context), (own) => String(own) === String(given));
  const { spec } = resolveTarget(base.attributes, path)!;
  if (spec.type === 'relations') return 'unknown';
  const standardise = standardiserOf(spec);
  const fold = (value: unknown): unknown =>
    spec.type === 'name' && typeof value === 'string' ? foldName(value) : value;
  const standard = (value: unknown): unknown => fold(standardise(String(value).trim()).value);
  const own = valueAt(attributes, path);
  if (Array.isArray(own)) {
    const wanted = (Array.isArray(given) ? given : [given]).map(standard);
    const folded = own.map(fold);
    return wanted.every((value) => folded.includes(value)) ? 'yes' : 'no';
  }
  const wanted = standard(given);
  if (spec.type === 'date' && typeof own === 'string' && typeof wanted === 'string') return verifyDate(own, wanted);
  if (spec.type === 'address' && typeof own === 'string' && typeof wanted === 'string') {
    // The same place is written in many ways: only sameness can be told.
    return normaliseAddress(own) === normaliseAddress(wanted) ? 'yes' : 'unknown';
  }
  return verdict(own, (value) => JSON.stringify(fold(value)) === JSON.stringify(wanted));
}

/** A year alone agrees with every date in it; a date agrees with a year on record only as far as that goes. */
function verifyDate(own: string, given: string): Verdict {
  if (own.startsWith(given)) return 'yes';
  return given.startsWith(own) ? 'unknown' : 'no';
}

const verdict = (own: unknown, agrees: (own: unknown) => boolean): Verdict =>
  own === undefined || own === null ? 'unknown' : agrees(own) ? 'yes' : 'no';
