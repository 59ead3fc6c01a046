import { jaccard } from '../compare/measures.js';
import { missing } from '../compare/missing.js';
import type { Bound, PairReader } from '../model/conditions.js';
import type { Slot } from '../model/slots.js';
import type { Column } from './column.js';
import { ResultCache } from './result-cache.js';
import type { RecordColumns } from './record-columns.js';

/** A slot whose features are computed once per value, when the first pair asks. */
class SlotColumn {
  private readonly features: unknown[];

  constructor(
    readonly place: number,
    readonly column: Column,
    private readonly compute: ((text: string) => unknown) | null,
  ) {
    this.features = compute ? Array.from({ length: column.size + 1 }) : [];
  }

  feature(value: number): unknown {
    if (!this.compute) return this.column.text(value);
    const known = this.features[value];
    return known === undefined ? (this.features[value] = this.compute(this.column.text(value))) : known;
  }
}

interface ColumnMeasure {
  bound: Bound;
  slot: SlotColumn;
  against: SlotColumn;
  /** Equal numbers are equal texts: both sides are of one column. */
  byNumber: boolean;
  /** One for each way round. */
  known: ResultCache;
  knownAgainst: ResultCache;
}

/** Two records in columns. */
export class ColumnPair implements PairReader {
  private readonly measures: readonly ColumnMeasure[];
  private readonly shares = new Map<number, Float64Array>();
  private readonly slots: readonly SlotColumn[];
  private readonly codes: Int32Array;
  private readonly width: number;
  private a = 0;
  private b = 0;

  constructor(
    records: RecordColumns,
    private readonly declared: readonly Slot[],
    bound: readonly Bound[],
  ) {
    this.codes = records.codes;
    this.width = records.width;
    this.slots = declared.map(({ part, feature }) => {
      const place = records.place(part);
      return new SlotColumn(place, records.columns[place]!, feature);
    });
    this.measures = bound.map((each) => ({
      bound: each,
      slot: this.slots[each.slot]!,
      against: this.slots[each.against]!,
      byNumber: each.kind === 'exact' && each.slot === each.against,
      known: new ResultCache(),
      knownAgainst: new ResultCache(),
    }));
  }

  of(a: number, b: number): this {
    this.a = a * this.width;
    this.b = b * this.width;
    return this;
  }

  take(place: number): number {
    const measure = this.measures[place]!;
    const { slot, against, known } = measure;
    const { codes, a, b } = this;
    const x = codes[a + slot.place]!;
    if (slot === against) {
      const y = codes[b + slot.place]!;
      if (x === 0 || y === 0) return missing;
      if (measure.byNumber) return x > 0 && y > 0 ? (x === y ? 1 : 0) : sharesValue(slot.column, x, y) ? 1 : 0;
      return this.between(measure, known, slot, x, slot, y);
    }
    const there = this.between(measure, known, slot, x, against, codes[b + against.place]!);
    const back = this.between(
      measure,
      measure.knownAgainst,
      against,
      codes[a + against.place]!,
      slot,
      codes[b + slot.place]!,
    );
    return there > back ? there : back;
  }

  share(slot: number): number {
    const { place, column } = this.slots[slot]!;
    const x = this.codes[this.a + place]!;
    const y = this.codes[this.b + place]!;
    if (x === 0 || y === 0) return Number.NaN;
    const shares = this.shares.get(slot) ?? this.sharesOf(slot);
    // Values that only resemble each other: the commoner of the two is what the other may have been meant to be.
    if (x > 0 && y > 0) return Math.max(shares[x]!, shares[y]!);
    let rarest = Number.NaN;
    let commonest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < column.count(x); i++) {
      const value = column.value(x, i);
      for (let j = 0; j < column.count(y); j++) {
        const other = column.value(y, j);
        commonest = Math.max(commonest, shares[value]!, shares[other]!);
        if (value === other && !(rarest <= shares[value]!)) rarest = shares[value]!;
      }
    }
    return Number.isNaN(rarest) ? commonest : rarest;
  }

  private between(
    { bound: { kind, measure } }: ColumnMeasure,
    known: ResultCache,
    slot: SlotColumn,
    x: number,
    other: SlotColumn,
    y: number,
  ): number {
    if (x === 0 || y === 0) return missing;
    const at = known.place(x, y);
    if (known.holds(at, x, y)) return known.results[at]!;
    let best = missing;
    if (kind === 'overlap') best = jaccard(slot.column.textsOf(x), other.column.textsOf(y));
    else {
      const [xs, ys] = [slot.column.count(x), other.column.count(y)];
      for (let i = 0; i < xs; i++) {
        const one = slot.feature(slot.column.value(x, i));
        if (one === null) continue;
        for (let j = 0; j < ys; j++) {
          const two = other.feature(other.column.value(y, j));
          if (two === null) continue;
          const result = measure.compare(one, two);
          if (result > best) best = result;
        }
      }
    }
    return known.keep(at, x, y, best);
  }

  /** Of a few thousand frequent values the share is known; all others have one in common. */
  private sharesOf(slot: number): Float64Array {
    const { column } = this.slots[slot]!;
    const { table, feature } = this.declared[slot]!;
    const shares = new Float64Array(column.size + 1).fill(Math.log2(table!.other));
    for (const text of Object.keys(table!.values)) {
      const value = column.find(text);
      if (value > 0) shares[value] = feature!(text) as number;
    }
    this.shares.set(slot, shares);
    return shares;
  }
}

function sharesValue(column: Column, x: number, y: number): boolean {
  if (x === y) return true;
  for (let i = 0; i < column.count(x); i++)
    for (let j = 0; j < column.count(y); j++) if (column.value(x, i) === column.value(y, j)) return true;
  return false;
}
