import type { CompiledModel } from '../model/compile-model.js';
import type { Prepared } from '../model/slots.js';

/**
 * Pairs counted by the levels they reached: a few thousand patterns stand for millions of pairs. A level of -1 is "nothing to compare".
 */
export class LevelPatterns {
  /** Per pattern the levels, one after the other, and how many pairs showed it. */
  readonly levels: Int8Array[] = [];
  readonly counts: number[] = [];
  total = 0;
  private readonly places = new Map<number, number[]>();
  private readonly row: Int8Array;

  constructor(
    private readonly compiled: CompiledModel,
    private readonly prepared: readonly Prepared[],
  ) {
    this.row = new Int8Array(compiled.model.comparisons.length);
  }

  /** Answers the number of the pattern. */
  add(a: number, b: number): number {
    const { row } = this;
    this.compiled.levels(this.prepared[a]!, this.prepared[b]!, row);
    let hash = 0x811c9dc5;
    for (let c = 0; c < row.length; c++) hash = Math.imul(hash ^ (row[c]! + 1), 0x01000193);
    let candidates = this.places.get(hash);
    if (!candidates) this.places.set(hash, (candidates = []));
    let pattern = candidates.find((place) => this.isRow(place));
    if (pattern === undefined) {
      pattern = this.levels.push(row.slice()) - 1;
      this.counts.push(0);
      candidates.push(pattern);
    }
    this.counts[pattern]!++;
    this.total++;
    return pattern;
  }

  private isRow(pattern: number): boolean {
    const levels = this.levels[pattern]!;
    for (let c = 0; c < levels.length; c++) if (levels[c] !== this.row[c]) return false;
    return true;
  }
}
