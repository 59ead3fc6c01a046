import { jaccard, type Measure } from '../compare/measures.js';
import { missing } from '../compare/missing.js';
import type { Bound, PairReader } from '../model/conditions.js';
import type { FrequencyTable } from '../model/match-model.js';
import type { Slot } from '../model/slots.js';
import type { Column } from './column.js';
import { ResultCache } from './result-cache.js';
import type { RecordColumns } from './record-columns.js';

/** A slot whose features are computed once per value, when the first pair asks. */
class SlotColumn {
  private readonly features: unknown[];
  private readonly compute: (value: number) => unknown;

  constructor(
    readonly place: number,
    readonly column: Column,
    { feature, rarity }: Slot,
  ) {
    this.features = feature ? Array.from({ length: column.size + 1 }) : column.texts;
    this.compute = rarity
      ? column.words.features(rarity)
      : feature
        ? (value) => feature(column.text(value))
        : (value) => column.text(value);
  }

  feature(value: number): unknown {
    const known = this.features[value];
    return known === undefined ? (this.features[value] = this.compute(value)) : known;
  }
}

interface ColumnMeasure {
  kind: 'number' | 'overlap' | 'graded';
  measure: Measure<unknown>;
  slot: SlotColumn;
  against: SlotColumn;
  /** What it gave before, one for each way round. */
  known: ResultCache | null;
  knownAgainst: ResultCache | null;
}

/** Two records in columns. */
export class ColumnPair implements PairReader {
  private readonly measures: readonly ColumnMeasure[];
  /** Of slots of frequencies: log2 of the share of each value. */
  private readonly shares: readonly Float64Array[];
  private readonly slots: readonly SlotColumn[];
  private readonly codes: Int32Array;
  private readonly width: number;
  private a = 0;
  private b = 0;

  constructor(records: RecordColumns, declared: readonly Slot[], bound: readonly Bound[]) {
    this.codes = records.rows;
    this.width = records.width;
    this.slots = declared.map((slot) => {
      const place = records.place(slot.part);
      return new SlotColumn(place, records.columns[place]!, slot);
    });
    this.shares = declared.map(({ table, feature }, slot) =>
      table ? sharesOf(this.slots[slot]!.column, table, feature!) : NO_SHARES,
    );
    this.measures = bound.map(({ slot, against, kind, measure }) => ({
      // Equal numbers are equal texts where both sides are of one column.
      kind: kind === 'exact' ? (slot === against ? 'number' : 'graded') : kind,
      measure,
      slot: this.slots[slot]!,
      against: this.slots[against]!,
      known: measure.costly ? new ResultCache() : null,
      knownAgainst: measure.costly && slot !== against ? new ResultCache() : null,
    }));
  }

  of(a: number, b: number): this {
    this.a = a * this.width;
    this.b = b * this.width;
    return this;
  }

  take(place: number): number {
    const measure = this.measures[place]!;
    const { slot, against } = measure;
    const { codes, a, b } = this;
    const x = codes[a + slot.place]!;
    if (slot === against) {
      const y = codes[b + slot.place]!;
      if (x === 0 || y === 0) return missing;
      if (measure.kind !== 'number') return between(measure, measure.known, slot, x, slot, y);
      return x > 0 && y > 0 ? (x === y ? 1 : 0) : sharesValue(slot.column, x, y) ? 1 : 0;
    }
    const there = between(measure, measure.known, slot, x, against, codes[b + against.place]!);
    const z = codes[a + against.place]!;
    const back = between(measure, measure.knownAgainst, against, z, slot, codes[b + slot.place]!);
    return there > back ? there : back;
  }

  share(slot: number): number {
    const { place, column } = this.slots[slot]!;
    const x = this.codes[this.a + place]!;
    const y = this.codes[this.b + place]!;
    if (x === 0 || y === 0) return Number.NaN;
    const shares = this.shares[slot]!;
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
}

const NO_SHARES = new Float64Array(0);

/** Of a few thousand frequent values the share is known; all others have one in common. */
function sharesOf(column: Column, { values, other }: FrequencyTable, shareOf: (text: string) => unknown): Float64Array {
  const shares = new Float64Array(column.size + 1).fill(Math.log2(other));
  for (const text of Object.keys(values)) {
    const value = column.find(text);
    if (value > 0) shares[value] = shareOf(text) as number;
  }
  return shares;
}

function between(
  { kind, measure }: ColumnMeasure,
  known: ResultCache | null,
  slot: SlotColumn,
  x: number,
  other: SlotColumn,
  y: number,
): number {
  if (x === 0 || y === 0) return missing;
  let at = 0;
  if (known) {
    at = known.place(x, y);
    if (known.holds(at, x, y)) return known.results[at]!;
  }
  let result: number;
  if (kind === 'overlap') result = jaccard(slot.column.textsOf(x), other.column.textsOf(y));
  else if (x > 0 && y > 0) {
    const [one, two] = [slot.feature(x), other.feature(y)];
    result = one === null || two === null ? missing : measure.compare(one, two);
  } else result = bestOf(measure, slot, x, other, y);
  return known ? known.keep(at, x, y, result) : result;
}

function bestOf(measure: Measure<unknown>, slot: SlotColumn, x: number, other: SlotColumn, y: number): number {
  let best = missing;
  for (let i = 0; i < slot.column.count(x); i++) {
    const one = slot.feature(slot.column.value(x, i));
    if (one === null) continue;
    for (let j = 0; j < other.column.count(y); j++) {
      const two = other.feature(other.column.value(y, j));
      if (two === null) continue;
      const result = measure.compare(one, two);
      if (result > best) best = result;
    }
  }
  return best;
}

function sharesValue(column: Column, x: number, y: number): boolean {
  if (x === y) return true;
  for (let i = 0; i < column.count(x); i++)
    for (let j = 0; j < column.count(y); j++) if (column.value(x, i) === column.value(y, j)) return true;
  return false;
}
