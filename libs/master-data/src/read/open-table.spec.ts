import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import iconv from 'iconv-lite';
import { openTable } from './open-table.js';
import { PACKED_PARQUET } from './parquet.fixture.js';
import { ReadRefusal } from './read-refusal.js';
import type { RawRow, ReadHints } from './source-table.js';
import { zipOf } from '../report/zip-writer.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-read-spec-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

function stored(content: string | Uint8Array): string {
  const path = join(folder, String(files++));
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Uint8Array, hints?: ReadHints) {
  const table = await openTable(stored(content), hints);
  const rows: RawRow[] = [];
  for await (const chunk of table.rows()) rows.push(...chunk);
  return { format: table.format, encoding: table.encoding, columns: table.columns, rows, table };
}

async function refused(content: string | Uint8Array, hints?: ReadHints): Promise<ReadRefusal> {
  try {
    await read(content, hints);
  } catch (error) {
    expect(error).toBeInstanceOf(ReadRefusal);
    return error as ReadRefusal;
  }
  throw new Error('was not refused');
}

async function zipped(entries: Record<string, string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const members = Object.entries(entries).map(([name, content]) => ({ name, content: [Buffer.from(content)] }));
  for await (const part of zipOf(members)) parts.push(part);
  return Buffer.concat(parts);
}

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('企业'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const parquet = (columnData: ColumnSource[], rowGroupSize?: number) =>
  Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize }));

const CSV = '编号,名称,地址\r\n007,宁波港,"中山路1号, 3室"\r\n008,"甬""江",\r\n';
const TABLE = {
  columns: ['编号', '名称', '地址'],
  rows: [
    { row: 2, values: ['007', '宁波港', '中山路1号, 3室'] },
    { row: 3, values: ['008', '甬"江', null] },
  ],
};

