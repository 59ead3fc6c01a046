/** Records by key, without keeping the keys: 64 bits of hash stand for each. Two keys in a trillion fall together, and are then compared. */
export class KeyBlocks {
  private table = new Int32Array(1 << 12).fill(-1);
  private high = new Int32Array(1 << 11);
  private low = new Int32Array(1 << 11);
  private sizes = new Int32Array(1 << 11);
  private blockCount = 0;
  private members = new Int32Array(1 << 12);
  private blockOf = new Int32Array(1 << 12);
  private memberCount = 0;
  /** One key of each block that more than one record carries: for the report. */
  private readonly names = new Map<number, string>();

  constructor(private readonly namedFrom: number) {}

  add(key: string, record: number): void {
    const block = this.block(key);
    if (this.memberCount === this.members.length) {
      this.members = grown(this.members);
      this.blockOf = grown(this.blockOf);
    }
    this.members[this.memberCount] = record;
    this.blockOf[this.memberCount++] = block;
    if (++this.sizes[block]! === this.namedFrom) this.names.set(block, key);
  }

  /** Calls back with every block of two or more, its records in the order they were added, each as often as it was. */
  forEach(each: (records: Int32Array, key: string | undefined) => void): void {
    const starts = new Int32Array(this.blockCount + 1);
    for (let block = 0; block < this.blockCount; block++) starts[block + 1] = starts[block]! + this.sizes[block]!;
    const sorted = new Int32Array(this.memberCount);
    const next = starts.slice();
    for (let i = 0; i < this.memberCount; i++) sorted[next[this.blockOf[i]!]!++] = this.members[i]!;
    for (let block = 0; block < this.blockCount; block++)
      if (this.sizes[block]! > 1) each(sorted.subarray(starts[block], starts[block + 1]), this.names.get(block));
  }

  private block(key: string): number {
    let high = 0x811c9dc5 | 0;
    let low = 0x2b992ddf | 0;
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i);
      high = Math.imul(high ^ code, 0x85ebca77);
      low = Math.imul(low ^ code, 0xc2b2ae3d);
      high ^= low >>> 15;
    }
    high = Math.imul(high ^ (high >>> 16), 0x85ebca6b);
    low = Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
    const mask = this.table.length - 1;
    let at = (high ^ (low >>> 7)) & mask;
    for (let block = this.table[at]!; block >= 0; block = this.table[at]!) {
      if (this.high[block] === high && this.low[block] === low) return block;
      at = (at + 1) & mask;
    }
    if (this.blockCount === this.high.length) {
      this.high = grown(this.high);
      this.low = grown(this.low);
      this.sizes = grown(this.sizes);
    }
    const block = this.blockCount++;
    this.high[block] = high;
    this.low[block] = low;
    this.table[at] = block;
    if (this.blockCount * 2 > this.table.length) this.widen();
    return block;
  }

  private widen(): void {
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const mask = this.table.length - 1;
    for (let block = 0; block < this.blockCount; block++) {
      let at = (this.high[block]! ^ (this.low[block]! >>> 7)) & mask;
      while (this.table[at]! >= 0) at = (at + 1) & mask;
      this.table[at] = block;
    }
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2);
  wider.set(array);
  return wider;
}
