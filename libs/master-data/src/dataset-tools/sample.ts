import type { Readable } from 'node:stream';
import type { Unpivot } from '@siku/catalogue';
import type { FileStore } from '@siku/platform';
import { openTable } from '../read/open-table.js';
import type { ReadHints } from '../read/source-table.js';
import { proposeUnpivot, unpivoted } from '../read/unpivot.js';

/** Rows that a proposal is made from: enough to see every usual word of a code column. */
const SAMPLE_ROWS = 1000;

export interface Sample {
  columns: string[];
  rows: (string | null)[][];
  /** how they were made of a table with a column per period */
  unpivot: Unpivot | null;
}

/**
 * Header and first rows of a file that is not kept.
 * @param ofPeriods headings may be periods: their columns become rows
 */
export async function readSample(
  stream: Readable,
  files: FileStore,
  hints: ReadHints,
  ofPeriods: boolean,
): Promise<Sample> {
  const { file } = await files.write(stream);
  try {
    const whole = await openTable(await files.open(file), hints);
    const unpivot = ofPeriods ? proposeUnpivot(whole.columns) : null;
    const table = unpivot ? unpivoted(whole, unpivot) : whole;
    const rows: Sample['rows'] = [];
    for await (const chunk of table.rows()) {
      for (const { values, fault } of chunk) if (!fault) rows.push(values);
      if (rows.length >= SAMPLE_ROWS) break;
    }
    return { columns: table.columns, rows: rows.slice(0, SAMPLE_ROWS), unpivot };
  } finally {
    await files.remove(file);
  }
}
