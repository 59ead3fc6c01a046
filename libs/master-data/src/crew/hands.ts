import type { FrequentKey, Touched } from '../match/match.repository.js';
import type { VersionCounts } from '../version/change.js';
import type { TouchedMaster } from '../version/version.repository.js';

/** Golden values that one hand holds until they are written. */
export interface DerivedChunk {
  id: number;
  masters: number;
  events: number;
}

/** Works off chunks of one publication: in this thread, or in one of its own with its own connections. */
export interface Hand {
  profiles(touched: readonly Touched[]): Promise<number>;
  /** Answers keys that were too common. */
  pairs(recordIds: readonly string[]): Promise<FrequentKey[]>;
  derive(touched: readonly TouchedMaster[]): Promise<DerivedChunk>;
  write(chunk: number, firstOrdinal: number): Promise<VersionCounts>;
}

/** The hands of one publication. Which of them does a chunk changes nothing but the time it takes. */
export class Hands {
  private readonly busy: { hand: Hand; chunks: number }[];

  constructor(hands: readonly Hand[]) {
    this.busy = hands.map((hand) => ({ hand, chunks: 0 }));
  }

  get size(): number {
    return this.busy.length;
  }

  /** To the one that has least to do. */
  async give<T>(work: (hand: Hand) => Promise<T>): Promise<T> {
    const least = this.busy.reduce((a, b) => (b.chunks < a.chunks ? b : a));
    least.chunks++;
    try {
      return await work(least.hand);
    } finally {
      least.chunks--;
    }
  }
}
