import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import iconv from 'iconv-lite';
import { openTable } from './open-table.js';
import { PACKED_PARQUET } from './parquet.fixture.js';
import { ReadRefusal } from './read-refusal.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-faults-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RECORDS = Array.from({ length: 200 }, (_, at) => ({
  编号: String(at).padStart(5, '0'),
  名称: `宁波市第${at}公司`,
  资本: at * 1.5,
}));
const NAMES = ['编号', '名称', '资本'] as const;
const CSV = [NAMES.join(','), ...RECORDS.map((record) => `${record.编号},"${record.名称}",${record.资本}`), ''].join(
  '\r\n',
);

async function filesOfAllFormats(): Promise<[string, Buffer][]> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('a').addRows([[...NAMES], ...RECORDS.map((record) => NAMES.map((name) => record[name]))]);
  const xlsx = Buffer.from(await book.xlsx.writeBuffer());
  const parquet = Buffer.from(
    parquetWriteBuffer({
      columnData: NAMES.map((name) => ({
        name,
        data: RECORDS.map((record) => record[name]),
        type: name === '资本' ? ('DOUBLE' as const) : ('STRING' as const),
      })),
      rowGroupSize: 100,
    }),
  );
  return [
    ['utf-8', Buffer.from(CSV)],
    ['gb18030', iconv.encode(CSV, 'gb18030')],
    ['utf-16', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
    ['json', Buffer.from(JSON.stringify(RECORDS))],
    ['ndjson', Buffer.from(RECORDS.map((record) => JSON.stringify(record)).join('\n'))],
    ['xlsx', xlsx],
    ['parquet', parquet],
    ['csv.gz', gzipSync(CSV)],
    ['xlsx.gz', gzipSync(xlsx)],
    ['parquet.gz', gzipSync(parquet)],
  ];
}

/** 'refused', or the number of rows read. Anything but a refusal is thrown on. */
async function outcome(bytes: Uint8Array): Promise<number | 'refused'> {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  try {
    let count = 0;
    for await (const chunk of (await openTable(path)).rows()) count += chunk.length;
    return count;
  } catch (error) {
    if (error instanceof ReadRefusal) return 'refused';
    throw error;
  }
}

function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('damaged files', () => {
  let files: [string, Buffer][];
  beforeAll(async () => {
    files = await filesOfAllFormats();
  });

  it('are refused when cut anywhere; only a plain text can end at a line or cell unnoticed', async () => {
    for (const [name, bytes] of files) {
      expect([name, await outcome(bytes)]).toEqual([name, RECORDS.length]);
      const isPlainText = name.startsWith('utf') || name.startsWith('gb') || name === 'ndjson';
      for (let part = 0; part < 24; part++) {
        const cut = await outcome(bytes.subarray(0, Math.floor((bytes.length * part) / 24)));
        if (!isPlainText) expect([name, part, cut]).toEqual([name, part, 'refused']);
      }
    }
  });

  it('never crash or hang the reader, whatever bytes are changed', async () => {
    const random = randomNumbers(42);
    for (const [, bytes] of [...files, ...Object.entries(PACKED_PARQUET)]) {
      for (let round = 0; round < 30; round++) {
        const damaged = Buffer.from(bytes);
        for (let times = random(4); times >= 0; times--) damaged[random(damaged.length)] = random(256);
        await outcome(damaged);
      }
    }
  });

  it('are refused when they are noise behind a known beginning', async () => {
    const random = randomNumbers(7);
    for (const start of ['PK\x03\x04', 'PAR1', '\x1f\x8b\x08\0', '[{', '{"', '']) {
      const noise = Buffer.from(Array.from({ length: 2000 }, () => random(256)));
      expect([start, await outcome(Buffer.concat([Buffer.from(start, 'latin1'), noise]))]).toEqual([start, 'refused']);
    }
  });
});

const REAL = join(process.cwd(), '../shared/data/legal-entity');
const whenPresent = existsSync(REAL) ? describe : describe.skip;

whenPresent('files that nobody here wrote', () => {
  it.each([
    ['listed-companies-en.csv', 22, 79],
    ['listed-companies-zh.csv', 9, 743],
  ])('%s has %d columns and %d rows, in either encoding', async (name, width, count) => {
    const bytes = readFileSync(join(REAL, name));
    for (const content of [bytes, iconv.encode(bytes.toString('utf8'), 'gb18030'), gzipSync(bytes)]) {
      writeFileSync(join(folder, 'real'), content);
      const table = await openTable(join(folder, 'real'));
      expect(table.columns).toHaveLength(width);
      const rows = [];
      for await (const chunk of table.rows()) rows.push(...chunk);
      expect(rows.filter(({ fault }) => fault)).toEqual([]);
      expect(rows).toHaveLength(count);
    }
  });
});
