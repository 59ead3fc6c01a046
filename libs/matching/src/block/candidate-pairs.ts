export interface CandidatePairs {
  /** Pairs a < b, each once, by a and then b. */
  a: Int32Array;
  b: Int32Array;
  /** Keys that more records carry than allowed; they named no pairs. */
  skipped: { key: string; frequency: number }[];
}

/** All pairs of records that share a key. `keys[i]` are the blocking keys of record i; in memory, for training and evaluation. */
export function candidatePairs(keys: readonly (readonly string[])[], maxKeyFrequency: number): CandidatePairs {
  const blocks = new Map<string, number[]>();
  for (let record = 0; record < keys.length; record++) {
    for (const key of keys[record]!) {
      const block = blocks.get(key);
      if (block) block.push(record);
      else blocks.set(key, [record]);
    }
  }
  const skipped: CandidatePairs['skipped'] = [];
  let most = 0;
  for (const [key, { length }] of blocks) {
    if (length > maxKeyFrequency) skipped.push({ key, frequency: length });
    else most += (length * (length - 1)) / 2;
  }
  // One number per pair sorts natively; 2^26 records fit a double exactly.
  const pairs = new Float64Array(most);
  let count = 0;
  for (const block of blocks.values()) {
    if (block.length > maxKeyFrequency) continue;
    for (let i = 0; i < block.length; i++)
      for (let j = i + 1; j < block.length; j++)
        if (block[i] !== block[j]) pairs[count++] = block[i]! * keys.length + block[j]!;
  }
  const sorted = pairs.subarray(0, count).sort();
  let unique = 0;
  for (let i = 0; i < count; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[unique++] = sorted[i]!;
  const a = new Int32Array(unique);
  const b = new Int32Array(unique);
  for (let i = 0; i < unique; i++) {
    a[i] = Math.floor(sorted[i]! / keys.length);
    b[i] = sorted[i]! % keys.length;
  }
  skipped.sort((x, y) => y.frequency - x.frequency || (x.key < y.key ? -1 : 1));
  return { a, b, skipped };
}
