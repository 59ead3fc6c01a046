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
    this.features = feature ? new Array<unknown>(column.size + 1) : column.texts;
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
  kind: 'overlap' | 'graded';
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
  /** Per measure the column where it asks for equality within one, -1 otherwise. */
  private readonly equal: Int32Array;
  private readonly shares: readonly Shares[];
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
      kind: kind === 'overlap' ? kind : 'graded',
      measure,
      slot: this.slots[slot]!,
      against: this.slots[against]!,
      known: measure.costly ? new ResultCache() : null,
      knownAgainst: measure.costly && slot !== against ? new ResultCache() : null,
    }));
    // Equal numbers are equal texts where both sides are of one column.
    this.equal = Int32Array.from(bound, ({ kind, slot, against }) =>
      kind === 'exact' && slot === against ? this.slots[slot]!.place : -1,
    );
  }

  of(a: number, b: number): this {
    this.a = a * this.width;
    this.b = b * this.width;
    return this;
  }

  take(place: number): number {
    const { codes, a, b } = this;
    const column = this.equal[place]!;
    if (column >= 0) {
      const x = codes[a + column]!;
      const y = codes[b + column]!;
      if (x === 0 || y === 0) return missing;
      if (x === y) return 1;
      return (x < 0 || y < 0) && sharesValue(this.measures[place]!.slot.column, x, y) ? 1 : 0;
    }
    const measure = this.measures[place]!;
    const { slot, against } = measure;
    const x = codes[a + slot.place]!;
    if (slot === against) return between(measure, measure.known, slot, x, slot, codes[b + slot.place]!);
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
    const { bits, of } = this.shares[slot]!;
    // Values that only resemble each other: the commoner of the two is what the other may have been meant to be.
    if (x > 0 && y > 0) return Math.max(bits[of[x]!]!, bits[of[y]!]!);
    let rarest = Number.NaN;
    let commonest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < column.count(x); i++) {
      const value = column.value(x, i);
      const share = bits[of[value]!]!;
      for (let j = 0; j < column.count(y); j++) {
        const other = column.value(y, j);
        commonest = Math.max(commonest, share, bits[of[other]!]!);
        if (value === other && !(rarest <= share)) rarest = share;
      }
    }
    return Number.isNaN(rarest) ? commonest : rarest;
  }
}

/** How common values are: of a few thousand frequent ones it is known, all others have one share in common. */
interface Shares {
  /** log2 of the shares there are, the common one first. */
  bits: Float64Array;
  /** Per value which of them it has. */
  of: Uint16Array | Uint32Array;
}

const NO_SHARES: Shares = { bits: new Float64Array(0), of: new Uint16Array(0) };

function sharesOf(column: Column, { values, other }: FrequencyTable, shareOf: (text: string) => unknown): Shares {
  const texts = Object.keys(values);
  const bits = new Float64Array(texts.length + 1).fill(Math.log2(other));
  const of = texts.length < 2 ** 16 ? new Uint16Array(column.size + 1) : new Uint32Array(column.size + 1);
  texts.forEach((text, i) => {
    const value = column.find(text);
    if (value === 0) return;
    bits[i + 1] = shareOf(text) as number;
    of[value] = i + 1;
  });
  return { bits, of };
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
