/** Pairs as columns; millions of them are kept and sorted without an object each. */
export interface EdgeColumns {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  weight: ArrayLike<number>;
}

/** Place of every record in the order of its stable key: what ties are broken by, so that the order of input does not matter. */
export function ranksOf(order: readonly string[] | Uint32Array): Uint32Array {
  if (order instanceof Uint32Array) return order;
  const size = order.length;
  const records = new Uint32Array(size);
  let ordered = true;
  for (let i = 0; i < size; i++) {
    records[i] = i;
    if (i > 0 && order[i - 1]! >= order[i]!) ordered = false;
  }
  // A million strings take seconds to sort and no time to be found sorted.
  if (ordered) return records;
  records.sort((x, y) => (order[x]! < order[y]! ? -1 : order[x]! > order[y]! ? 1 : 0));
  const ranks = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const key = order[records[i]!]!;
    if (i > 0 && key === order[records[i - 1]!]) throw new RangeError(`two records share the stable key ${key}`);
    ranks[records[i]!] = i;
  }
  return ranks;
}

/**
 * Edges at or above `least`, heaviest first, equal weights by the lower and then the higher rank of their ends: indexes into `edges`. Weights
 * are compared as 32-bit floats: the same evidence added up in another order may differ in its last digits, and must not decide.
 */
export function edgeOrder(edges: EdgeColumns, ranks: Uint32Array, least: number): Uint32Array {
  const { a, b, weight } = edges;
  const chosen = new Uint32Array(a.length);
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(weight[i]!)) throw new RangeError(`edge ${i} has no weight`);
    if (weight[i]! >= least && a[i] !== b[i]) chosen[size++] = i;
  }
  const items = chosen.subarray(0, size);
  const keys = new Uint32Array(size);
  for (let i = 0; i < size; i++) keys[i] = Math.max(ranks[a[items[i]!]!]!, ranks[b[items[i]!]!]!);
  radixSort(items, keys);
  for (let i = 0; i < size; i++) keys[i] = Math.min(ranks[a[items[i]!]!]!, ranks[b[items[i]!]!]!);
  radixSort(items, keys);
  for (let i = 0; i < size; i++) keys[i] = descending(weight[items[i]!]!);
  radixSort(items, keys);
  return items;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of a 32-bit float, turned so that as whole numbers they ascend while it descends. -0 counts as 0. */
function descending(weight: number): number {
  float[0] = weight + 0;
  return (bits[0]! >>> 31 === 1 ? bits[0]! : ~bits[0]! & 0x7fffffff) >>> 0;
}

/** Digits of 11 bits: their counters stay in the processor's nearest cache. */
const digit = 11;

/** Sorts the items by their keys, both in place; stable. A comparing sort of 3 million edges takes ten times as long. */
export function radixSort(items: Uint32Array, keys: Uint32Array): void {
  const size = items.length;
  const nextItems = new Uint32Array(size);
  const nextKeys = new Uint32Array(size);
  for (let shift = 0; shift < 32; shift += digit) {
    const starts = new Uint32Array(2 ** digit + 1);
    for (let i = 0; i < size; i++) starts[((keys[i]! >>> shift) & (2 ** digit - 1)) + 1]!++;
    if (starts.includes(size)) continue;
    for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    for (let i = 0; i < size; i++) {
      const at = starts[(keys[i]! >>> shift) & (2 ** digit - 1)]!++;
      nextItems[at] = items[i]!;
      nextKeys[at] = keys[i]!;
    }
    items.set(nextItems);
    keys.set(nextKeys);
  }
}
