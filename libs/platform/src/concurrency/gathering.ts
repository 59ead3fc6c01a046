interface Asker<A> {
  resolve(answer: A | undefined): void;
  reject(error: unknown): void;
}

/** Names of one question: enough to make one of them cheap, few enough that nobody waits for long. */
const MOST_TOGETHER = 100;

/**
 * Asks together what many ask one by one at the same time. While `limit` questions are under way, others wait and then go as
 * one: the busier it is, the less each costs. None is answered by what was asked before it came.
 */
export class Gathering<A> {
  private readonly waiting = new Map<string, Asker<A>[]>();
  private underWay = 0;
  private soon = false;

  /** @param ask answers by name; those without one are left out */
  constructor(
    private readonly limit: number,
    private readonly ask: (names: readonly string[]) => Promise<ReadonlyMap<string, A>>,
  ) {}

  get(name: string): Promise<A | undefined> {
    return new Promise((resolve, reject) => {
      const same = this.waiting.get(name);
      if (same) same.push({ resolve, reject });
      else this.waiting.set(name, [{ resolve, reject }]);
      this.askSoon();
    });
  }

  get isIdle(): boolean {
    return this.underWay === 0 && this.waiting.size === 0;
  }

  /** At the end of this turn of the event loop: what else comes in it is asked with it. */
  private askSoon(): void {
    if (this.soon || this.underWay >= this.limit || this.waiting.size === 0) return;
    this.soon = true;
    setImmediate(() => {
      this.soon = false;
      void this.askThem();
    });
  }

  private async askThem(): Promise<void> {
    const asked = [...this.waiting].slice(0, MOST_TOGETHER);
    for (const [name] of asked) this.waiting.delete(name);
    this.underWay += 1;
    this.askSoon();
    try {
      const answers = await this.ask(asked.map(([name]) => name));
      for (const [name, askers] of asked) for (const { resolve } of askers) resolve(answers.get(name));
    } catch (error) {
      for (const [, askers] of asked) for (const { reject } of askers) reject(error);
    }
    this.underWay -= 1;
    this.askSoon();
  }
}
