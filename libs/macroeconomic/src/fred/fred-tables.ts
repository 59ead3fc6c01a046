import { StreamableFile } from '@nestjs/common';
import { writeTables, zipOf, type TableSheet } from '@siku/master-data';
import { Readable } from 'node:stream';
import type { FredAnswer, TableType } from './fred-format.js';

/** An answer as a sheet: what was asked for stands above, or in a file beside. */
export function tableOf({ about, list: [name], items }: FredAnswer, type: TableType, title: string): StreamableFile {
  const rows = items as readonly Readonly<Record<string, string>>[];
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [[title], ...Object.entries(about).map(([key, value]) => [key, String(value)])];
  const sheet: TableSheet = {
    name,
    about: lines,
    header,
    rows: rows.map((row) => header.map((column) => (row[column] === '.' ? null : (row[column] ?? null)))),
    isFigure: (column) => !/^(date|realtime_.*)$/.test(header[column]!),
  };
  const file = title.replaceAll(/[^\w.-]/g, '_');
  if (type === 'xlsx') {
    return new StreamableFile(writeTables('xlsx', [sheet]), {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      disposition: `attachment; filename="${file}.xlsx"`,
    });
  }
  const readme = Buffer.from(lines.map((line) => `${line.join(': ')}\r\n`).join(''));
  const members = [
    { name: `${file}.csv`, content: writeTables('csv', [sheet]) },
    { name: 'README.txt', content: [readme] },
  ];
  return new StreamableFile(Readable.from(zipOf(members), { objectMode: false }), {
    type: 'application/zip',
    disposition: `attachment; filename="${file}.zip"`,
  });
}
