/** Results held at once: as many as fit into the processor's own memory. A power of two. */
const size = 1 << 13;

/** What a measure gave for two values, until other values need the room: names and days of birth meet again and again. */
export class ResultCache {
  readonly results = new Float64Array(size);
  private readonly x = new Int32Array(size);
  private readonly y = new Int32Array(size);

  place(x: number, y: number): number {
    const hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
    return (hash ^ (hash >>> 15)) & (size - 1);
  }

  /** Codes are never 0, so an empty place holds nothing. */
  holds(at: number, x: number, y: number): boolean {
    return this.x[at] === x && this.y[at] === y;
  }

  keep(at: number, x: number, y: number, result: number): number {
    this.x[at] = x;
    this.y[at] = y;
    this.results[at] = result;
    return result;
  }
}
