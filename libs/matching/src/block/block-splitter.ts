import type { Column } from '../columns/column.js';

/** One column as a rule reads it. */
export interface SplitColumn {
  /** Per record its code. */
  codes: Int32Array;
  column: Column;
}

/** Records that agree on `value` too; 0 stands for those that have none. */
export type SubBlock = (members: Int32Array, value: number) => void;

/**
 * Splits blocks of records by one more field. By counting, with as much work as there are members: no key is written, hashed or compared.
 */
export class BlockSplitter {
  /** Per value how many members have it, then where the next of them goes; zero between two blocks. */
  private counts = new Int32Array(1 << 10);
  private touched = new Int32Array(1 << 10);

  /**
   * Calls back with every sub-block of two or more, its members in their order, the sub-blocks in the order of their first member. Members
   * without a value are left out, or with `lacking` a sub-block of their own. What is handed over is good until the call returns.
   */
  split(members: Int32Array, { codes, column }: SplitColumn, lacking: boolean, each: SubBlock): void {
    // Most blocks are two records.
    if (members.length === 2) {
      const [x, y] = [codes[members[0]!]!, codes[members[1]!]!];
      if (x >= 0 && y >= 0) {
        if (x === y && (x > 0 || lacking)) each(members, x);
        return;
      }
    }
    if (this.counts.length <= column.size) this.counts = new Int32Array(column.size * 2);
    let kinds = 0;
    let total = 0;
    for (let i = 0; i < members.length; i++) {
      const code = codes[members[i]!]!;
      if (code > 0 || (code === 0 && lacking)) {
        if (this.counts[code]!++ === 0) kinds = this.touch(kinds, code);
        total++;
      } else if (code < 0) {
        const count = column.count(code);
        total += count;
        for (let j = 0; j < count; j++) {
          const value = column.value(code, j);
          if (this.counts[value]!++ === 0) kinds = this.touch(kinds, value);
        }
      }
    }
    const { counts } = this;
    // Own memory: a sub-block may be split further before the next one is looked at.
    const sorted = new Int32Array(total);
    const values = this.touched.slice(0, kinds);
    const ends = new Int32Array(kinds + 1);
    for (let k = 0; k < kinds; k++) {
      const count = counts[values[k]!]!;
      counts[values[k]!] = ends[k]!;
      ends[k + 1] = ends[k]! + count;
    }
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      const code = codes[member]!;
      if (code > 0 || (code === 0 && lacking)) sorted[counts[code]!++] = member;
      else if (code < 0) for (let j = 0; j < column.count(code); j++) sorted[counts[column.value(code, j)]!++] = member;
    }
    for (let k = 0; k < kinds; k++) counts[values[k]!] = 0;
    for (let k = 0; k < kinds; k++)
      if (ends[k + 1]! - ends[k]! > 1) each(sorted.subarray(ends[k], ends[k + 1]), values[k]!);
  }

  private touch(kinds: number, value: number): number {
    if (kinds === this.touched.length) {
      const wider = new Int32Array(kinds * 2);
      wider.set(this.touched);
      this.touched = wider;
    }
    this.touched[kinds] = value;
    return kinds + 1;
  }
}
