import { deriver, valuesReader } from '../model/field-values.js';
import type { FieldPart, MatchModel, Profile } from '../model/match-model.js';
import { Column } from './column.js';
import { columnParts, type ColumnPart, partKey } from './column-parts.js';

/**
 * Records as numbers, for one model whatever its probabilities: what is compared and blocked by, and nothing else of them. Row by row, since
 * comparing two records looks at all they have.
 */
export class RecordColumns {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    readonly size: number,
    readonly parts: readonly ColumnPart[],
    readonly columns: readonly Column[],
    /** Code of record i in column c at i · width + c. */
    readonly codes: Int32Array,
  ) {
    this.places = new Map(parts.map((part, place) => [partKey(part), place]));
  }

  get width(): number {
    return this.columns.length;
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
    this.parts.forEach((part, place) => {
      if (isPlain(part)) profile[part.field] = this.columns[place]!.textsOf(this.codes[record * this.width + place]!);
    });
    return profile;
  }

  /** One column for itself. */
  column(place: number): Int32Array {
    const { size, width, codes } = this;
    const column = new Int32Array(size);
    for (let i = 0, at = place; i < size; i++, at += width) column[i] = codes[at]!;
    return column;
  }
}

/** Takes records in one by one; keeps no profile. */
export class ColumnsWriter {
  private readonly parts: readonly ColumnPart[];
  private readonly columns: Column[];
  private readonly read: ((profile: Profile) => readonly string[])[];
  private readonly derive: (profile: Profile) => Profile;
  private codes: Int32Array;
  private size = 0;

  constructor(model: MatchModel) {
    this.parts = columnParts(model);
    this.columns = this.parts.map(() => new Column());
    this.read = this.parts.map((part) => (isPlain(part) ? valuesReader({ field: part.field }) : () => []));
    this.derive = deriver(model.derived ?? []);
    this.codes = new Int32Array(1 << 10);
  }

  add(profile: Profile): void {
    const { parts, columns, read } = this;
    const derived = this.derive(profile);
    let at = this.size++ * parts.length;
    if (at + parts.length > this.codes.length) {
      const wider = new Int32Array(Math.max(this.codes.length * 2, at + parts.length));
      wider.set(this.codes);
      this.codes = wider;
    }
    for (let c = 0; c < parts.length; c++, at++) this.codes[at] = columns[c]!.codeOf(read[c]!(derived));
  }

  /** Values that are rewritten or cut are so once for all records that have them. */
  done(): RecordColumns {
    const { size, parts, columns } = this;
    const records = new RecordColumns(size, parts, columns, this.codes.slice(0, size * parts.length));
    for (const [place, part] of parts.entries()) if (!isPlain(part)) rewrite(records, place, part);
    for (const column of columns) column.close();
    return records;
  }
}

export function recordColumns(model: MatchModel, profiles: Iterable<Profile>): RecordColumns {
  const writer = new ColumnsWriter(model);
  for (const profile of profiles) writer.add(profile);
  return writer.done();
}

function rewrite(records: RecordColumns, place: number, part: ColumnPart): void {
  const from = records.place({ field: part.field });
  const [source, target] = [records.columns[from]!, records.columns[place]!];
  const read = valuesReader(part);
  const present = part.present ?? false;
  const rewritten = (code: number): number => {
    const texts = source.textsOf(code);
    return target.codeOf(read({ [part.field]: present ? texts.slice(0, 1) : texts }));
  };
  const ofValues = new Int32Array(source.size + 1);
  const ofLists = new Int32Array(source.listCount + 1);
  for (let value = 1; value <= source.size; value++) ofValues[value] = rewritten(value);
  for (let list = 1; list <= source.listCount; list++) ofLists[list] = rewritten(-list);
  const { size, width, codes } = records;
  for (let row = 0; row < size * width; row += width) {
    const code = codes[row + from]!;
    codes[row + place] = code < 0 ? ofLists[-code]! : ofValues[code]!;
  }
}

function isPlain({ transform, first, last, present = false }: FieldPart & { present?: boolean }): boolean {
  return transform === undefined && first === undefined && last === undefined && !present;
}
