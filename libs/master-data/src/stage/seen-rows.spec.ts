import { describe, expect, it } from '@jest/globals';
import { recordIdOf } from './record-id.js';
import { SeenRows } from './seen-rows.js';

describe('SeenRows', () => {
  it('remembers the first row of each record and date, through every growth', () => {
    const seen = new SeenRows();
    const id = (i: number): string => recordIdOf('dataset', String(i));
    for (let i = 0; i < 20_000; i++) expect(seen.firstRow(id(i), '2020-01-01', i + 2)).toBeNull();
    for (let i = 0; i < 20_000; i += 97) expect(seen.firstRow(id(i), '2020-01-01', 99_999)).toBe(i + 2);
    expect(seen.firstRow(id(5), '2020-01-02', 7)).toBeNull();
  });
});
