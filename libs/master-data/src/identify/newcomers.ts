import type { Base } from '../base/base-registry.js';
import type { ExactIdentity } from '../base/identity.js';
import { groupBy } from '../timeline/group-by.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { historyOf, type SourceHistory, type StatementRow } from '../timeline/source-history.js';
import { masterIdOf, placedOf, type Placed } from './placement.js';

/** Who may be new: an identity with the records of one chunk that have it now. */
export interface Candidate {
  master: string;
  placed: Placed[];
  sources: SourceHistory[];
}

/** The identities that these statements speak of, in their order. */
export function candidatesOf(
  base: Base,
  identity: ExactIdentity,
  rows: readonly StatementRow[],
  known: KnownBatches,
): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const statements of groupBy(rows, ({ recordId }) => recordId).values()) {
    const history = historyOf(statements, known);
    const placed = placedOf(identity, history);
    if (placed.identity === null) continue;
    const candidate = candidates.get(placed.identity);
    if (candidate) {
      candidate.placed.push(placed);
      candidate.sources.push(history);
    } else {
      const master = masterIdOf(base, identity, placed.identity);
      candidates.set(placed.identity, { master, placed: [placed], sources: [history] });
    }
  }
  return [...candidates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, candidate]) => candidate);
}
