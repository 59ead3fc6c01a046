/** Share of what was found that is right, share of what is right that was found, and their harmonic mean. Of nothing, everything is right. */
export interface Accuracy {
  precision: number;
  recall: number;
  f1: number;
}

export interface ClusterAccuracy {
  /** Over pairs of records: a big cluster counts by the square of its size. */
  pairwise: Accuracy & { truePairs: number; foundPairs: number; rightPairs: number };
  /** B³, averaged over records (Bagga and Baldwin 1998): every record counts once. */
  bCubed: Accuracy;
}

/**
 * `found[i]` and `truth[i]`: which cluster record i was put into, and belongs to. `sources[i]`, for linkage between files: the file of record
 * i; then only pairs of different files count, since no other was looked for (B³ still averages over all records).
 */
export function evaluateClusters(
  found: ArrayLike<number>,
  truth: ArrayLike<number | string>,
  sources?: ArrayLike<number>,
): ClusterAccuracy {
  if (found.length !== truth.length)
    throw new RangeError(`${found.length} records were clustered, truth has ${truth.length}`);
  const foundSizes = new Map<number, number>();
  const trueSizes = new Map<number | string, number>();
  const both = new Map<number, Map<number | string, number>>();
  for (let i = 0; i < found.length; i++) {
    const cluster = found[i]!;
    const thing = truth[i]!;
    count(foundSizes, cluster);
    count(trueSizes, thing);
    let parts = both.get(cluster);
    if (!parts) both.set(cluster, (parts = new Map()));
    count(parts, thing);
  }
  const foundPairs = pairsOf(foundSizes) - pairsWithin(sources, (i) => String(found[i]));
  const truePairs = pairsOf(trueSizes) - pairsWithin(sources, (i) => String(truth[i]));
  let rightPairs = -pairsWithin(sources, (i) => `${found[i]}\u0000${truth[i]}`);
  let precision = 0;
  let recall = 0;
  for (const [cluster, parts] of both) {
    rightPairs += pairsOf(parts);
    for (const [thing, size] of parts) {
      precision += (size * size) / foundSizes.get(cluster)!;
      recall += (size * size) / trueSizes.get(thing)!;
    }
  }
  return {
    pairwise: { ...accuracy(rightPairs, foundPairs, truePairs), truePairs, foundPairs, rightPairs },
    bCubed: withF1(found.length === 0 ? 1 : precision / found.length, found.length === 0 ? 1 : recall / found.length),
  };
}

export interface ThresholdPoint extends Accuracy {
  /** Pairs of at least this weight are taken as the same. */
  threshold: number;
  foundPairs: number;
  rightPairs: number;
}

/**
 * What each threshold would give, heaviest first: one point per distinct weight, at most `points` of them, spread evenly over the pairs.
 * `truePairs` counts all true pairs, those no blocking key found included.
 */
export function thresholdCurve(
  pairs: { a: ArrayLike<number>; b: ArrayLike<number>; weight: ArrayLike<number> },
  truth: ArrayLike<number | string>,
  truePairs: number,
  points = 200,
): ThresholdPoint[] {
  const size = pairs.weight.length;
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((x, y) => pairs.weight[y]! - pairs.weight[x]!);
  const curve: ThresholdPoint[] = [];
  let rightPairs = 0;
  let written = 0;
  for (let i = 0; i < size; i++) {
    if (truth[pairs.a[order[i]!]!] === truth[pairs.b[order[i]!]!]) rightPairs++;
    const threshold = pairs.weight[order[i]!]!;
    const last = i === size - 1;
    if (!last && (threshold === pairs.weight[order[i + 1]!] || i + 1 - written < size / points)) continue;
    written = i + 1;
    curve.push({ threshold, foundPairs: i + 1, rightPairs, ...accuracy(rightPairs, i + 1, truePairs) });
  }
  return curve;
}

export function accuracy(right: number, found: number, truth: number): Accuracy {
  return withF1(found === 0 ? 1 : right / found, truth === 0 ? 1 : right / truth);
}

function withF1(precision: number, recall: number): Accuracy {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function count<K>(sizes: Map<K, number>, key: K): void {
  sizes.set(key, (sizes.get(key) ?? 0) + 1);
}

/** Pairs of one file inside the groups. */
function pairsWithin(sources: ArrayLike<number> | undefined, groupOf: (i: number) => string): number {
  const sizes = new Map<string, number>();
  for (let i = 0; i < (sources?.length ?? 0); i++) count(sizes, `${sources![i]}\u0000${groupOf(i)}`);
  return pairsOf(sizes);
}

function pairsOf(sizes: ReadonlyMap<unknown, number>): number {
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}
