import { describe, expect, it } from '@jest/globals';
import { clusterRecords } from './cluster-records.js';

/** Records as letters; `scores` of pairs written `ab`, all others -20; `contradicting` pairs, and those decided to be `different`. */
function clusters(
  records: string,
  scores: Record<string, number>,
  contradicting: readonly string[],
  different: readonly string[] = [],
): string[] {
  const order = records.split('');
  const name = (a: number, b: number): string => [order[a]!, order[b]!].sort().join('');
  const { clusterOf } = clusterRecords({
    size: order.length,
    order,
    edges: Object.entries(scores).map(([pair, weight]) => ({
      a: order.indexOf(pair[0]!),
      b: order.indexOf(pair[1]!),
      weight,
    })),
    exclusive: order.map(() => []),
    decisions: different.map((pair) => ({ a: order.indexOf(pair[0]!), b: order.indexOf(pair[1]!), same: false })),
    link: 4,
    judge: {
      prior: -12,
      score: (a, b) => scores[name(a, b)] ?? -20,
      contradicts: (a, b) => contradicting.includes(name(a, b)),
    },
  });
  const found = new Map<number, string>();
  [...order].sort().forEach((record) => {
    const cluster = clusterOf[order.indexOf(record)]!;
    found.set(cluster, (found.get(cluster) ?? '') + record);
  });
  return [...found.values()].sort();
}

describe('coherent clusters', () => {
  const families = { ab: 20, ac: 20, bc: 20, de: 20, df: 20, ef: 20, cd: 6 };

  it('do not join over one edge when the records on both sides disagree', () => {
    expect(clusters('abcdef', families, [])).toEqual(['abc', 'def']);
    expect(clusters('fedcba', families, [])).toEqual(['abc', 'def']);
  });

  it('of several records each join when these agree on average by more than namesakes do', () => {
    const across = (weight: number): Record<string, number> => ({
      ab: 20,
      cd: 20,
      bc: 6,
      ac: weight,
      ad: weight,
      bd: weight,
    });
    expect(clusters('abcd', across(-8), [])).toEqual(['abcd']);
    expect(clusters('abcd', across(-11), [])).toEqual(['ab', 'cd']);
  });

  it('do not take two sides that contradict each other', () => {
    expect(clusters('abc', { ab: 20, bc: 10, ac: 0 }, ['ac'])).toEqual(['ab', 'c']);
  });

  it('leave a record alone that resembles two contradicting ones equally', () => {
    expect(clusters('abc', { ab: 10, bc: 9.5, ac: -3 }, ['ac'])).toEqual(['a', 'b', 'c']);
  });

  it('leave a record alone that resembles two equally that a steward keeps apart', () => {
    const scores = { ab: 20, ac: 20, bc: 20 };
    for (const records of ['abc', 'cba', 'bca'])
      expect([records, clusters(records, scores, [], ['ab'])]).toEqual([records, ['a', 'b', 'c']]);
    // It is no guess where one resembles it more, or where the steward keeps it apart from one of them as well.
    expect(clusters('abc', { ...scores, ac: 30 }, [], ['ab'])).toEqual(['ac', 'b']);
    expect(clusters('abc', scores, [], ['ab', 'bc'])).toEqual(['ac', 'b']);
  });
});
