import { missing } from '../compare/missing.js';
import { type CompiledComparison, undecided } from './comparer.js';
import type { CompiledCondition, Conditions } from './conditions.js';

/** Measures that are looked up together: 3 to their power is what a table holds. */
const mostAsked = 5;

/** What a measure of equality gives, in the order of the digits of a table's places. */
const results = [missing, 0, 1] as const;

/**
 * The first levels of a comparison as a table, as far as they ask for nothing but equality: for each way in which the values they look at can be
 * missing, different or equal, what is reached. A pair then needs a look-up where the conditions would have to be walked.
 * @param used measures asked by each level, those of all levels last
 */
export function plainLevels(
  levels: readonly CompiledCondition[],
  used: readonly (readonly number[])[],
  conditions: Conditions,
): Pick<CompiledComparison, 'plain' | 'asked' | 'reached'> {
  let plain = 0;
  let asked: number[] = [];
  for (; plain < levels.length && conditions.isPlain(levels[plain]!); plain++) {
    const wider = [...new Set([...asked, ...used[plain]!])];
    if (wider.length > mostAsked) break;
    asked = wider;
  }
  const reached = Int8Array.from({ length: 3 ** asked.length }, (_, state) => {
    const digit = (place: number): number => Math.floor(state / 3 ** (asked.length - 1 - asked.indexOf(place))) % 3;
    conditions.begin({ take: (place) => results[digit(place)]!, share: () => Number.NaN });
    const level = levels.slice(0, plain).findIndex((when) => conditions.truth(when) === 1);
    if (level >= 0) return level;
    if (plain < levels.length) return undecided;
    return asked.some((place) => conditions.result(place) !== missing) ? levels.length : -1;
  });
  return { plain, asked: Int32Array.from(asked), reached };
}
