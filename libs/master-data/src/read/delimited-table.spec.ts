import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { openTable } from './open-table.js';
import { read, refused, stored } from './table.fixture.js';

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
