/**
 * What may not come together. Kept per cluster, under its root: the values of each conflicting scheme it holds, and the clusters a steward
 * decided it is different from.
 */
export class Constraints {
  private readonly schemes: string[] = [];
  /** Per scheme and root the value it holds, or the set of them. */
  private readonly held: (Values | undefined)[][] = [];
  private readonly apart = new Map<number, Set<number>>();

  /** `exclusive[i]`: the `scheme=value` of record i, in any order. */
  constructor(exclusive: readonly (readonly string[])[]) {
    for (let record = 0; record < exclusive.length; record++) {
      for (const key of exclusive[record]!) {
        const name = key.slice(0, key.indexOf('='));
        let scheme = this.schemes.indexOf(name);
        if (scheme < 0) {
          scheme = this.schemes.push(name) - 1;
          this.held.push(Array.from(exclusive, () => undefined));
        }
        const held = this.held[scheme]!;
        held[record] = joined(held[record], key);
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
      const x = this.held[scheme]![a];
      const y = this.held[scheme]![b];
      if (x === undefined || y === undefined || x === y) continue;
      if ((typeof x === 'string' && typeof y === 'string') || (!within(x, y) && !within(y, x)))
        return this.schemes[scheme]!;
    }
    return null;
  }

  /** `from` becomes part of `into`. */
  union(into: number, from: number): void {
    for (const held of this.held) {
      const y = held[from];
      if (y !== undefined) held[into] = joined(held[into], y);
    }
    const enemies = this.apart.get(from);
    if (!enemies) return;
    this.apart.delete(from);
    for (const enemy of enemies) {
      this.enemies(enemy).delete(from);
      this.keepApart(into, enemy);
    }
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

type Values = string | ReadonlySet<string>;

function joined(x: Values | undefined, y: Values): Values {
  if (x === undefined || x === y) return y;
  const values = new Set([...valuesOf(x), ...valuesOf(y)]);
  return values.size === 1 ? x : values;
}

function within(x: Values, y: Values): boolean {
  const whole = valuesOf(y);
  return [...valuesOf(x)].every((value) => whole.has(value));
}

function valuesOf(values: Values): ReadonlySet<string> {
  return typeof values === 'string' ? new Set([values]) : values;
}
