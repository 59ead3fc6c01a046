import type { ColumnCodes, RecordColumns } from '../columns/record-columns.js';
import type { BlockingRule } from '../model/match-model.js';
import { BlockSplitter } from './block-splitter.js';
import { mostKeysPerRule } from './blocking-keys.js';
import { Neighbourhoods } from './neighbourhoods.js';

/** What threads need to know to look for blocks, a rule each. */
export interface BlockWork {
  rules: readonly BlockingRule[];
  maxKeyFrequency: number;
  /** Per record the file it came from: only records of different files become candidates. */
  sources: ArrayLike<number> | undefined;
  /** Per record its place in a stable order. */
  ranks: Uint32Array | undefined;
}

/** Records under the keys of one rule. */
export interface RuleBlocks {
  /** Members of block i end at ends[i]. */
  ends: Int32Array;
  members: Int32Array;
  pairs: number;
  /** Keys that stayed too frequent after every refinement: only neighbours under them are candidates. */
  skipped: { key: string; frequency: number }[];
  /** Keys that were too frequent and were refined. */
  refined: number;
}

/** All records that share a key of a rule: a value of each of its parts. All records are split by one part after the other. */
export function ruleBlocks(
  { rules, maxKeyFrequency, sources, ranks }: BlockWork,
  records: RecordColumns,
): (rule: number) => RuleBlocks {
  const splitter = new BlockSplitter();
  const neighbourhoods = new Neighbourhoods(records, maxKeyFrequency, ranks);
  const everyone = new Int32Array(records.size);
  for (let i = 0; i < everyone.length; i++) everyone[i] = i;
  return (rule) => {
    const { name, parts, refine = [] } = rules[rule]!;
    const found = new BlockList(sources);
    const split = {
      name,
      parts: parts.map((part) => records.codes(part)),
      refine: refine.map((part) => records.codes(part)),
      ...{ maxKeyFrequency, neighbourhoods },
    };
    splitByRule(split, splitter, everyone, found);
    return found.done();
  };
}

interface RuleSplit {
  name: string;
  parts: ColumnCodes[];
  refine: ColumnCodes[];
  maxKeyFrequency: number;
  neighbourhoods: Neighbourhoods;
}

function splitByRule(
  { name, parts, refine, maxKeyFrequency, neighbourhoods }: RuleSplit,
  splitter: BlockSplitter,
  everyone: Int32Array,
  found: BlockList,
): void {
  // The part with most values first: most records are alone after it.
  const order = parts.map((_, i) => i).sort((x, y) => parts[y]!.column.size - parts[x]!.column.size || x - y);
  const flooding = parts.reduce((most, { column }) => most * column.longestList, 1) > mostKeysPerRule;
  const values = parts.map(() => 0);
  const keyOf = (finer: readonly string[]): string =>
    `${name}:${[...values.map((value, i) => parts[i]!.column.text(value)), ...finer].join('|')}`;

  function refined(members: Int32Array, start: number, end: number, depth: number, finer: readonly string[]): void {
    if (end - start <= maxKeyFrequency) found.add(members, start, end);
    else if (depth === refine.length) {
      found.skip(keyOf(finer), end - start);
      neighbourhoods.of(members.slice(start, end), (each) => found.add(each, 0, each.length));
    } else {
      found.refined++;
      const { column } = refine[depth]!;
      // A field that records lack leaves their keys as they are.
      splitter.split(members, start, end, refine[depth]!, true, (block, from, to, value) =>
        refined(block, from, to, depth + 1, value === 0 ? finer : [...finer, column.text(value)]),
      );
    }
  }
  function parted(members: Int32Array, start: number, end: number, depth: number): void {
    if (depth === order.length) {
      if (!flooding) return refined(members, start, end, 0, []);
      const kept = members.subarray(start, end).filter((record) => isAmongFirst(parts, values, record));
      if (kept.length > 1) refined(kept, 0, kept.length, 0, []);
      return;
    }
    splitter.split(members, start, end, parts[order[depth]!]!, false, (block, from, to, value) => {
      values[order[depth]!] = value;
      parted(block, from, to, depth + 1);
    });
  }
  parted(everyone, 0, everyone.length, 0);
}

/** Whether the key is one of those that a record with many values is found under: see `mostKeysPerRule`. */
function isAmongFirst(parts: readonly ColumnCodes[], values: readonly number[], record: number): boolean {
  let number = 0;
  for (let i = 0; i < parts.length; i++) {
    const { codes, width, place, column } = parts[i]!;
    const code = codes[record * width + place]!;
    const count = column.count(code);
    let at = 0;
    while (at < count && column.value(code, at) !== values[i]) at++;
    number = number * count + at;
  }
  return number < mostKeysPerRule;
}

class BlockList {
  refined = 0;
  private pairs = 0;
  private readonly skipped: RuleBlocks['skipped'] = [];
  private ends = new Int32Array(1 << 12);
  private count = 0;
  private members = new Int32Array(1 << 14);
  private total = 0;

  constructor(private readonly sources: ArrayLike<number> | undefined) {}

  add(members: Int32Array, start: number, end: number): void {
    const pairs = this.pairsOf(members, start, end);
    if (pairs === 0) return;
    this.pairs += pairs;
    if (this.total + end - start > this.members.length) this.members = wider(this.members, end - start);
    if (this.count === this.ends.length) this.ends = wider(this.ends, 0);
    for (let i = start; i < end; i++) this.members[this.total++] = members[i]!;
    this.ends[this.count++] = this.total;
  }

  skip(key: string, frequency: number): void {
    this.skipped.push({ key, frequency });
  }

  done(): RuleBlocks {
    const { pairs, skipped, refined } = this;
    return {
      ...{ pairs, skipped, refined },
      ends: this.ends.slice(0, this.count),
      members: this.members.slice(0, this.total),
    };
  }

  private pairsOf(members: Int32Array, start: number, end: number): number {
    const { sources } = this;
    if (!sources) return ((end - start) * (end - start - 1)) / 2;
    let pairs = 0;
    for (let i = start; i < end; i++)
      for (let j = i + 1; j < end; j++) if (sources[members[i]!] !== sources[members[j]!]) pairs++;
    return pairs;
  }
}

function wider(array: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2 + room);
  grown.set(array);
  return grown;
}
