import type { Judge } from '../cluster/coherence.js';
import type { RecordComparer } from '../columns/record-comparer.js';
import { proof, type ScoredPairs } from './score-pairs.js';

/** Answers from the pairs that were scored, and compares the others: nearly all that clustering asks of is among them. */
export function knownScores(
  comparer: RecordComparer,
  { a, b, weight }: ScoredPairs,
  size: number,
): Judge & { prior: number } {
  // Pairs are in the order of their lower record.
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < a.length; i++) starts[a[i]! + 1]!++;
  for (let record = 0; record < size; record++) starts[record + 1]! += starts[record]!;
  return {
    prior: comparer.prior,
    score(x, y, least) {
      const [lower, upper] = x < y ? [x, y] : [y, x];
      for (let i = starts[lower]!; i < starts[lower + 1]!; i++) {
        // A pair that is proved has more than its score.
        if (b[i] === upper && weight[i]! < proof / 2) return weight[i]!;
      }
      return comparer.score(x, y, least);
    },
    contradicts: (x, y) => comparer.contradicts(x, y),
  };
}
