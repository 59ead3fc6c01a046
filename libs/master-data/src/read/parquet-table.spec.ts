import { describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { PACKED_PARQUET } from './parquet.fixture.js';
import { parquet, read } from './table.fixture.js';

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
