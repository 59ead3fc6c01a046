import type { Comparer } from '../model/comparer.js';
import { maskable } from '../model/slots.js';
import type { ColumnPair } from './column-pair.js';
import type { ColumnPart } from './column-parts.js';
import type { RecordColumns } from './record-columns.js';

/** Weighs pairs of records in columns. One pair at a time. */
export class RecordComparer {
  /** Bit i: there is a value for comparison i; of the first `maskable` comparisons. */
  private readonly says: Int32Array;

  /** @param parts what each comparison looks at */
  constructor(
    records: RecordColumns,
    private readonly comparer: Comparer,
    private readonly pair: ColumnPair,
    parts: readonly (readonly ColumnPart[])[],
  ) {
    this.says = saysOf(records, parts);
  }

  /** log2 of the odds that a record has before anything is compared. */
  get prior(): number {
    return this.comparer.prior;
  }

  score(a: number, b: number, least = Number.NEGATIVE_INFINITY): number {
    return this.comparer.score(this.pair.of(a, b), this.says[a]! & this.says[b]!, least);
  }

  /** Index of the level reached per comparison, -1 when there was nothing to compare; written into `into`. */
  levels(a: number, b: number, into: Int8Array): void {
    this.comparer.levels(this.pair.of(a, b), this.says[a]! & this.says[b]!, into);
  }

  contradicts(a: number, b: number): boolean {
    return this.comparer.contradiction(this.pair.of(a, b)) !== null;
  }
}

function saysOf(records: RecordColumns, parts: readonly (readonly ColumnPart[])[]): Int32Array {
  const { size, width, rows } = records;
  const says = new Int32Array(size);
  for (let i = 0; i < parts.length && i < maskable; i++) {
    const places = parts[i]!.map((part) => records.place(part));
    for (let record = 0; record < size; record++)
      for (let p = 0; p < places.length; p++)
        if (rows[record * width + places[p]!] !== 0) {
          says[record]! |= 1 << i;
          break;
        }
  }
  return says;
}
