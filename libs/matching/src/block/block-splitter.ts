import type { ColumnCodes } from '../columns/record-columns.js';

/** Members `start` to `end` of these agree on `value` too; 0 stands for those that have none. Good until the call returns. */
export type SubBlock = (members: Int32Array, start: number, end: number, value: number) => void;

/**
 * Splits blocks of records by one more field. By counting, with as much work as there are members: no key is written, hashed or compared.
 * What it needs lies on stacks, since a sub-block may be split further before the next one is looked at.
 */
export class BlockSplitter {
  /** Per value how many members have it, then where the next of them goes; zero between two blocks. */
  private counts = new Int32Array(1 << 10);
  private readonly members = new Stack();
  private readonly values = new Stack();
  private readonly ends = new Stack();

  /**
   * Calls back with every sub-block of two or more, its members in their order, the sub-blocks in the order of their first member. Members
   * without a value are left out, or with `lacking` a sub-block of their own.
   */
  split(members: Int32Array, start: number, end: number, by: ColumnCodes, lacking: boolean, each: SubBlock): void {
    const { codes, width, place, column } = by;
    // Most blocks are two records.
    if (end - start === 2) {
      const x = codes[members[start]! * width + place]!;
      const y = codes[members[start + 1]! * width + place]!;
      if (x >= 0 && y >= 0) {
        if (x === y && (x > 0 || lacking)) each(members, start, end, x);
        return;
      }
    }
    if (this.counts.length <= column.size) this.counts = new Int32Array(column.size * 2);
    const { counts } = this;
    const firstKind = this.values.top;
    let values = this.values.room(end - start);
    let kinds = firstKind;
    let total = 0;
    for (let i = start; i < end; i++) {
      const code = codes[members[i]! * width + place]!;
      if (code > 0 || (code === 0 && lacking)) {
        if (counts[code]!++ === 0) values[kinds++] = code;
        total++;
      } else if (code < 0) {
        const count = column.count(code);
        total += count;
        values = this.values.room(kinds - firstKind + count + end - i);
        for (let j = 0; j < count; j++) {
          const value = column.value(code, j);
          if (counts[value]!++ === 0) values[kinds++] = value;
        }
      }
    }
    const first = this.members.top;
    const sorted = this.members.room(total);
    const ends = this.ends.room(kinds - firstKind);
    const firstEnd = this.ends.top;
    for (let k = firstKind, at = first; k < kinds; k++) {
      const count = counts[values[k]!]!;
      counts[values[k]!] = at;
      at += count;
      ends[firstEnd + k - firstKind] = at;
    }
    for (let i = start; i < end; i++) {
      const member = members[i]!;
      const code = codes[member * width + place]!;
      if (code > 0 || (code === 0 && lacking)) sorted[counts[code]!++] = member;
      else if (code < 0) for (let j = 0; j < column.count(code); j++) sorted[counts[column.value(code, j)]!++] = member;
    }
    for (let k = firstKind; k < kinds; k++) counts[values[k]!] = 0;
    this.values.top = kinds;
    this.members.top = first + total;
    this.ends.top = firstEnd + kinds - firstKind;
    for (let k = firstKind, from = first; k < kinds; k++) {
      const to = ends[firstEnd + k - firstKind]!;
      if (to - from > 1) each(sorted, from, to, values[k]!);
      from = to;
    }
    this.values.top = firstKind;
    this.members.top = first;
    this.ends.top = firstEnd;
  }
}

/** Numbers that are let go in the reverse order. Whoever was given the array may go on reading it, also when others are given a longer one. */
class Stack {
  /** Where free room begins. */
  top = 0;
  private numbers = new Int32Array(1 << 12);

  /** With so much room from `top`. */
  room(length: number): Int32Array {
    if (this.top + length > this.numbers.length) {
      const wider = new Int32Array((this.top + length) * 2);
      wider.set(this.numbers);
      this.numbers = wider;
    }
    return this.numbers;
  }
}
