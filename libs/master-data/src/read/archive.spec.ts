import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parquet, read, refused, workbook, zipped } from './table.fixture.js';

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
    expect((await refused(brotliCompressSync(Buffer.from('编号,名称\n007,宁波港\n'.repeat(99))))).code).toMatch(
      /unknown/u,
    );
  });
});
