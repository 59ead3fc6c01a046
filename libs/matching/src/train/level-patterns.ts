/**
 * Pairs counted by the levels they reached: a few thousand patterns stand for millions of pairs. A level of -1 is "nothing to compare".
 */
export class LevelPatterns {
  /** Per pattern the levels, one after the other, and how many pairs showed it. */
  readonly levels: Int8Array[] = [];
  readonly counts: number[] = [];
  total = 0;
  private readonly places = new Map<number, number[]>();

  /** Answers the number of the pattern. */
  add(row: Int8Array, count = 1): number {
    let hash = 0x811c9dc5;
    for (let c = 0; c < row.length; c++) hash = Math.imul(hash ^ (row[c]! + 1), 0x01000193);
    let candidates = this.places.get(hash);
    if (!candidates) this.places.set(hash, (candidates = []));
    let pattern = candidates.find((place) => isSame(this.levels[place]!, row));
    if (pattern === undefined) {
      pattern = this.levels.push(row.slice()) - 1;
      this.counts.push(0);
      candidates.push(pattern);
    }
    this.counts[pattern]! += count;
    this.total += count;
    return pattern;
  }
}

function isSame(x: Int8Array, y: Int8Array): boolean {
  for (let c = 0; c < x.length; c++) if (x[c] !== y[c]) return false;
  return true;
}
