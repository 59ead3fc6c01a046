import { sharedNumbers } from '../columns/shared-memory.js';

/** Blocks as they lie in memory, which threads can share. */
export interface BlockMemory {
  size: number;
  starts: Int32Array;
  members: Int32Array;
  firstOf: Int32Array;
  blocksOf: Int32Array;
  sources: ArrayLike<number> | undefined;
  ruleEnds: Int32Array;
  /** 1 for blocks that are passed over */
  leftOut: Uint8Array | null;
}

/** Records under one key each, and the keys of each record: what candidates are read from, without ever being listed all at once. */
export class RecordBlocks {
  private readonly seen: Int32Array;
  private found = new Int32Array(1 << 10);

  private constructor(
    readonly size: number,
    /** Members of block i are at starts[i] … starts[i + 1], ascending. */
    private readonly starts: Int32Array,
    private readonly members: Int32Array,
    private readonly firstOf: Int32Array,
    private readonly blocksOf: Int32Array,
    private readonly sources: ArrayLike<number> | undefined,
    /** Blocks of rule i end before ruleEnds[i]. */
    private readonly ruleEnds: Int32Array,
    private readonly leftOut: Uint8Array | null,
  ) {
    this.seen = new Int32Array(size).fill(-1);
  }

  static of(
    size: number,
    starts: Int32Array,
    members: Int32Array,
    sources: ArrayLike<number> | undefined,
    ruleEnds: Int32Array = Int32Array.of(starts.length - 1),
  ): RecordBlocks {
    const firstOf = new Int32Array(size + 1);
    for (let i = 0; i < members.length; i++) firstOf[members[i]! + 1]!++;
    for (let record = 0; record < size; record++) firstOf[record + 1]! += firstOf[record]!;
    const next = firstOf.slice();
    const blocksOf = new Int32Array(members.length);
    for (let block = 0; block + 1 < starts.length; block++)
      for (let i = starts[block]!; i < starts[block + 1]!; i++) blocksOf[next[members[i]!]!++] = block;
    return new RecordBlocks(
      size,
      sharedNumbers(starts),
      sharedNumbers(members),
      sharedNumbers(firstOf),
      sharedNumbers(blocksOf),
      sources,
      ruleEnds,
      null,
    );
  }

  static shared(memory: BlockMemory): RecordBlocks {
    const { size, starts, members, firstOf, blocksOf, sources, ruleEnds, leftOut } = memory;
    return new RecordBlocks(size, starts, members, firstOf, blocksOf, sources, ruleEnds, leftOut);
  }

  get memory(): BlockMemory {
    const { size, starts, members, firstOf, blocksOf, sources, ruleEnds, leftOut } = this;
    return { size, starts, members, firstOf, blocksOf, sources, ruleEnds, leftOut };
  }

  /** The same without those that these rules made. */
  without(rules: readonly number[]): RecordBlocks {
    const { ruleEnds } = this;
    const leftOut = new Uint8Array(new SharedArrayBuffer(this.starts.length));
    for (const rule of rules) leftOut.fill(1, rule === 0 ? 0 : ruleEnds[rule - 1]!, ruleEnds[rule]);
    return RecordBlocks.shared({ ...this.memory, leftOut });
  }

  /** Pairs that are given instead of being looked for: a block each. */
  static ofPairs(
    size: number,
    { a, b }: { a: Int32Array; b: Int32Array },
    sources: ArrayLike<number> | undefined,
  ): RecordBlocks {
    const starts = new Int32Array(a.length + 1);
    const members = new Int32Array(a.length * 2);
    for (let i = 0; i < a.length; i++) {
      starts[i + 1] = 2 * (i + 1);
      members[2 * i] = Math.min(a[i]!, b[i]!);
      members[2 * i + 1] = Math.max(a[i]!, b[i]!);
    }
    return RecordBlocks.of(size, starts, members, sources);
  }

  /** Records above this one that share a key with it, each once; `all`: those below it too. Good until the next call. */
  candidates(record: number, all = false): Int32Array {
    const { starts, members, blocksOf, firstOf, sources, leftOut, seen } = this;
    let count = 0;
    const least = all ? -1 : record;
    for (let i = firstOf[record]!; i < firstOf[record + 1]!; i++) {
      const block = blocksOf[i]!;
      if (leftOut !== null && leftOut[block] === 1) continue;
      const start = starts[block]!;
      for (let j = starts[block + 1]! - 1; j >= start && members[j]! > least; j--) {
        const other = members[j]!;
        if (seen[other] === record || other === record) continue;
        seen[other] = record;
        if (sources && sources[record] === sources[other]) continue;
        if (count === this.found.length) this.widen();
        this.found[count++] = other;
      }
    }
    // Whether a record has been seen is told by who saw it: asked again, it has to forget.
    for (let i = 0; i < count; i++) seen[this.found[i]!] = -1;
    return this.found.subarray(0, count);
  }

  /** Whether two records are to be compared at all. */
  mayPair(a: number, b: number): boolean {
    return !this.sources || this.sources[a] !== this.sources[b];
  }

  /** Whether two records are candidates: they share a key. */
  share(a: number, b: number): boolean {
    return this.mayPair(a, b) && !this.sharedBlocks(a, b).next().done;
  }

  /** The rules by which two records are candidates, ascending. */
  rulesOf(a: number, b: number): number[] {
    const rules: number[] = [];
    let rule = 0;
    for (const block of this.sharedBlocks(a, b)) {
      while (block >= this.ruleEnds[rule]!) rule++;
      if (rules.at(-1) !== rule) rules.push(rule);
    }
    return rules;
  }

  private *sharedBlocks(a: number, b: number): Generator<number> {
    const { firstOf, blocksOf, leftOut } = this;
    let [i, j] = [firstOf[a]!, firstOf[b]!];
    while (i < firstOf[a + 1]! && j < firstOf[b + 1]!) {
      const [x, y] = [blocksOf[i]!, blocksOf[j]!];
      if (x === y && leftOut?.[x] !== 1) yield x;
      if (x <= y) i++;
      if (y <= x) j++;
    }
  }

  private widen(): void {
    const wider = new Int32Array(this.found.length * 2);
    wider.set(this.found);
    this.found = wider;
  }
}
