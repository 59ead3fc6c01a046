import type { Comparer } from '../model/comparer.js';
import type { ColumnPair } from './column-pair.js';
import type { RecordColumns } from './record-columns.js';

/** Weighs pairs of records in columns. One pair at a time. */
export class RecordComparer {
  private readonly says: Int32Array;

  constructor(
    records: RecordColumns,
    private readonly comparer: Comparer,
    private readonly pair: ColumnPair,
  ) {
    this.says = records.says;
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
