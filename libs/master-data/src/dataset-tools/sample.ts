import type { Readable } from 'node:stream';
import type { FileStore } from '@siku/platform';
import { openTable } from '../read/open-table.js';
import type { ReadHints } from '../read/source-table.js';

/** Rows that a proposal is made from: enough to see every usual word of a code column. */
const SAMPLE_ROWS = 1000;

export interface Sample {
  columns: string[];
  rows: (string | null)[][];
}

/** Header and first rows of a file that is not kept. */
export async function readSample(stream: Readable, files: FileStore, hints: ReadHints): Promise<Sample> {
  const { file } = await files.write(stream);
  try {
    const table = await openTable(await files.open(file), hints);
    const rows: Sample['rows'] = [];
    for await (const chunk of table.rows()) {
      for (const { values, fault } of chunk) if (!fault) rows.push(values);
      if (rows.length >= SAMPLE_ROWS) break;
    }
    return { columns: table.columns, rows: rows.slice(0, SAMPLE_ROWS) };
  } finally {
    await files.remove(file);
  }
}
