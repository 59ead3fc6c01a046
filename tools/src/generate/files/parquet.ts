import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { cellText, type Cell, type TableLayout, type TableWriter } from './cell.js';

/** Rows of a row group: they are in memory together. */
const GROUP = 10_000;

/** Dates are text, as exporters of databases make them that do not know better. */
export class ParquetTableWriter implements TableWriter {
  private readonly parquet: ParquetWriter;
  private columns: (string | number | null)[][];

  constructor(
    path: string,
    private readonly layout: TableLayout,
  ) {
    this.columns = layout.columns.map(() => []);
    this.parquet = new ParquetWriter({
      writer: fileWriter(path),
      createdBy: 'siku generator',
      schema: [
        { name: 'root', num_children: layout.columns.length },
        ...layout.columns.map(({ name, type }) =>
          type === 'number'
            ? ({ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const)
            : ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const),
        ),
      ],
    });
  }

  write(cells: Cell[]): void {
    cells.forEach((cell, i) => {
      const isNumber = this.layout.columns[i]!.type === 'number';
      this.columns[i]!.push(cell === null ? null : isNumber ? Number(cellText(cell)) : cellText(cell));
    });
    if (this.columns[0]!.length >= GROUP) this.flush();
  }

  /** The record loses its key. */
  writeUnreadable(cells: Cell[]): void {
    this.write(cells.with(this.layout.keyColumn, null));
  }

  close(): void {
    this.flush();
    void this.parquet.finish();
  }

  private flush(): void {
    const columnData = this.layout.columns.map(({ name }, i) => ({ name, data: this.columns[i]! }));
    if (columnData[0]!.data.length > 0) void this.parquet.write({ columnData, rowGroupSize: GROUP });
    this.columns = this.layout.columns.map(() => []);
  }
}
