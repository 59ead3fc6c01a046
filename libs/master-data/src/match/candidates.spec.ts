import { describe, expect, it } from '@jest/globals';
import { candidatesOf } from './candidates.js';

/** Pairs of what is matched again in chunks, where `settled` is not. */
function pairsOf(chunks: string[], postings: string[], settled = ''): string[] {
  return chunks.flatMap((chunk) => {
    const found: string[] = [];
    const candidates = candidatesOf(
      [...chunk],
      postings.map((ids) => [...ids]),
      (id) => settled.includes(id),
    );
    candidates.each((a, b) => found.push(candidates.records[a]! + candidates.records[b]!));
    expect(new Set(found.join('')).size).toBe(candidates.records.length);
    return found;
  });
}

describe('candidates', () => {
  it('meet once, however many keys they share', () => {
    expect(pairsOf(['ab'], ['ab', 'ba', 'abc'])).toEqual(['ab', 'ac', 'bc']);
  });

  it('meet once, in whichever chunks they are', () => {
    expect(pairsOf(['ad', 'bc'], ['abcd']).sort()).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
  });

  it('meet records that are not matched again, whichever id is smaller', () => {
    expect(pairsOf(['b'], ['abc'], 'ac')).toEqual(['ba', 'bc']);
  });

  it('are not looked for among records that are not matched again', () => {
    expect(pairsOf(['b'], ['ac', 'bc'], 'ac')).toEqual(['bc']);
  });
});
