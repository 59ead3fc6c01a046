import { cellText, type Cell, type TableLayout, type TableWriter } from './cell.js';
import { Blocks, type Sink } from './packed-file.js';

/** NDJSON, or one JSON array. The first record names every member, the others only those with a value. */
export class JsonWriter implements TableWriter {
  private readonly blocks: Blocks;
  private readonly names: string[];
  private rows = 0;

  constructor(
    private readonly sink: Sink,
    private readonly layout: TableLayout,
    private readonly kind: 'ndjson' | 'json',
  ) {
    this.blocks = new Blocks((text) => this.sink.write(Buffer.from(text)));
    this.names = layout.columns.map(({ name }) => JSON.stringify(name));
    if (kind === 'json') this.blocks.add('[');
  }

  write(cells: Cell[]): void {
    const members = cells.flatMap((cell, i) =>
      cell === null && this.rows > 0 ? [] : `${this.names[i]}:${jsonValue(cell)}`,
    );
    const separator = this.kind === 'ndjson' || this.rows === 0 ? '' : ',';
    this.rows++;
    this.blocks.add(`${separator}{${members.join()}}\n`);
  }

  /** JSON that is none would spoil the file: the record loses its key. */
  writeUnreadable(cells: Cell[]): void {
    this.write(cells.with(this.layout.keyColumn, null));
  }

  close(): void {
    if (this.kind === 'json') this.blocks.add(']\n');
    this.blocks.end();
    this.sink.close();
  }
}

const jsonValue = (cell: Cell): string =>
  cell === null || typeof cell === 'number' ? String(cell) : JSON.stringify(cellText(cell));
