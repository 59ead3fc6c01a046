import type { RecordBlocks } from '../block/record-blocks.js';
import type { RecordComparer } from '../columns/record-comparer.js';
import { breath, slice } from './breath.js';
import { PairList } from './pair-list.js';

/**
 * Added to the weight of a pair that shares a proving identifier: it is joined before all others. Not where everything else speaks against it:
 * then somebody wrote down another's number.
 */
export const proof = 1_000;

/** Pairs a < b at or above the review threshold, by a. */
export interface ScoredPairs {
  a: Int32Array;
  b: Int32Array;
  weight: Float32Array;
  /** How many were compared. */
  compared: number;
}

/** @param proving per record the identifiers that prove identity */
export async function scorePairs(
  blocks: RecordBlocks,
  comparer: RecordComparer,
  review: number,
  proving: readonly (readonly string[])[] | null,
): Promise<ScoredPairs> {
  const kept = new PairList();
  let compared = 0;
  let since = 0;
  for (let a = 0; a < blocks.size; a++) {
    const candidates = blocks.candidates(a);
    compared += candidates.length;
    for (let i = 0; i < candidates.length; i++) {
      const b = candidates[i]!;
      const weight = comparer.score(a, b, review);
      if (weight >= review) kept.add(a, b, proving && share(proving[a]!, proving[b]!) ? weight + proof : weight);
    }
    since += candidates.length;
    if (since < slice) continue;
    since = 0;
    await breath();
  }
  const { a, b, value: weight } = kept.columns();
  return { a, b, weight, compared };
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
