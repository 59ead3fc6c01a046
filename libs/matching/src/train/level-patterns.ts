import type { RecordComparer } from '../columns/record-comparer.js';

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
    private readonly comparer: RecordComparer,
    comparisons: number,
  ) {
    this.row = new Int8Array(comparisons);
  }

  /** Answers the number of the pattern. */
  add(a: number, b: number): number {
    const { row } = this;
    this.comparer.levels(a, b, row);
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
