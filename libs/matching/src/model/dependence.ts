import type { MatchModel } from './match-model.js';

/** Sums the evidence of comparisons that share a cause, and says what is too much of it. One pair at a time. */
export class Dependence {
  readonly names: readonly string[];
  /** Per comparison the group it belongs to, -1 for none. */
  readonly groupOf: Int32Array;
  readonly most: Float64Array;
  private readonly sums: Float64Array;

  constructor({ dependent = [], comparisons }: MatchModel) {
    this.names = dependent.map(({ name }) => name);
    this.groupOf = Int32Array.from(comparisons, ({ name }) =>
      dependent.findIndex((group) => group.comparisons.includes(name)),
    );
    this.most = Float64Array.from(dependent, ({ most }) => most);
    this.sums = new Float64Array(dependent.length);
  }

  begin(): void {
    this.sums.fill(0);
  }

  add(comparison: number, weight: number): void {
    const group = this.groupOf[comparison]!;
    if (group >= 0) this.sums[group]! += weight;
  }

  /** Bits beyond what the group may say, 0 or more. */
  excess(group: number): number {
    return Math.max(0, this.sums[group]! - this.most[group]!);
  }

  total(): number {
    let total = 0;
    for (let group = 0; group < this.sums.length; group++) total += this.excess(group);
    return total;
  }
}
