import { deriver, valuesReader } from '../model/field-values.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import { maskable } from '../model/slots.js';
import { Column, type ColumnMemory } from './column.js';
import { comparedParts, type ColumnPart, isPlain, modelParts, partKey } from './column-parts.js';
import { sharedNumbers, sharedRoom } from './shared-memory.js';

/** Numbers in a row are rounded up to this, so that it begins where the processor's lines of memory do. */
const line = 16;

/** Records as they lie in memory, which threads can share. */
export interface RecordMemory {
  size: number;
  parts: readonly ColumnPart[];
  columns: readonly ColumnMemory[];
  rows: Int32Array;
  width: number;
  apart: readonly Int32Array[];
  says: Int32Array;
}

/** One column, and the code of record i in it at i · width + place. */
export interface ColumnCodes {
  codes: Int32Array;
  width: number;
  place: number;
  column: Column;
}

/**
 * Records as numbers, for one model whatever its probabilities: what is compared and blocked by, and nothing else of them. What is compared lies
 * row by row, since a pair is asked one thing after the other; what is only blocked by lies apart, column by column.
 */
export class RecordColumns {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    readonly size: number,
    readonly parts: readonly ColumnPart[],
    readonly columns: readonly Column[],
    /** Code of record i in column c at i · width + c, as far as it is compared. */
    readonly rows: Int32Array,
    readonly width: number,
    /** The columns behind these. */
    private readonly apart: readonly Int32Array[],
    /** Bit i: the record has a value for comparison i; of the first `maskable` comparisons. */
    readonly says: Int32Array,
  ) {
    this.places = new Map(parts.map((part, place) => [partKey(part), place]));
  }

  static of({ size, parts, columns, rows, width, apart, says }: RecordMemory): RecordColumns {
    return new RecordColumns(size, parts, columns.map(Column.of), rows, width, apart, says);
  }

  get memory(): RecordMemory {
    const { size, parts, rows, width, apart, says } = this;
    return { size, parts, columns: this.columns.map((column) => column.memory), rows, width, apart, says };
  }

  /** @throws RangeError for a part that no rule and no comparison of the model names */
  place(part: ColumnPart): number {
    const place = this.places.get(partKey(part));
    if (place === undefined) throw new RangeError(`the records were not read for ${partKey(part)}`);
    return place;
  }

  /** What the model sees of a record; fields derived already. */
  profile(record: number): Profile {
    const profile: Record<string, readonly string[]> = {};
    const compared = this.columns.length - this.apart.length;
    this.parts.forEach((part, place) => {
      if (!isPlain(part)) return;
      const code = place < compared ? this.rows[record * this.width + place]! : this.apart[place - compared]![record]!;
      profile[part.field] = this.columns[place]!.textsOf(code);
    });
    return profile;
  }

  codes(part: ColumnPart): ColumnCodes {
    const place = this.place(part);
    const column = this.columns[place]!;
    const compared = this.columns.length - this.apart.length;
    if (place < compared) return { codes: this.rows, width: this.width, place, column };
    return { codes: this.apart[place - compared]!, width: 1, place: 0, column };
  }
}

/** Takes records in one by one; keeps no profile. */
export class ColumnsWriter {
  private readonly parts: readonly ColumnPart[];
  private readonly compared: number;
  private readonly width: number;
  private readonly columns: readonly Column[];
  private readonly read: readonly (((profile: Profile) => readonly string[]) | null)[];
  private readonly derive: (profile: Profile) => Profile;
  private rows = new Int32Array(1 << 10);
  private readonly apart: Int32Array[];
  /** Per comparison the places of what it looks at. */
  private readonly asked: readonly (readonly number[])[];
  private size = 0;

  constructor(model: MatchModel) {
    const { compared, apart } = modelParts(model);
    this.parts = [...compared, ...apart];
    this.compared = compared.length;
    const keys = compared.map(partKey);
    this.asked = comparedParts(model).map((own) => own.map((part) => keys.indexOf(partKey(part))));
    this.width = Math.ceil(compared.length / line) * line;
    this.columns = this.parts.map(() => new Column());
    // Values that are rewritten or cut are so once for all records that have them: see `done`.
    this.read = this.parts.map((part) => (isPlain(part) ? valuesReader(part) : null));
    this.derive = deriver(model.derived ?? []);
    this.apart = apart.map(() => new Int32Array(1 << 6));
  }

  add(profile: Profile): void {
    const { parts, columns, read, width } = this;
    const derived = this.derive(profile);
    const record = this.size++;
    if (this.size * width > this.rows.length) this.rows = wider(this.rows, this.size * width);
    for (let c = 0; c < this.apart.length; c++)
      if (record >= this.apart[c]!.length) this.apart[c] = wider(this.apart[c]!, this.size);
    for (let c = 0; c < parts.length; c++) {
      const values = read[c]?.(derived);
      if (values !== undefined && values.length > 0) this.set(record, c, columns[c]!.codeOf(values));
    }
  }

  done(): RecordColumns {
    const { size, parts, columns, width } = this;
    parts.forEach((part, place) => {
      if (!isPlain(part)) this.rewrite(place, part);
    });
    for (const column of columns) column.close();
    const rows = sharedNumbers(this.rows, size * width);
    const apart = this.apart.map((codes) => sharedNumbers(codes, size));
    return new RecordColumns(size, parts, columns, rows, width, apart, this.says(rows));
  }

  private says(rows: Int32Array): Int32Array {
    const { size, width } = this;
    const says = sharedRoom(size);
    this.asked.slice(0, maskable).forEach((places, i) => {
      for (let record = 0, row = 0; record < size; record++, row += width)
        for (let p = 0; p < places.length; p++)
          if (rows[row + places[p]!] !== 0) {
            says[record]! |= 1 << i;
            break;
          }
    });
    return says;
  }

  private code(record: number, place: number): number {
    return place < this.compared
      ? this.rows[record * this.width + place]!
      : this.apart[place - this.compared]![record]!;
  }

  private set(record: number, place: number, code: number): void {
    if (place < this.compared) {
      this.rows[record * this.width + place] = code;
      return;
    }
    this.apart[place - this.compared]![record] = code;
  }

  private rewrite(place: number, part: ColumnPart): void {
    const from = this.parts.findIndex((each) => isPlain(each) && each.field === part.field);
    const [source, target] = [this.columns[from]!, this.columns[place]!];
    const read = valuesReader(part);
    const rewritten = (code: number): number => {
      const texts = source.textsOf(code);
      return target.codeOf(read({ [part.field]: part.present ? texts.slice(0, 1) : texts }));
    };
    const ofValues = new Int32Array(source.size + 1);
    const ofLists = new Int32Array(source.listCount + 1);
    for (let value = 1; value <= source.size; value++) ofValues[value] = rewritten(value);
    for (let list = 1; list <= source.listCount; list++) ofLists[list] = rewritten(-list);
    for (let record = 0; record < this.size; record++) {
      const code = this.code(record, from);
      this.set(record, place, code < 0 ? ofLists[-code]! : ofValues[code]!);
    }
  }
}

export function recordColumns(model: MatchModel, profiles: Iterable<Profile>): RecordColumns {
  const writer = new ColumnsWriter(model);
  for (const profile of profiles) writer.add(profile);
  return writer.done();
}

function wider(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(array.length * 2, least));
  grown.set(array);
  return grown;
}
