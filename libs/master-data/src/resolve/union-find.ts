/** Disjoint sets over 0 … size − 1. */
export class UnionFind {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  find(item: number): number {
    let root = item;
    while (this.parent[root] !== root) root = this.parent[root]!;
    while (this.parent[item] !== root) {
      const next = this.parent[item]!;
      this.parent[item] = root;
      item = next;
    }
    return root;
  }

  union(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.parent[Math.max(x, y)] = Math.min(x, y);
  }

  /** Members of every set, sets and members in ascending order. */
  groups(): number[][] {
    const groups = new Map<number, number[]>();
    this.parent.forEach((_, item) => {
      const root = this.find(item);
      const group = groups.get(root);
      if (group) group.push(item);
      else groups.set(root, [item]);
    });
    return [...groups.values()];
  }
}
