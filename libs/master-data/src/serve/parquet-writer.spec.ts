import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { buffer } from 'node:stream/consumers';
import { writeParquet } from './parquet-writer.js';

describe('a Parquet file', () => {
  it('is on its way while its rows come, and is whole with the last of them', async () => {
    let asked = 0;
    async function* chunks(): AsyncGenerator<(string | null)[][]> {
      for (; asked < 100; asked++)
        yield [
          [`甲${asked}`, null],
          [`乙${asked}`, '1'],
        ];
    }
    const pieces = writeParquet(['name', 'value'], chunks())[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = (await pieces.next()).value as Buffer;
    expect(first.subarray(0, 4).toString()).toBe('PAR1');
    expect(asked).toBeLessThan(50);
    const rest = await buffer({ [Symbol.asyncIterator]: () => pieces } as AsyncIterable<Buffer>);
    const whole = new Uint8Array(Buffer.concat([first, rest]));
    const rows = await parquetReadObjects({ file: whole.buffer });
    expect(rows).toHaveLength(200);
    expect(rows.slice(198)).toEqual([
      { name: '甲99', value: null },
      { name: '乙99', value: '1' },
    ]);
  });
});
