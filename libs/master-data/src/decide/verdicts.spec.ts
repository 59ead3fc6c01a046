import { describe, expect, it } from '@jest/globals';
import { verdictsOf, type DecidedRecord } from './verdicts.js';

const rows = (decision: number, apart: boolean, ...sides: number[][]): DecidedRecord[] =>
  sides.flatMap((records, side) => records.map((record) => ({ decision, record, side, apart })));

const said = (...decided: DecidedRecord[]): string[] =>
  verdictsOf(decided)
    .map(({ a, b, same }) => `${a}${same ? '=' : '≠'}${b}`)
    .sort();

describe('what decisions say about pairs', () => {
  it('of one side: the same, of two: different', () => {
    expect(said(...rows(1, false, [1, 2], [3]))).toEqual(['1=2', '1≠3', '2≠3']);
  });

  it('a decision that sides differ does not say that each is one entity', () => {
    expect(said(...rows(1, true, [1, 2], [3]))).toEqual(['1≠3', '2≠3']);
  });

  it('of two decisions about a pair the later counts, in whatever order they are read', () => {
    const merged = rows(1, false, [1, 2, 3]);
    const split = rows(2, false, [1], [2]);
    const expected = ['1=3', '1≠2', '2=3'];
    expect(said(...merged, ...split)).toEqual(expected);
    expect(said(...split.toReversed(), ...merged.toReversed())).toEqual(expected);
  });
});
