import { describe, expect, it } from '@jest/globals';
import { randomNumbers } from '../train/random-numbers.js';
import { type ClusterInput, clusterRecords, type Edge } from './cluster-records.js';

/** Records a, b, c …; edges written `ab 10`. */
function cluster(
  records: string,
  edges: readonly string[],
  rest: {
    exclusive?: Record<string, string[]>;
    same?: readonly string[];
    different?: readonly string[];
    link?: number;
  } = {},
): { clusters: string[]; refused: string[] } {
  const order = records.split('');
  const ends = (text: string): { a: number; b: number } => ({ a: order.indexOf(text[0]!), b: order.indexOf(text[1]!) });
  const result = clusterRecords({
    size: order.length,
    order,
    edges: edges.map((edge): Edge => ({ ...ends(edge), weight: Number(edge.slice(3)) })),
    exclusive: order.map((record) => rest.exclusive?.[record] ?? []),
    decisions: [
      ...(rest.same ?? []).map((pair) => ({ ...ends(pair), same: true })),
      ...(rest.different ?? []).map((pair) => ({ ...ends(pair), same: false })),
    ],
    link: rest.link ?? 5,
  });
  const clusters = new Map<number, string>();
  for (const record of [...order].sort()) {
    const root = result.clusterOf[order.indexOf(record)]!;
    clusters.set(root, (clusters.get(root) ?? '') + record);
  }
  const name = ({ a, b }: { a: number; b: number }): string =>
    order[a]! < order[b]! ? `${order[a]}${order[b]}` : `${order[b]}${order[a]}`;
  return {
    clusters: [...clusters.values()],
    refused: result.refused.map((edge) => `${name(edge)} ${edge.weight} ${edge.reason}`),
  };
}

describe('clusterRecords', () => {
  it('joins along edges at or above the link threshold', () => {
    expect(cluster('abcd', ['ab 6', 'bc 5', 'cd 4.9', 'aa 9']).clusters).toEqual(['abc', 'd']);
  });

  it('names a cluster by its lowest stable key, not by its number', () => {
    const { clusterOf } = clusterRecords({
      size: 3,
      order: ['z', 'm', 'a'],
      edges: [{ a: 0, b: 2, weight: 9 }],
      exclusive: [[], [], []],
      decisions: [],
      link: 5,
    });
    expect([...clusterOf]).toEqual([2, 1, 2]);
  });

  it('refuses the edge that would bring two values of one scheme together; the heavier ones have been taken before', () => {
    const exclusive = { a: ['uscc=1'], c: ['uscc=2'] };
    expect(cluster('abc', ['ab 9', 'bc 8'], { exclusive })).toEqual({
      clusters: ['ab', 'c'],
      refused: ['bc 8 exclusive:uscc'],
    });
    expect(cluster('abc', ['ab 8', 'bc 9'], { exclusive })).toEqual({
      clusters: ['a', 'bc'],
      refused: ['ab 8 exclusive:uscc'],
    });
  });

  it('lets different schemes live together, and a record that itself brings two values grow by either', () => {
    expect(
      cluster('abc', ['ab 9', 'bc 9'], { exclusive: { a: ['uscc=1'], b: ['org=2'], c: ['org=2', 'uscc=1'] } }).clusters,
    ).toEqual(['abc']);
    expect(
      cluster('abc', ['ab 9', 'bc 9'], { exclusive: { a: ['org=1'], b: ['org=1', 'org=2'], c: ['org=2'] } }).clusters,
    ).toEqual(['abc']);
    expect(
      cluster('abc', ['ab 9', 'bc 8'], { exclusive: { a: ['org=1'], b: ['org=1', 'org=2'], c: ['org=3'] } }).clusters,
    ).toEqual(['ab', 'c']);
  });

  it('keeps apart what a steward decided is different, through others too', () => {
    expect(cluster('abcd', ['ab 9', 'bc 8', 'cd 7'], { different: ['ad'] })).toEqual({
      clusters: ['abc', 'd'],
      refused: ['cd 7 decision'],
    });
  });

  it('joins what a steward decided is the same, against weights and identifiers, and lets it grow by either value', () => {
    const exclusive = { a: ['uscc=1'], b: ['uscc=2'], c: ['uscc=1'], d: ['uscc=3'] };
    expect(cluster('abcd', ['ac 9', 'bd 9'], { exclusive, same: ['ab'] })).toEqual({
      clusters: ['abc', 'd'],
      refused: ['bd 9 exclusive:uscc'],
    });
  });

  it('lets "different" stand against a chain of "same"', () => {
    expect(cluster('abc', [], { same: ['ab', 'bc'], different: ['ac'] })).toEqual({
      clusters: ['ab', 'c'],
      refused: ['bc Infinity decision'],
    });
  });

  it('orders equal weights by stable key', () => {
    const exclusive = { a: ['uscc=1'], b: ['uscc=2'] };
    expect(cluster('abc', ['bc 9', 'ac 9'], { exclusive }).clusters).toEqual(['ac', 'b']);
  });

  it('refuses a stable key that two records share, and weights that are no numbers', () => {
    const input: ClusterInput = { size: 2, order: ['a', 'a'], edges: [], exclusive: [[], []], decisions: [], link: 5 };
    expect(() => clusterRecords(input)).toThrow(RangeError);
    expect(() => clusterRecords({ ...input, order: ['a', 'b'], edges: [{ a: 0, b: 1, weight: Number.NaN }] })).toThrow(
      RangeError,
    );
  });

  it('gives the same clusters and refusals whatever the order of records, edges and decisions', () => {
    const random = randomNumbers(42);
    const shuffled = <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, at: random() }))
        .sort((x, y) => x.at - y.at)
        .map(({ item }) => item);
    const letters = 'abcdefghijklmnopqrst'.split('');
    const letter = (): string => letters[Math.floor(random() * letters.length)]!;
    for (let round = 0; round < 100; round++) {
      const edges = new Map<string, string>();
      for (let i = 0; i < 40; i++) {
        const pair = [letter(), letter()].sort().join('');
        edges.set(pair, `${pair} ${Math.floor(random() * 10) - 2}`);
      }
      const exclusive = Object.fromEntries(
        letters.map((record) => [
          record,
          random() < 0.5 ? [`uscc=${Math.floor(random() * 5)}`, `org=${Math.floor(random() * 9)}`] : [],
        ]),
      );
      const pairs = [...edges.keys()];
      const [same, different] = [pairs.slice(0, 4), pairs.slice(3, 9)];
      const first = cluster(letters.join(''), [...edges.values()], { exclusive, same, different, link: 0 });
      for (let again = 0; again < 5; again++) {
        const other = cluster(
          shuffled(letters).join(''),
          shuffled([...edges.values()]).map((edge) => (random() < 0.5 ? edge : `${edge[1]}${edge[0]}${edge.slice(2)}`)),
          { exclusive, same: shuffled(same), different: shuffled(different), link: 0 },
        );
        expect({ clusters: other.clusters.sort(), refused: other.refused }).toEqual({
          clusters: first.clusters.sort(),
          refused: first.refused,
        });
      }
    }
  });
});
