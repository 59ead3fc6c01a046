import type { BaseDefinition } from '@siku/master-data';
import { ColumnsWriter, type MatchModel, type Profile, type RecordColumns, StableOrder } from '@siku/matching';

/** Texts of one raw column: few of them differ. */
class TextColumn {
  readonly texts: string[] = [];
  readonly numbers: number[] = [];
  private readonly known = new Map<string, number>();

  add(text: string): void {
    let number = this.known.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.known.set(text, number);
    }
    this.numbers.push(number);
  }
}

/** Records of one base, which are compared with each other. */
export interface BaseRecords {
  base: BaseDefinition;
  model: MatchModel;
  records: RecordColumns;
  /** Place of each of them in the list of all. */
  places: number[];
  order: Uint32Array;
}

/** One row on its way in. */
export interface EvaluatedRow {
  /** Number of the file, and of the row in it, both from 0. */
  file: number;
  row: number;
  key: string;
  base: BaseDefinition;
  /** Null for a row that the dataset's checks reject: it stays alone. */
  profile: Profile | null;
  /** The raw cells that the truth and the breakdown are read from. */
  cells: Readonly<Record<string, string>>;
}

/** What was read, as columns: a million records are no million objects. */
export class EvaluatedRecords {
  readonly files: number[] = [];
  readonly rows: number[] = [];
  rejected = 0;
  private readonly keys: string[] = [];
  private readonly order = new StableOrder();
  private readonly cells = new Map<string, TextColumn>();
  private readonly writers = new Map<BaseDefinition, { writer: ColumnsWriter; model: MatchModel; places: number[] }>();

  constructor(
    private readonly modelFor: (base: BaseDefinition) => MatchModel,
    /** Whether the keys of the records are asked for afterwards. */
    private readonly keepsKeys: boolean,
  ) {}

  get size(): number {
    return this.files.length;
  }

  add({ file, row, key, base, profile, cells }: EvaluatedRow): void {
    const place = this.size;
    this.files.push(file);
    this.rows.push(row);
    if (this.keepsKeys) this.keys.push(key);
    // The same in whatever order the rows stand, as long as their keys are unique.
    this.order.add(`${file}\u0000${key}`);
    for (const [name, text] of Object.entries(cells)) this.column(name, place).add(text);
    if (!profile) {
      this.rejected++;
      return;
    }
    let own = this.writers.get(base);
    if (!own) {
      const model = this.modelFor(base);
      own = { writer: new ColumnsWriter(model), model, places: [] };
      this.writers.set(base, own);
    }
    own.writer.add(profile);
    own.places.push(place);
  }

  key(record: number): string {
    return this.keys[record]!;
  }

  cell(name: string, record: number): string {
    const column = this.cells.get(name);
    return column?.texts[column.numbers[record] ?? -1] ?? '';
  }

  get cellNames(): string[] {
    return [...this.cells.keys()];
  }

  byBase(): BaseRecords[] {
    return [...this.writers].map(([base, { writer, model, places }]) => ({
      base,
      model,
      records: writer.done(),
      places,
      order: this.order.ranks(places),
    }));
  }

  /** Files need not have the same columns: what one lacks is empty. */
  private column(name: string, place: number): TextColumn {
    let column = this.cells.get(name);
    if (!column) this.cells.set(name, (column = new TextColumn()));
    while (column.numbers.length < place) column.add('');
    return column;
  }
}
