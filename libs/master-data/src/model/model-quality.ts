import type { Linked } from '@siku/matching';
import type { ModelSample } from './model-sample.js';
import type { ModelChange, ModelPreview, ModelReport } from './stored-model.js';

/** Changes that are shown of each kind. */
const MOST_EXAMPLES = 25;

const STEP = 2;

/** What a model makes of the records it was tried on. */
export function reportOf({ blocking, scored, compiled, training }: Linked, sample: ModelSample): ModelReport {
  const { link } = compiled.model.thresholds;
  const bars = new Map<number, number>();
  let expected = 0;
  let linked = 0;
  let right = 0;
  let reviewed = 0;
  for (const bits of scored.weight) {
    const probability = 1 / (1 + 2 ** -bits);
    expected += probability;
    // Shared identifiers weigh a thousand bits: one bar for all that is certain.
    const bar = Math.min(40, Math.floor(bits / STEP) * STEP);
    bars.set(bar, (bars.get(bar) ?? 0) + 1);
    if (bits < link) reviewed++;
    else {
      linked++;
      right += probability;
    }
  }
  const matches = Math.max(expected, training?.matches ?? 0);
  return {
    records: sample.records,
    looked: sample.profiles.length,
    candidatePairs: scored.compared,
    expectedMatches: Math.round(matches),
    linkedPairs: linked,
    reviewPairs: reviewed,
    expectedPrecision: linked === 0 ? 1 : right / linked,
    expectedRecall: matches === 0 ? 1 : right / matches,
    weights: [...bars].sort(([a], [b]) => a - b).map(([from, pairs]) => ({ from, pairs })),
    blocking: blocking.rules.map((each) => ({ ...each, idle: blocking.idle.includes(each.rule) })),
  };
}

/** The clusters a model would make, beside those there are. */
export function previewOf({ clusters: { clusterOf } }: Linked, sample: ModelSample, publication: number): ModelPreview {
  const { masters, recordIds, part } = sample;
  // Of a part only the records that were compared with all their candidates tell anything.
  const tells = (record: number): boolean => part === null || record < part.seeds;
  const present = groups(masters.length, (record) => masters[record] ?? null);
  const coming = groups(masters.length, (record) => clusterOf[record]!);
  const changes: ModelChange[] = [];
  const affected = new Set<string>();
  let merges = 0;
  for (const records of coming.values()) {
    const own = [...new Set(records.flatMap((record) => masters[record] ?? []))].sort();
    if (own.length < 2 || !records.some(tells)) continue;
    merges++;
    for (const master of own) affected.add(master);
    changes.push({ kind: 'merge', masters: own, parts: [] });
  }
  let splits = 0;
  let seen = 0;
  for (const [master, records] of present) {
    if (!records.some(tells)) continue;
    seen++;
    const parts = [...groups(records.length, (i) => clusterOf[records[i]!]!).values()].map((places) =>
      places.map((i) => records[i]!),
    );
    if (parts.length < 2 || !parts.some((each) => each.every(tells))) continue;
    splits++;
    affected.add(master);
    const ids = parts.map((each) => each.map((record) => recordIds[record]!).sort());
    changes.push({ kind: 'split', masters: [master], parts: ids.sort((x, y) => (x[0]! < y[0]! ? -1 : 1)) });
  }
  const examples = (['merge', 'split'] as const).flatMap((kind) =>
    changes
      .filter((change) => change.kind === kind)
      .sort((x, y) => (x.masters[0]! < y.masters[0]! ? -1 : 1))
      .slice(0, MOST_EXAMPLES),
  );
  return {
    publication,
    records: sample.records,
    looked: part?.seeds ?? recordIds.length,
    masters: seen,
    unchanged: seen - affected.size,
    merges,
    splits,
    examples,
  };
}

function groups<K>(size: number, keyOf: (i: number) => K | null): Map<K, number[]> {
  const found = new Map<K, number[]>();
  for (let i = 0; i < size; i++) {
    const key = keyOf(i);
    if (key === null) continue;
    const group = found.get(key);
    if (group) group.push(i);
    else found.set(key, [i]);
  }
  return found;
}