describe('CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(CSV), 'utf-8'],
    ['UTF-8 with byte order mark', Buffer.from(`\uFEFF${CSV}`), 'utf-8'],
    ['GB18030', iconv.encode(CSV, 'gb18030'), 'gb18030'],
    ['UTF-16 LE with mark', Buffer.from(`\uFEFF${CSV}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE without mark', Buffer.from(CSV.repeat(1), 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with mark', Buffer.from(`\uFEFF${CSV}`, 'utf16le').swap16(), 'utf-16be'],
  ])('reads %s', async (_name, bytes, encoding) => {
    expect(await read(bytes)).toMatchObject({ format: 'csv', encoding, ...TABLE });
  });

  it.each([
    [';', '编号;名称\n1;甲, 乙\n2;丙\n'],
    ['\t', '编号\t名称\n1\t甲, 乙\n2\t丙\n'],
    ['|', '编号|名称\n1|甲, 乙\n2|丙\n'],
  ])('finds the separator %j', async (_delimiter, text) => {
    const { columns, rows } = await read(text);
    expect(columns).toEqual(['编号', '名称']);
    expect(rows[0]).toEqual({ row: 2, values: ['1', '甲, 乙'] });
  });

  it('counts rows as a spreadsheet does: quoted line ends are inside a row, blank lines are rows', async () => {
    const { rows } = await read('a,b\n"1\n2",x\n\n,\n3,y');
    expect(rows).toEqual([
      { row: 2, values: ['1\n2', 'x'] },
      { row: 5, values: ['3', 'y'] },
    ]);
  });

  it('reads the line ends of old Macs', async () => {
    expect((await read('a,b\r1,2\r3,4')).rows.map(({ values }) => values)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keeps a short row, and marks one with more cells than names', async () => {
    const { rows } = await read('a,b,c\n1\n1,2,3,4\n1,2,3,,\n');
    expect(rows.map(({ values, fault }) => [values, fault?.code])).toEqual([
      [['1', null, null], undefined],
      [['1', '2', '3'], 'too-many-cells'],
      [['1', '2', '3'], undefined],
    ]);
  });

  it('marks the row where text follows a closing quotation mark', async () => {
    const { rows } = await read('a,b\n"宁波"公司,1\n正常,2\n');
    expect(rows.map(({ values, fault }) => [values[0], fault?.code])).toEqual([
      ['宁波公司', 'stray-quote'],
      ['正常', undefined],
    ]);
  });

  it('names the row whose bytes do not decode, in either encoding', async () => {
    const bad = (encoding: string) => {
      const lines = Array.from({ length: 3000 }, (_, at) => `${at},宁波市第${at}公司\n`);
      const [head, tail] = [lines.slice(0, 2500), lines.slice(2500)].map((part) =>
        iconv.encode(part.join(''), encoding),
      );
      return Buffer.concat([
        iconv.encode('编号,名称\n', encoding),
        head!,
        Buffer.from([0x78, 0xff, 0xff, 0x2c, 0x0a]),
        tail!,
      ]);
    };
    for (const encoding of ['utf-8', 'gb18030']) {
      expect(await refused(bad(encoding))).toMatchObject({ code: 'undecodable-bytes', row: 2502 });
    }
  });

  it('decides the encoding late when the beginning is ASCII', async () => {
    const text = `id,name\n${'1,abc\n'.repeat(100_000)}2,宁波港股份有限公司\n`;
    for (const encoding of ['utf-8', 'gb18030']) {
      const { rows, table } = await read(iconv.encode(text, encoding));
      expect(rows.at(-1)).toEqual({ row: 100_002, values: ['2', '宁波港股份有限公司'] });
      expect(table.encoding).toBe(encoding);
    }
  });

  it('takes the encoding and separator it is told', async () => {
    expect((await read('a;b,c\n1;2,3\n', { delimiter: ';' })).columns).toEqual(['a', 'b,c']);
    expect((await read(iconv.encode('名稱,值\n臺北,1\n', 'big5'), { encoding: 'Big5' })).columns).toEqual([
      '名稱',
      '值',
    ]);
    expect((await refused('a,b\n', { encoding: 'klingon' })).code).toBe('unsupported-encoding');
  });

  it('skips titles above the header and the description row of our template below it', async () => {
    const { columns, rows } = await read('2007年企业名单,,\n单位：质监局,,\n编号,名称,地址\n※ 必填,※ 全称,\n1,甲,x\n');
    expect(columns).toEqual(['编号', '名称', '地址']);
    expect(rows).toEqual([{ row: 5, values: ['1', '甲', 'x'] }]);
    expect((await read('a,b\nc,d\n1,2\n', { headerRow: 2 })).columns).toEqual(['c', 'd']);
  });

  it('hands over chunks of bounded size and can be left early and read again', async () => {
    const table = await openTable(stored(`a,b\n${'1,2\n'.repeat(5000)}`));
    const sizes: number[] = [];
    for await (const chunk of table.rows()) sizes.push(chunk.length);
    expect(sizes).toEqual([2000, 2000, 1000]);
    expect(table.progress()).toEqual({ bytesRead: 20_004, bytesTotal: 20_004 });
    for await (const chunk of table.rows()) {
      expect(chunk[0]).toEqual({ row: 2, values: ['1', '2'] });
      break;
    }
  });

  it.each([
    ['empty', '', 'empty-file'],
    ['blank', ' \n\n', 'empty-file'],
    ['a column without a name', 'a,,c\n1,2,3\n', 'empty-column-name'],
    ['a name twice', 'a,b,a\n1,2,3\n', 'duplicate-column-name'],
    ['an open quotation mark', 'a,b\n1,"2\n3,4\n', 'unterminated-quote'],
    ['10,000 columns', `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n1,2\n`, 'too-many-columns'],
    ['a 100 MB cell', `a,b\n1,${'x'.repeat(100_000_000)}\n`, 'cell-too-large'],
    ['a 100 MB quoted cell of many lines', `a,b\n1,"${'xy\n'.repeat(33_000_000)}"\n`, 'cell-too-large'],
    ['a NUL', 'a,b\n1,\0\n', 'unknown-format'],
    ['a web page named .xls', '<html><table><tr><td>1</td></tr></table></html>', 'unsupported-format'],
  ])('refuses %s', async (_name, text, code) => {
    expect((await refused(text)).code).toBe(code);
  });
});

describe('JSON', () => {
  const records = [
    { id: 1, name: '宁波港', address: { text: '中山路', point: { x: 1.5 } }, tags: ['a', 'b'], active: true },
    { id: '002', holders: [{ name: '甲' }], tags: [], gone: null },
  ];
  const expected = {
    columns: ['id', 'name', 'address.text', 'address.point.x', 'tags', 'active', 'holders', 'gone'],
    rows: [
      { row: 2, values: ['1', '宁波港', '中山路', '1.5', 'a;b', 'true', null, null] },
      { row: 3, values: ['002', null, null, null, null, null, '[{"name":"甲"}]', null] },
    ],
  };

  it.each([
    ['an array', JSON.stringify(records), 'json'],
    ['an indented array', JSON.stringify(records, null, 2), 'json'],
    ['lines', records.map((record) => JSON.stringify(record)).join('\n'), 'ndjson'],
    ['an array in GB18030', iconv.encode(JSON.stringify(records), 'gb18030'), 'json'],
  ])('reads %s', async (_name, content, format) => {
    expect(await read(content)).toMatchObject({ format, ...expected });
  });

  it('keeps identifiers that are longer than a double can hold, and brackets inside texts', async () => {
    const { rows } = await read('[{"id": 330204199001011234, "t": "a]}\\"[{", "x": 0.30000000000000004, "y": 1e-7}]');
    expect(rows[0]!.values).toEqual(['330204199001011234', 'a]}"[{', '0.30000000000000004', '0.0000001']);
  });

  it('reads an array without any line end larger than its buffers', async () => {
    const many = Array.from({ length: 60_000 }, (_, at) => ({ id: at, name: '宁波市第'.repeat(8) + at }));
    const { rows } = await read(JSON.stringify(many));
    expect(rows).toHaveLength(60_000);
    expect(rows.at(-1)).toEqual({ row: 60_001, values: ['59999', '宁波市第'.repeat(8) + 59_999] });
  });

  it('marks a NUL, which no database stores', async () => {
    expect((await read('[{"a":"x\\u0000y"}]')).rows[0]!.fault).toMatchObject({ code: 'nul-character', column: 0 });
  });

  it.each([
    ['a cut array', '[{"a":1},{"a":2}', 'truncated-file'],
    ['a cut record', '[{"a":1},{"a"', 'truncated-file'],
    ['a cut line', '{"a":1}\n{"a":', 'truncated-file'],
    ['a broken record', '[{"a":1},{a:2}]', 'json-syntax'],
    ['text behind the array', '[{"a":1}] x', 'json-syntax'],
    ['an array of arrays', '[[1,2],[3,4]]', 'json-syntax'],
    ['a line that is no object', '{"a":1}\n[1]\n', 'json-not-an-object'],
    ['an empty array', '[]', 'empty-file'],
    ['two ways to the same column', '[{"a.b":1,"a":{"b":2}}]', 'duplicate-column-name'],
    [
      'a member twice',
      '[{"a":1,"b":{"a":2},"c":"\\"a\\":"},{"a":1,"b":{"x":"{","y":2,"y":3}}]',
      'duplicate-column-name',
    ],
    ['a member twice in a line', '{"a":1,"b":"a","a":2}\n', 'duplicate-column-name'],
    ['deep nesting', `[{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`, 'json-too-deep'],
    ['deep nesting of objects', `[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]`, 'json-too-deep'],
    [
      '10,000 members',
      JSON.stringify([Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`c${at}`, 1]))]),
      'too-many-columns',
    ],
    ['a 100 MB text', `[{"a":"${'x'.repeat(100_000_000)}"}]`, 'cell-too-large'],
  ])('refuses %s', async (_name, text, code) => {
    expect((await refused(text)).code).toBe(code);
  });
});

describe('XLSX', () => {
  it('reads titles, texts with leading zeros, dates and numbers as they are shown', async () => {
    const bytes = await workbook((sheet) => {
      sheet.mergeCells('A1:E1');
      sheet.getCell('A1').value = '宁波市企业登记（2007年）';
      sheet.addRow(['编号', '成立\n日期', '资本', '邮编', '备注']);
      sheet.addRow([
        '007',
        new Date('2007-03-05T00:00:00Z'),
        0.1 + 0.2,
        1234,
        { richText: [{ text: '甬' }, { text: '江' }] },
      ]);
      sheet.addRow([]);
      sheet.addRow([null, new Date('2007-03-01T00:00:00Z'), 1e-7, null, true]);
      sheet.addRow([1234567890, new Date('2007-03-05T08:30:00Z'), -2.5, null, '_x000D_a&lt;']);
      sheet.getColumn(2).numFmt = 'yyyy/m/d';
      sheet.getCell('B5').numFmt = 'yyyy"年"m"月"';
      sheet.getCell('D3').numFmt = '000000';
    });
    const { format, columns, rows } = await read(bytes);
    expect(format).toBe('xlsx');
    expect(columns).toEqual(['编号', '成立日期', '资本', '邮编', '备注']);
    expect(rows).toEqual([
      { row: 3, values: ['007', '2007-03-05', '0.3', '001234', '甬江'] },
      { row: 5, values: [null, '2007-03', '0.0000001', null, 'TRUE'] },
      { row: 6, values: ['1234567890', '2007-03-05T08:30:00', '-2.5', null, '\ra&lt;'] },
    ]);
  });

  it('reads percent as it is shown', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['率', '份额']);
      sheet.addRow([0.0083, 1]);
      sheet.addRow([-0.5, 0.981]);
      sheet.getColumn(1).numFmt = '0.0%';
      sheet.getColumn(2).numFmt = '0%';
    });
    expect((await read(bytes)).rows.map(({ values }) => values)).toEqual([
      ['0.83%', '100%'],
      ['-50%', '98.1%'],
    ]);
  });

  it('takes the named worksheet, else the first visible one', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRows([['隐藏'], ['x']]);
      sheet.state = 'hidden';
      book.addWorksheet('一').addRows([['a'], ['1']]);
      book.addWorksheet('二').addRows([['b'], ['2']]);
    });
    expect((await read(bytes)).columns).toEqual(['a']);
    expect((await read(bytes, { sheet: '二' })).columns).toEqual(['b']);
    const refusal = await refused(bytes, { sheet: '三' });
    expect(refusal.code).toBe('sheet-not-found');
    expect(refusal.explanation.zh).toContain('一, 二');
  });

  it('names a formula cell, but lets a title be one', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow([{ formula: 'TODAY()', result: 39_000 }]);
      sheet.addRow(['a', 'b']);
      sheet.addRow(['1', '2']);
      sheet.addRow(['1', { formula: 'A3+1', result: 2 }]);
    });
    const refusal = await refused(bytes);
    expect(refusal).toMatchObject({ code: 'formula-cell', row: 4 });
    expect(refusal.explanation.en).toContain('B4');
  });

  it('marks rows that Excel has spoilt already', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRows([
        ['编号', '名称'],
        [330_204_199_001_011_200, '甲'],
        ['1', { error: '#N/A' } as ExcelJS.CellErrorValue],
      ]);
    });
    expect((await read(bytes)).rows.map(({ fault }) => [fault?.code, fault?.column])).toEqual([
      ['number-lost-digits', 0],
      ['cell-error-value', 1],
    ]);
  });

  it('refuses too many columns, an empty sheet, and other office files', async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `c${at}`);
    expect((await refused(await workbook((sheet) => void sheet.addRow(names)))).code).toBe('too-many-columns');
    expect((await refused(await workbook(() => undefined))).code).toBe('empty-file');
    expect((await refused(await zipped({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' }))).code).toBe(
      'unsupported-format',
    );
    expect((await refused(await zipped({ mimetype: 'application/vnd.oasis', 'content.xml': '<x/>' }))).code).toBe(
      'unsupported-format',
    );
  });
});

describe('Parquet', () => {
  it('reads types, row groups and nulls as text', async () => {
    const bytes = parquet(
      [
        { name: '编号', data: ['007', null, '9'], type: 'STRING' },
        { name: 'day', data: [new Date('2007-03-05'), null, new Date('2007-03-05T08:30:00Z')], type: 'TIMESTAMP' },
        { name: 'big', data: [330_204_199_001_011_234n, null, -1n], type: 'INT64' },
        { name: 'capital', data: [0.1 + 0.2, null, 1e-7], type: 'DOUBLE' },
        { name: 'rate', data: [0.1, 2.5, 0], type: 'FLOAT' },
        { name: 'ok', data: [true, false, null], type: 'BOOLEAN' },
        { name: 'more', data: [{ a: { b: 1 } }, null, { a: [1] }], type: 'JSON' },
      ],
      2,
    );
    expect(await read(bytes)).toMatchObject({
      format: 'parquet',
      columns: ['编号', 'day', 'big', 'capital', 'rate', 'ok', 'more'],
      rows: [
        { row: 2, values: ['007', '2007-03-05', '330204199001011234', '0.3', '0.1', 'true', '{"a":{"b":1}}'] },
        { row: 3, values: [null, null, null, null, '2.5', 'false', null] },
        { row: 4, values: ['9', '2007-03-05T08:30:00', '-1', '0.0000001', '0', null, '{"a":[1]}'] },
      ],
    });
  });

  it('reads decimals to the last place, and times of day', async () => {
    const root = { name: 'root', num_children: 3 };
    const exact = { converted_type: 'DECIMAL', repetition_type: 'OPTIONAL' } as const;
    const micros = { type: 'TIME', isAdjustedToUTC: false, unit: 'MICROS' } as const;
    const bytes = parquetWriteBuffer({
      schema: [
        root,
        { name: '金额', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, precision: 20, scale: 2, ...exact },
        { name: '比率', type: 'INT64', precision: 14, scale: 3, ...exact },
        { name: '时间', type: 'INT64', logical_type: micros, repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: '金额', data: [9_999_999_999_999_999_999n, -110n, null] },
        { name: '比率', data: [-50n, 2_000n, 123_456_789_012_345n] },
        { name: '时间', data: [3_723_000_005n, null, 0n] },
      ],
    });
    expect((await read(new Uint8Array(bytes))).rows.map(({ values }) => values)).toEqual([
      ['99999999999999999.99', '-0.05', '01:02:03'],
      ['-1.1', '2', null],
      [null, '123456789012.345', '00:00:00'],
    ]);
  });

  it('reads decimals inside structures to the last place, and says of an instant that it is one', async () => {
    const exact = { converted_type: 'DECIMAL', repetition_type: 'OPTIONAL' } as const;
    const stamp = (isAdjustedToUTC: boolean) => ({ type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MILLIS' }) as const;
    const bytes = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 3 },
        { name: '注册', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: '资本', type: 'INT64', precision: 18, scale: 2, ...exact },
        { name: '币种', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: '当时', type: 'INT64', logical_type: stamp(true), repetition_type: 'OPTIONAL' },
        { name: '当地', type: 'INT64', logical_type: stamp(false), repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: '注册', data: [{ 资本: 123_456_789_012_345_678n, 币种: 'CNY' }, null, { 资本: -5n }] },
        { name: '当时', data: [1_173_024_000_000n, 1_173_052_800_000n, null] },
        { name: '当地', data: [1_173_024_000_000n, 1_173_052_800_000n, null] },
      ],
    });
    const { columns, rows } = await read(new Uint8Array(bytes));
    expect(columns).toEqual(['注册.资本', '注册.币种', '当时', '当地']);
    expect(rows.map(({ values }) => values)).toEqual([
      ['1234567890123456.78', 'CNY', '2007-03-04T16:00:00Z', '2007-03-04T16:00:00'],
      [null, null, '2007-03-05', '2007-03-05'],
      ['-0.05', null, null, null],
    ]);
  });

  it.each(Object.entries(PACKED_PARQUET))('reads what %s has packed', async (_, bytes) => {
    const { rows } = await read(bytes);
    expect(rows).toHaveLength(60);
    expect([rows[0]!.values, rows[59]!.values]).toEqual([
      ['00000', '宁波公司'],
      ['00059', null],
    ]);
  });

  it('reads bytes that nobody calls text: as text where they are some, or else in hexadecimal', async () => {
    const bytes = [Buffer.from('宁波'), Uint8Array.of(1, 255), null];
    const { rows } = await read(parquet([{ name: 'wkb', data: bytes, type: 'BYTE_ARRAY' }]));
    expect(rows.map(({ values }) => values)).toEqual([['宁波'], ['01ff'], [null]]);
  });

  it('reads a large row group in windows', async () => {
    const names = Array.from({ length: 150_000 }, (_, at) => `宁波市第${at}公司`);
    const { rows } = await read(parquet([{ name: 'n', data: names, type: 'STRING' }], 150_000));
    expect(rows).toHaveLength(150_000);
    expect(rows.at(-1)).toEqual({ row: 150_001, values: [names.at(-1)] });
  });
});

describe('packed files', () => {
  it('reads each format gzipped and zipped', async () => {
    const xlsx = await workbook((sheet) =>
      sheet.addRows([
        ['编号', '名称'],
        ['007', '宁波港'],
      ]),
    );
    const contents: [string, string | Uint8Array][] = [
      ['csv', '编号,名称\n007,宁波港\n'],
      ['json', '[{"编号":"007","名称":"宁波港"}]'],
      ['ndjson', '{"编号":"007","名称":"宁波港"}\n'],
      [
        'parquet',
        parquet([
          { name: '编号', data: ['007'] },
          { name: '名称', data: ['宁波港'] },
        ]),
      ],
      ['xlsx', xlsx],
    ];
    for (const [format, content] of contents) {
      for (const packed of [gzipSync(content), await zipped({ '__MACOSX/x': 'x', 'data/文件': content })]) {
        expect(await read(packed)).toMatchObject({
          format,
          columns: ['编号', '名称'],
          rows: [{ row: 2, values: ['007', '宁波港'] }],
        });
      }
    }
  });

  it('asks which file is meant when there are several', async () => {
    const bytes = await zipped({ 'a.csv': 'a\n1\n', '乙.csv': 'b\n2\n' });
    const refusal = await refused(bytes);
    expect(refusal.code).toBe('archive-with-several-files');
    expect(refusal.explanation.zh).toContain('a.csv, 乙.csv');
    expect((await read(bytes, { entry: '乙.csv' })).columns).toEqual(['b']);
    expect((await refused(bytes, { entry: 'c' })).code).toBe('archive-entry-not-found');
  });

  it('refuses bombs, archives in archives and empty archives', async () => {
    const zeros = `a,b\n${`${'x'.repeat(1000)},2\n`.repeat(40_000)}`;
    expect((await refused(gzipSync(zeros))).code).toBe('expands-too-much');
    expect((await refused(await zipped({ 'a.csv': zeros }))).code).toBe('expands-too-much');
    expect((await refused(gzipSync(gzipSync('a\n1\n')))).code).toBe('nested-archive');
    expect((await refused(await zipped({ 'a.zip': await zipped({ b: 'a\n1\n' }) }))).code).toBe('nested-archive');
    expect((await refused(await zipped({}))).code).toBe('archive-without-data');
  });

  it('says what to do with formats that are not read', async () => {
    for (const magic of [
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      '%PDF-1.4',
      '\x89PNG\r\n',
      'Rar!\x1a\x07',
      '7z\xbc\xaf\x27\x1c',
    ]) {
      const refusal = await refused(Buffer.from(`${magic}${'\0'.repeat(100)}`, 'latin1'));
      expect(refusal.code).toBe('unsupported-format');
    }
    expect((await refused(brotliCompressSync(Buffer.from(CSV.repeat(99))))).code).toMatch(/unknown/u);
  });
});
