import { ambiguousEdges, Coherence, type Judge } from './coherence.js';
import { Constraints } from './constraints.js';
import { type EdgeColumns, edgeOrder, ranksOf } from './edge-order.js';

export interface Edge {
  a: number;
  b: number;
  weight: number;
}

export interface ClusterInput {
  /** Records are the numbers 0 … size - 1. */
  size: number;
  /** A stable, unique key per record, or the place of each in an order of such keys: ties are broken by it, never by the number. */
  order: readonly string[] | Uint32Array;
  edges: readonly Edge[] | EdgeColumns;
  /** Per record `scheme=value` of the identifiers of which one thing has only one value. */
  exclusive: readonly (readonly string[])[];
  /** A steward's word on two records. */
  decisions: readonly { a: number; b: number; same: boolean }[];
  /** Edges lighter than this join nothing. */
  link: number;
  /** With it clusters are kept coherent, see `Coherence`; without, only the constraints hold. `prior` in log2 of the odds. */
  judge?: Judge & { prior: number };
}

export interface RefusedEdge extends Edge {
  /**
   * `exclusive:<scheme>`: two different values would meet; `decision`: a steward decided that they are different; `contradiction`, `chain`: the
   * records on both sides do not fit together; `ambiguous`: the record resembles two equally that contradict each other, or that a steward keeps apart.
   */
  reason: string;
}

export interface Clusters {
  /** Per record the member of its cluster whose stable key is lowest. */
  clusterOf: Int32Array;
  /** Edges, and `same` decisions (weight infinite), that a constraint kept from joining; in the order they were tried. */
  refused: RefusedEdge[];
}

/**
 * Joins records by the heaviest edge first (as Kruskal does), unless the union contradicts a constraint. Greedy and deterministic: the same
 * records, edges and decisions give the same clusters in whatever order they are listed.
 *
 * A steward outranks the machine: `different` is never overruled, `same` joins even records whose identifiers contradict each other. Of
 * decisions that contradict among themselves `different` stands.
 */
export function clusterRecords(input: ClusterInput): Clusters {
  const { size, order } = input;
  if (order.length !== size || input.exclusive.length !== size)
    throw new RangeError(`order and exclusive must have ${size} items`);
  const ranks = ranksOf(order);
  const parents = upTo(size);
  const sizes = new Uint32Array(size).fill(1);
  const constraints = new Constraints(input.exclusive);
  const refused: RefusedEdge[] = [];
  const { judge } = input;
  const coherence = judge ? new Coherence(size, judge, judge.prior, input.link) : null;

  const rootOf = (record: number): number => {
    let root = record;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]!]!;
      root = parents[root]!;
    }
    return root;
  };
  const unite = (x: number, y: number): void => {
    const [into, from] = sizes[x]! >= sizes[y]! ? [x, y] : [y, x];
    parents[from] = into;
    sizes[into]! += sizes[from]!;
    constraints.union(into, from);
    coherence?.union(into, from);
  };

  const refusalOf = (x: number, y: number): string | null => {
    if (constraints.isKeptApart(x, y)) return 'decision';
    const scheme = constraints.conflict(x, y);
    return scheme === null ? null : `exclusive:${scheme}`;
  };

  for (const { a, b, same } of input.decisions) if (!same && a !== b) constraints.keepApart(a, b);

  const decisions = input.decisions.filter(({ same }) => same).map(({ a, b }) => ({ a, b, weight: Infinity }));
  const decided = columnsOf(decisions);
  for (const index of edgeOrder(decided, ranks, input.link)) {
    const { a, b } = decisions[index]!;
    const x = rootOf(a);
    const y = rootOf(b);
    if (x === y) continue;
    if (constraints.isKeptApart(x, y)) refused.push({ a, b, weight: Infinity, reason: 'decision' });
    else unite(x, y);
  }

  const edges = 'weight' in input.edges ? input.edges : columnsOf(input.edges);
  const sorted = edgeOrder(edges, ranks, input.link);
  const isDecidedApart = input.decisions.some(({ same }) => !same)
    ? (x: number, y: number): boolean => constraints.isKeptApart(rootOf(x), rootOf(y))
    : null;
  const ambiguous = judge ? ambiguousEdges(edges, sorted, size, judge, input.link, isDecidedApart) : null;
  for (const index of sorted) {
    const a = edges.a[index]!;
    const b = edges.b[index]!;
    const x = rootOf(a);
    const y = rootOf(b);
    if (x === y) continue;
    const reason = refusalOf(x, y) ?? (ambiguous?.has(index) ? 'ambiguous' : (coherence?.refusal(x, y) ?? null));
    if (reason === null) unite(x, y);
    else refused.push({ a, b, weight: edges.weight[index]!, reason });
  }

  return { clusterOf: lowestMembers(size, ranks, rootOf), refused };
}

/** Written as loops: `from` with a function takes ten times as long over millions. */
function columnsOf(edges: readonly Edge[]): EdgeColumns {
  const a = new Int32Array(edges.length);
  const b = new Int32Array(edges.length);
  const weight = new Float64Array(edges.length);
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i]!;
    a[i] = edge.a;
    b[i] = edge.b;
    weight[i] = edge.weight;
  }
  return { a, b, weight };
}

function upTo(size: number): Int32Array {
  const numbers = new Int32Array(size);
  for (let i = 0; i < size; i++) numbers[i] = i;
  return numbers;
}

function lowestMembers(size: number, ranks: Uint32Array, rootOf: (record: number) => number): Int32Array {
  const lowest = upTo(size);
  for (let record = 0; record < size; record++) {
    const root = rootOf(record);
    if (ranks[record]! < ranks[lowest[root]!]!) lowest[root] = record;
  }
  const clusterOf = new Int32Array(size);
  for (let record = 0; record < size; record++) clusterOf[record] = lowest[rootOf(record)]!;
  return clusterOf;
}
