import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from './cursor.js';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('a cursor', () => {
  it.each<[string | undefined, string | null]>([
    [undefined, null],
    ['name', '甬江'],
    ['-name', null],
  ])('goes on where its page ended, in the order of %s', (sort, value) => {
    expect(decodeCursor(encodeCursor(sort, [value, ID]), sort)).toEqual([value, ID]);
  });

  it('is refused in another order, where it would skip records in silence', () => {
    for (const [given, asked] of [
      ['name', '-name'],
      ['name', undefined],
      [undefined, 'name'],
    ] as const) {
      expect(() => decodeCursor(encodeCursor(given, ['甬江', ID]), asked)).toThrow(
        expect.objectContaining({ status: 400, code: 'invalid-cursor' }),
      );
    }
  });

  it.each([
    'x',
    '',
    'W10',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('["a","b"]').toString('base64url'),
  ])('is what a page gave: not %j', (cursor) => {
    expect(() => decodeCursor(cursor, undefined)).toThrow(expect.objectContaining({ code: 'invalid-cursor' }));
  });
});
