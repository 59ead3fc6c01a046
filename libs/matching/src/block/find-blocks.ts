import type { RecordColumns } from '../columns/record-columns.js';
import type { BlockingRule } from '../model/match-model.js';
import { breath } from '../run/breath.js';
import { mostKeysPerRule } from './blocking-keys.js';
import { BlockSplitter, type SplitColumn } from './block-splitter.js';
import { RecordBlocks } from './record-blocks.js';

export interface Blocking {
  blocks: RecordBlocks;
  /** Per rule the pairs it named, those that other rules named too included. */
  rules: { rule: string; pairs: number }[];
  /** Keys that stayed too frequent after every refinement; they named no pairs. The most frequent first, of no more than `mostNamed`. */
  skipped: { key: string; frequency: number }[];
  /** Keys that were too frequent and were refined. */
  refined: number;
}

export interface BlockingOptions {
  maxKeyFrequency: number;
  /** Per record the file it came from: only records of different files become candidates. */
  sources?: ArrayLike<number>;
}

const mostNamed = 1_000;

/** All records that share a key, rule by rule. A rule's key is a value of each of its parts: all records are split by one part after the other. */
export async function findBlocks(
  rules: readonly BlockingRule[],
  records: RecordColumns,
  { maxKeyFrequency, sources }: BlockingOptions,
): Promise<Blocking> {
  const found = new BlockList(sources);
  const splitter = new BlockSplitter();
  const counts: Blocking['rules'] = [];
  const everyone = new Int32Array(records.size);
  for (let i = 0; i < everyone.length; i++) everyone[i] = i;
  for (const { name, parts, refine = [] } of rules) {
    const read = (part: (typeof parts)[number]): SplitColumn => {
      const place = records.place(part);
      return { codes: records.codes(place), column: records.columns[place]! };
    };
    const split: RuleSplit = { name, parts: parts.map(read), refine: refine.map(read), maxKeyFrequency };
    const before = found.pairs;
    splitByRule(split, splitter, everyone, found);
    counts.push({ rule: name, pairs: found.pairs - before });
    await breath();
  }
  found.skipped.sort((x, y) => y.frequency - x.frequency || (x.key < y.key ? -1 : 1));
  return {
    blocks: RecordBlocks.of(records.size, found.starts(), found.members(), sources),
    rules: counts,
    skipped: found.skipped.slice(0, mostNamed),
    refined: found.refined,
  };
}

interface RuleSplit {
  name: string;
  parts: SplitColumn[];
  refine: SplitColumn[];
  maxKeyFrequency: number;
}

function splitByRule(
  { name, parts, refine, maxKeyFrequency }: RuleSplit,
  splitter: BlockSplitter,
  everyone: Int32Array,
  found: BlockList,
): void {
  // The part with most values first: most records are alone after it.
  const order = parts.map((_, i) => i).sort((x, y) => parts[y]!.column.size - parts[x]!.column.size || x - y);
  const flooding = parts.some(({ column }) => column.listCount > 0);
  const values = parts.map(() => 0);
  const keyOf = (finer: readonly string[]): string =>
    `${name}:${[...values.map((value, i) => parts[i]!.column.text(value)), ...finer].join('|')}`;

  function refined(members: Int32Array, depth: number, finer: readonly string[]): void {
    if (members.length <= maxKeyFrequency) found.add(members);
    else if (depth === refine.length) found.skip(keyOf(finer), members.length);
    else {
      found.refined++;
      const { column } = refine[depth]!;
      // A field that records lack leaves their keys as they are.
      splitter.split(members, refine[depth]!, true, (block, value) =>
        refined(block, depth + 1, value === 0 ? finer : [...finer, column.text(value)]),
      );
    }
  }
  function parted(members: Int32Array, depth: number): void {
    if (depth === order.length) {
      const kept = flooding ? members.filter((record) => isAmongFirst(parts, values, record)) : members;
      if (kept.length > 1) refined(kept, 0, []);
      return;
    }
    splitter.split(members, parts[order[depth]!]!, false, (block, value) => {
      values[order[depth]!] = value;
      parted(block, depth + 1);
    });
  }
  parted(everyone, 0);
}

/** Whether the key is one of those that a record with many values is found under: see `mostKeysPerRule`. */
function isAmongFirst(parts: readonly SplitColumn[], values: readonly number[], record: number): boolean {
  let number = 0;
  for (let i = 0; i < parts.length; i++) {
    const { codes, column } = parts[i]!;
    const code = codes[record]!;
    const count = column.count(code);
    let place = 0;
    while (place < count && column.value(code, place) !== values[i]) place++;
    number = number * count + place;
  }
  return number < mostKeysPerRule;
}

class BlockList {
  pairs = 0;
  refined = 0;
  readonly skipped: Blocking['skipped'] = [];
  private ends = new Int32Array(1 << 12);
  private count = 0;
  private records = new Int32Array(1 << 14);
  private total = 0;

  constructor(private readonly sources: ArrayLike<number> | undefined) {}

  add(members: Int32Array): void {
    const pairs = this.pairsOf(members);
    if (pairs === 0) return;
    this.pairs += pairs;
    if (this.total + members.length > this.records.length) this.records = wider(this.records, members.length);
    if (this.count + 1 === this.ends.length) this.ends = wider(this.ends, 0);
    this.records.set(members, this.total);
    this.total += members.length;
    this.ends[++this.count] = this.total;
  }

  skip(key: string, frequency: number): void {
    this.skipped.push({ key, frequency });
  }

  starts(): Int32Array {
    return this.ends.slice(0, this.count + 1);
  }

  members(): Int32Array {
    return this.records.slice(0, this.total);
  }

  private pairsOf(members: Int32Array): number {
    const { sources } = this;
    if (!sources) return (members.length * (members.length - 1)) / 2;
    let pairs = 0;
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++) if (sources[members[i]!] !== sources[members[j]!]) pairs++;
    return pairs;
  }
}

function wider(array: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2 + room);
  grown.set(array);
  return grown;
}
