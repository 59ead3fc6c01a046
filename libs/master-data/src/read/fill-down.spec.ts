import { describe, expect, it } from '@jest/globals';
import { filledDown } from './fill-down.js';
import { ReadRefusal } from './read-refusal.js';
import type { SourceTable } from './source-table.js';

const table = (columns: string[], ...chunks: (string | null)[][][]): SourceTable => ({
  format: 'csv',
  columns,
  progress: () => ({ bytesRead: 0, bytesTotal: 0 }),
  async *rows() {
    for (const chunk of chunks) yield chunk.map((values, i) => ({ row: i + 2, values }));
  },
});

async function valuesOf(read: SourceTable): Promise<(string | null)[][]> {
  const all: (string | null)[][] = [];
  for await (const rows of read.rows()) all.push(...rows.map(({ values }) => values));
  return all;
}

describe('filledDown', () => {
  it('says on every line what is merged over several, from one piece of the file to the next', async () => {
    const read = table(
      ['指标', '地区', '一月'],
      [
        ['投资', '海曙', '1'],
        [null, '江北', '2'],
      ],
      [
        ['  ', '鄞州', '3'],
        ['消费', '海曙', '4'],
      ],
    );
    expect((await valuesOf(filledDown(read, ['指标']))).map(([indicator]) => indicator)).toEqual([
      '投资',
      '投资',
      '投资',
      '消费',
    ]);
  });

  it('leaves lines alone that say nothing else, and those before the first', async () => {
    const read = table(
      ['指标', '一月'],
      [
        [null, '1'],
        ['投资', '2'],
        [null, null],
      ],
    );
    expect(await valuesOf(filledDown(read, ['指标']))).toEqual([
      [null, '1'],
      ['投资', '2'],
      [null, null],
    ]);
  });

  it('refuses a column that is not there', () => {
    expect(() => filledDown(table(['指标']), ['地区'])).toThrow(ReadRefusal);
  });
});
