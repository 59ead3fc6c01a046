/**
 * What may not come together. Kept per cluster, under its root: the values of each conflicting scheme it holds, and the clusters a steward
 * decided it is different from.
 */
export class Constraints {
  private readonly schemes: string[] = [];
  /** Per scheme and root: -1 holds no value, otherwise the number of its value, or several as -2 - index into `several`. */
  private readonly held: Int32Array[] = [];
  private readonly several: Set<number>[] = [];
  private readonly apart = new Map<number, Set<number>>();

  /** `exclusive[i]`: the `scheme=value` of record i, in any order. */
  constructor(size: number, exclusive: readonly (readonly string[])[]) {
    const valueIds = new Map<string, number>();
    const schemeIds = new Map<string, number>();
    for (let record = 0; record < exclusive.length; record++) {
      for (const key of exclusive[record]!) {
        const name = key.slice(0, key.indexOf('='));
        let scheme = schemeIds.get(name);
        if (scheme === undefined) {
          scheme = this.schemes.push(name) - 1;
          schemeIds.set(name, scheme);
          this.held.push(new Int32Array(size).fill(-1));
        }
        let value = valueIds.get(key);
        if (value === undefined) {
          value = valueIds.size;
          valueIds.set(key, value);
        }
        const held = this.held[scheme]!;
        held[record] = this.joined(held[record]!, value);
      }
    }
  }

  keepApart(a: number, b: number): void {
    this.enemies(a).add(b);
    this.enemies(b).add(a);
  }

  isKeptApart(a: number, b: number): boolean {
    return this.apart.get(a)?.has(b) ?? false;
  }

  /**
   * The scheme of which a union would bring different values together for the first time, or null. Where one side's values are all among the
   * other's nothing new comes together: a record that itself brings two values, or a cluster that a steward put together, can still grow.
   */
  conflict(a: number, b: number): string | null {
    for (let scheme = 0; scheme < this.schemes.length; scheme++) {
      const x = this.held[scheme]![a]!;
      const y = this.held[scheme]![b]!;
      if (x === -1 || y === -1 || x === y) continue;
      if ((x >= 0 && y >= 0) || (!this.within(x, y) && !this.within(y, x))) return this.schemes[scheme]!;
    }
    return null;
  }

  /** `from` becomes part of `into`. */
  union(into: number, from: number): void {
    for (const held of this.held) {
      const y = held[from]!;
      if (y !== -1) held[into] = this.joined(held[into]!, y);
    }
    const enemies = this.apart.get(from);
    if (!enemies) return;
    this.apart.delete(from);
    for (const enemy of enemies) {
      this.enemies(enemy).delete(from);
      this.keepApart(into, enemy);
    }
  }

  private within(x: number, y: number): boolean {
    const whole = this.valuesOf(y);
    return this.valuesOf(x).every((value) => whole.includes(value));
  }

  private joined(x: number, y: number): number {
    if (x === -1 || x === y) return y;
    if (y === -1) return x;
    const values = new Set([...this.valuesOf(x), ...this.valuesOf(y)]);
    if (values.size === 1) return x;
    return -2 - (this.several.push(values) - 1);
  }

  private valuesOf(held: number): number[] {
    return held <= -2 ? [...this.several[-2 - held]!] : [held];
  }

  private enemies(root: number): Set<number> {
    let enemies = this.apart.get(root);
    if (!enemies) {
      enemies = new Set();
      this.apart.set(root, enemies);
    }
    return enemies;
  }
}
