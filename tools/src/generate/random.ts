/**
 * Random numbers that depend on nothing but their seeds (sfc32). Each purpose seeds a generator of its own, so that
 * adding a draw in one place changes nothing in another.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private count = 1;

  constructor(...seeds: readonly number[]) {
    let hash = 0x9e3779b9;
    const mixed = (): number => {
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      return (hash ^= hash >>> 16) | 0;
    };
    for (const seed of seeds) {
      hash ^= seed | 0;
      mixed();
    }
    [this.a, this.b, this.c] = [mixed(), mixed() ^ 0x5bd1e995, mixed() ^ 0x27d4eb2f];
    for (let i = 0; i < 10; i++) this.next();
  }

  /** [0, 1) */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.count++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** 0 … n - 1 */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Waiting time of what happens once in `mean` on average. */
  wait(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }
}

/** Things that occur with unequal frequency. */
export class Frequencies<T> {
  private readonly things: T[] = [];
  private readonly sums: number[] = [];
  private total = 0;

  constructor(entries: Iterable<readonly [thing: T, weight: number]>) {
    for (const [thing, weight] of entries) {
      this.things.push(thing);
      this.sums.push((this.total += weight));
    }
  }

  pick(random: Random): T {
    const wanted = random.next() * this.total;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.things[low]!;
  }
}

/** `word weight word weight …` */
export function frequencies(text: string): Frequencies<string> {
  return new Frequencies(Array.from(text.matchAll(/(\S+?)(\d+(?:\.\d+)?)(?:\s|$)/g), ([, word, weight]) => [word!, Number(weight)] as const));
}

export const words = (text: string): string[] => text.trim().split(/\s+/);
