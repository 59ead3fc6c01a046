/** What clustering asks about two records that no edge joins. */
export interface Judge {
  /** log2 of the odds that the two are the same, prior included; some weight below `least` where that is out of reach. */
  score(a: number, b: number, least?: number): number;
  /** Whether something holds between the two that one thing cannot be both of. */
  contradicts(a: number, b: number): boolean;
}

/** Members of each side that a union is judged by; the pairs of these stand for all. */
const mostMembers = 8;
/** Bits beyond which one pair cannot outvote the others. */
const mostBits = 12;
/** Share of the pairs that may contradict each other and not be outweighed by the rest of their evidence. */
const mostContradicting = 0.3;
/**
 * Of two clusters that each are more than one record, the pairs across must on average speak for it by this share of what speaks against any two being
 * the same. A single record may be the poor one of its thing; namesakes of many records each agree by little, and all of them do.
 */
const leastShare = 1 / 3;
/** Two edges this near each other say equally much. */
const tie = 2.5;
/** Neighbours of one record that are held against each other: the heaviest. */
const mostNeighbours = 12;

/**
 * Keeps clusters from growing into chains: an edge joins two clusters only when the records on both sides, taken together, agree. Judged by the
 * pairs across, each by its evidence alone, without the prior, which only the edge itself has to overcome.
 */
export class Coherence {
  private readonly next: Int32Array;
  private readonly last: Int32Array;
  private readonly sizes: Int32Array;

  constructor(
    size: number,
    private readonly judge: Judge,
    private readonly prior: number,
    private readonly link: number,
  ) {
    this.next = new Int32Array(size).fill(-1);
    this.last = new Int32Array(size);
    for (let i = 0; i < size; i++) this.last[i] = i;
    this.sizes = new Int32Array(size).fill(1);
  }

  /** Why the clusters of two roots do not fit together, or null. */
  refusal(x: number, y: number): 'contradiction' | 'chain' | null {
    if (this.sizes[x] === 1 && this.sizes[y] === 1) return null;
    const own = this.members(x);
    const theirs = this.members(y);
    let contradicting = 0;
    let sum = 0;
    for (const a of own) {
      for (const b of theirs) {
        const score = this.judge.score(a, b);
        sum += Math.max(-mostBits, Math.min(mostBits, score - this.prior));
        if (score < this.link && this.judge.contradicts(a, b)) contradicting++;
      }
    }
    const pairs = own.length * theirs.length;
    if (contradicting > mostContradicting * pairs) return 'contradiction';
    const least = own.length > 1 && theirs.length > 1 ? -leastShare * Math.min(0, this.prior) * pairs : 0;
    return sum < least ? 'chain' : null;
  }

  /** `from` becomes part of `into`. */
  union(into: number, from: number): void {
    this.next[this.last[into]!] = from;
    this.last[into] = this.last[from]!;
    this.sizes[into]! += this.sizes[from]!;
  }

  /** All, or as many as are asked, evenly spread over the order in which they joined. */
  private members(root: number): number[] {
    const size = this.sizes[root]!;
    const members: number[] = [];
    const step = size > mostMembers ? size / mostMembers : 1;
    let at = 0;
    let wanted = 0;
    for (let record = root; record >= 0; record = this.next[record]!) {
      if (at++ < Math.floor(wanted)) continue;
      members.push(record);
      wanted += step;
    }
    return members;
  }
}

/**
 * Edges, by index, of records that resemble two others equally, of which one contradicts the other (a John Smith without a birth date, between
 * father and son), or that a steward keeps apart. Whichever was taken would be a guess.
 * @param isKeptApart null where no decision keeps any apart
 */
export function ambiguousEdges(
  edges: { a: ArrayLike<number>; b: ArrayLike<number>; weight: ArrayLike<number> },
  order: Uint32Array,
  size: number,
  judge: Judge,
  link: number,
  isKeptApart: ((x: number, y: number) => boolean) | null = null,
): Set<number> {
  const decided = (record: number, x: number, y: number): boolean =>
    isKeptApart !== null && isKeptApart(x, y) && !isKeptApart(record, x) && !isKeptApart(record, y);
  // Edges of each record, heaviest first: `order` is.
  const counts = new Int32Array(size + 1);
  for (const edge of order) {
    counts[edges.a[edge]! + 1]!++;
    counts[edges.b[edge]! + 1]!++;
  }
  for (let i = 0; i < size; i++) counts[i + 1]! += counts[i]!;
  const starts = counts.slice();
  const own = new Int32Array(order.length * 2);
  for (const edge of order) {
    own[counts[edges.a[edge]!]!++] = edge;
    own[counts[edges.b[edge]!]!++] = edge;
  }
  const ambiguous = new Set<number>();
  for (let record = 0; record < size; record++) {
    const end = Math.min(starts[record + 1]!, starts[record]! + mostNeighbours);
    for (let i = starts[record]!; i < end; i++) {
      for (let j = i + 1; j < end && edges.weight[own[i]!]! - edges.weight[own[j]!]! <= tie; j++) {
        const x = edges.a[own[i]!] === record ? edges.b[own[i]!]! : edges.a[own[i]!]!;
        const y = edges.a[own[j]!] === record ? edges.b[own[j]!]! : edges.a[own[j]!]!;
        if (x === y) continue;
        if (!decided(record, x, y) && (judge.score(x, y, link) >= link || !judge.contradicts(x, y))) continue;
        ambiguous.add(own[i]!).add(own[j]!);
      }
    }
  }
  return ambiguous;
}
