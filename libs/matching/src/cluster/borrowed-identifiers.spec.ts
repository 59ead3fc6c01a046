import { describe, expect, it } from '@jest/globals';
import { borrowedIdentifiers } from './borrowed-identifiers.js';

/** Records named by what they are: those of one thing resemble each other, all others do not. */
function borrowed(things: string, proving: string[][]): string[] {
  const score = (a: number, b: number): number => (things[a] === things[b] ? 20 : -20);
  return borrowedIdentifiers({ proving, score, thresholds: { review: 0, link: 10 } }).map((keys) =>
    [...keys].join(' '),
  );
}

describe('borrowedIdentifiers', () => {
  it('finds the one that is not what most holders are', () => {
    expect(borrowed('CCCB', [['no=1'], ['no=1'], ['no=1'], ['no=1', 'tax=2']])).toEqual(['', '', '', 'no=1']);
  });

  it('says nothing where the holders are evenly divided', () => {
    expect(borrowed('CB', [['no=1'], ['no=1']])).toEqual(['', '']);
    expect(borrowed('CCBB', [['no=1'], ['no=1'], ['no=1'], ['no=1']])).toEqual(['', '', '', '']);
  });

  it('does not depend on the order of the records', () => {
    expect(borrowed('BCCC', [['no=1', 'tax=2'], ['no=1'], ['no=1'], ['no=1']])).toEqual(['no=1', '', '', '']);
  });

  it('takes nothing from those who agree', () => {
    expect(borrowed('CCC', [['no=1'], ['no=1'], ['no=1']])).toEqual(['', '', '']);
  });
});
