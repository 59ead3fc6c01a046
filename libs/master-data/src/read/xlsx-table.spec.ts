import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { read, refused, workbook, zipped } from './table.fixture.js';

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

  it('reads what is hidden, and says where', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRows([
        ['a', 'b', 'c', 'd'],
        ['1', '2', '3', '4'],
        ['5', '6', '7', '8'],
      ]);
      // All that is empty to the right is hidden by many, and holds nothing.
      for (const at of [2, 3, 6]) sheet.getColumn(at).hidden = true;
      sheet.getRow(3).hidden = true;
    });
    const { table, rows } = await read(bytes);
    expect(table.hidden?.join()).toMatch(/^(B:C|B,C),3$/);
    expect(rows).toHaveLength(2);
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

  it('knows other worksheets with the same columns, unless one was named', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRows([['企业登记'], ['编号', '名称'], ['1', '甲']]);
      book.addWorksheet('江北').addRows([
        ['名称', '编号'],
        ['乙', '2'],
      ]);
      book.addWorksheet('说明').addRows([
        ['编号', '含义'],
        ['1', '一'],
      ]);
      book.addWorksheet('空');
      const hidden = book.addWorksheet('隐藏');
      hidden.addRows([
        ['编号', '名称'],
        ['3', '丙'],
      ]);
      hidden.state = 'hidden';
    });
    expect((await read(bytes)).table.alike).toEqual(['江北']);
    expect((await read(bytes, { sheet: '企业' })).table.alike).toEqual([]);
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
    const summed = await workbook((sheet) => {
      sheet.addRow(['a', 'b']);
      sheet.addRow(['1', '2']);
      sheet.addRow(['合计', { formula: 'SUM(B2:B2)', result: 2 }]);
    });
    const { rows } = await read(summed);
    expect(rows.map(({ fault }) => fault?.code)).toEqual([undefined, 'formula-cell']);
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
