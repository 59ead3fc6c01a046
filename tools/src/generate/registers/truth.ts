import { join } from 'node:path';
import type { TableWriter } from '../files/cell.js';
import { createTable } from '../files/table-file.js';

/** A table for those who measure, in UTF-8. */
export const truthTable = (out: string, name: string, columns: readonly string[]): TableWriter =>
  createTable(join(out, name), 'csv', {
    title: '',
    columns: columns.map((column) => ({ name: column, type: 'text' })),
    keyColumn: 0,
  }).writer;

/** truth.csv says of which subject each source record is. */
export class Truth {
  private readonly records: TableWriter;

  /** @param subject name of the column: entity, person */
  constructor(out: string, subject: string) {
    this.records = truthTable(out, 'truth', ['dataset', 'sourceKey', subject]);
  }

  record(dataset: string, sourceKey: string, id: string): void {
    this.records.write([dataset, sourceKey, id]);
  }

  close(): void {
    this.records.close();
  }
}
