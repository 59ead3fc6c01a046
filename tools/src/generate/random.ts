/**
 * Random numbers that depend on nothing but their seeds (sfc32). Each purpose seeds a generator of its own, so that
 * adding a draw in one place changes nothing in another.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private count = 0;

  constructor(one: number, two = 0, three = 0, four = 0) {
    this.restart(one, two, three, four);
  }

  /** As if made anew with these seeds. */
  restart(one: number, two = 0, three = 0, four = 0): void {
    this.a = mixed(mixed(0x9e3779b9 ^ one) ^ two);
    this.b = mixed(mixed(this.a ^ three) ^ four);
    this.c = mixed(this.b ^ this.a);
    this.count = 1;
    for (let i = 0; i < 4; i++) this.next();
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

/** Finaliser of MurmurHash3: every bit of the number changes every bit of the result. */
function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) + 0x6d2b79f5;
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
  return new Frequencies(
    Array.from(text.matchAll(/(\S+?)(\d+(?:\.\d+)?)(?:\s|$)/g), ([, word, weight]) => [word!, Number(weight)] as const),
  );
}

export const words = (text: string): string[] => text.trim().split(/\s+/);
