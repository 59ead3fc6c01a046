import type { Readable } from 'node:stream';
import type { DatasetDefinition, Unpivot } from '@siku/catalogue';
import type { FileStore } from '@siku/platform';
import type { SampleBase, SampleTable } from '../map/infer.js';
import { proposeFillDown, proposeUnpivot } from '../map/infer-layout.js';
import { filledDown } from '../read/fill-down.js';
import { openTable } from '../read/open-table.js';
import type { ReadHints, SourceTable } from '../read/source-table.js';
import { unpivoted } from '../read/unpivot.js';

/** Rows that a proposal is made from: enough to see every usual word of a code column. */
const SAMPLE_ROWS = 1000;

export interface Sample extends SampleTable {
  /** how the columns and rows were made of the file */
  layout: Pick<DatasetDefinition, 'file' | 'unpivot'>;
}

/** Header and first rows of a file that is not kept, as a dataset of the base would read them. */
export async function readSample(
  stream: Readable,
  files: FileStore,
  hints: ReadHints,
  base: SampleBase,
): Promise<Sample> {
  const { file } = await files.write(stream);
  try {
    const whole = await openTable(await files.open(file), { ...hints, findHeaderRows: true });
    const { header, columns: headings } = whole;
    const delivered = { columns: headings, rows: await firstRows(whole) };
    const unpivot = proposeUnpivot(delivered, base.dictionary, base.words ?? {});
    const fillDown = unpivot ? proposeFillDown(delivered) : [];
    const filled = fillDown.length > 0 ? filledDown(whole, fillDown) : whole;
    const table = unpivot ? unpivoted(filled, unpivot) : whole;
    const { columns } = table;
    return {
      columns,
      rows: await firstRows(table),
      above: header?.above,
      headings,
      layout: layoutOf({ ...hints, ...(fillDown.length > 0 && { fillDown }) }, header, unpivot),
    };
  } finally {
    await files.remove(file);
  }
}

async function firstRows(table: SourceTable): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const chunk of table.rows()) {
    for (const { values, fault } of chunk) if (!fault) rows.push(values);
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows.slice(0, SAMPLE_ROWS);
}

/** What reading the next file would find out for itself need not be said. */
function layoutOf(hints: ReadHints, header: SourceTable['header'], unpivot: Unpivot | null): Sample['layout'] {
  const lines = header ? header.row - header.first + 1 : 1;
  const file = { ...hints, ...(header && lines > 1 && { headerRow: header.first, headerRows: lines }) };
  return {
    ...(Object.keys(file).length > 0 && { file }),
    ...(unpivot && { unpivot }),
  };
}
