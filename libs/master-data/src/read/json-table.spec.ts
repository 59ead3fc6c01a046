import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { read, refused } from './table.fixture.js';

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

  it.each([
    ['data', { data: records }],
    ['records, with what is said about them', { code: 200, msg: '成功', page: { no: 1 }, RECORDS: records, total: 2 }],
    ['a list in data', { success: true, data: { total: 2, list: records, tags: ['x'] }, time: null }],
    ['rows behind a long message', { message: '长'.repeat(40_000), rows: records }],
  ])('reads records that lie in %s', async (_name, answer) => {
    for (const text of [JSON.stringify(answer), ` ${JSON.stringify(answer, null, 2)}\n`])
      expect(await read(text)).toMatchObject({ format: 'json', ...expected });
  });

  it.each([
    ['a list that is none of records', [{ id: 1, holders: [{ name: '甲' }] }]],
    [
      'a list each',
      [
        { id: 1, items: [{ name: '甲' }] },
        { id: 2, items: [{ name: '乙' }] },
      ],
    ],
    ['two lists', [{ data: [{ id: 1 }], deleted: [{ id: 2 }] }]],
  ])('takes lines of records with %s for what they are', async (_name, lines) => {
    const { format, rows } = await read(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect([format, rows.length]).toEqual(['ndjson', lines.length]);
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
    ['a cut answer', '{"data":[{"a":1},{"a":2}', 'truncated-file'],
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
