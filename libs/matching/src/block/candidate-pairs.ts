import type { BlockingRule, Profile } from '../model/match-model.js';
import { compileRule, type CompiledRule } from './blocking-keys.js';
import { KeyBlocks } from './key-blocks.js';

export interface CandidatePairs {
  /** Pairs a < b, each once, by a and then b. */
  a: Int32Array;
  b: Int32Array;
  /** Per rule the pairs it named, those that other rules named too included. */
  rules: { rule: string; pairs: number }[];
  /** Keys that stayed too frequent after every refinement; they named no pairs. The most frequent first. */
  skipped: { key: string; frequency: number }[];
  /** Keys that were too frequent and were refined. */
  refined: number;
}

export interface CandidateOptions {
  maxKeyFrequency: number;
  /** Per record the file it came from: only records of different files become candidates. */
  sources?: ArrayLike<number>;
}

/** Skipped keys that are named; the rest is only counted in `refined`. */
const mostNamed = 1_000;

/**
 * All pairs of records that share a key. `profiles[i]` is record i as the rules read it, derived fields included; in memory, one rule after the
 * other, so that only one rule's keys are held at a time.
 */
export function candidatePairs(
  rules: readonly BlockingRule[],
  profiles: readonly Profile[],
  { maxKeyFrequency, sources }: CandidateOptions,
): CandidatePairs {
  const pairs = new PairList(profiles.length, sources);
  const skipped: CandidatePairs['skipped'] = [];
  const counts: CandidatePairs['rules'] = [];
  let refined = 0;

  function visit(rule: CompiledRule, blocks: KeyBlocks, depth: number): void {
    blocks.forEach((records, key) => {
      if (records.length <= maxKeyFrequency) pairs.addBlock(records);
      else if (depth >= rule.depth) skipped.push({ key: key!, frequency: records.length });
      else {
        refined++;
        const finer = new KeyBlocks(maxKeyFrequency + 1);
        let lacking = 0;
        for (const record of records) {
          const keys = rule.refined(key!, profiles[record]!, depth);
          if (keys.length === 0) lacking++;
          for (const each of keys.length > 0 ? keys : [key!]) finer.add(each, record);
        }
        if (lacking < records.length || depth + 1 < rule.depth) visit(rule, finer, depth + 1);
        else skipped.push({ key: key!, frequency: records.length });
      }
    });
  }

  for (const declared of rules) {
    const rule = compileRule(declared);
    const blocks = new KeyBlocks(maxKeyFrequency + 1);
    for (let record = 0; record < profiles.length; record++)
      for (const key of rule.keys(profiles[record]!)) blocks.add(key, record);
    const before = pairs.count;
    visit(rule, blocks, 0);
    counts.push({ rule: rule.name, pairs: pairs.count - before });
  }
  skipped.sort((x, y) => y.frequency - x.frequency || (x.key < y.key ? -1 : 1));
  return { ...pairs.unique(), rules: counts, skipped: skipped.slice(0, mostNamed), refined };
}

/** One number per pair sorts natively; 2^26 records fit a double exactly. */
class PairList {
  count = 0;
  private pairs = new Float64Array(1 << 16);

  constructor(
    private readonly size: number,
    private readonly sources: ArrayLike<number> | undefined,
  ) {}

  addBlock(records: Int32Array): void {
    const { size, sources } = this;
    for (let i = 0; i < records.length; i++) {
      const x = records[i]!;
      for (let j = i + 1; j < records.length; j++) {
        const y = records[j]!;
        if (x === y || (sources && sources[x] === sources[y])) continue;
        if (this.count === this.pairs.length) this.grow();
        this.pairs[this.count++] = x < y ? x * size + y : y * size + x;
      }
    }
  }

  unique(): { a: Int32Array; b: Int32Array } {
    const sorted = this.pairs.subarray(0, this.count).sort();
    let unique = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[unique++] = sorted[i]!;
    const a = new Int32Array(unique);
    const b = new Int32Array(unique);
    for (let i = 0; i < unique; i++) {
      a[i] = Math.floor(sorted[i]! / this.size);
      b[i] = sorted[i]! - a[i]! * this.size;
    }
    return { a, b };
  }

  private grow(): void {
    const wider = new Float64Array(this.pairs.length * 2);
    wider.set(this.pairs);
    this.pairs = wider;
  }
}
