import { Injectable } from '@nestjs/common';
import { ahead } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { Hands } from '../crew/hands.js';
import { BEFORE_ALL } from '../stage/record-id.js';
import { type FrequentKey, MatchRepository, type Touched } from './match.repository.js';

/** Records a statement: large enough for the round trips not to matter, small enough to hold every candidate. */
const CHUNK = 1000;

/** Chunks under way for each hand: the database looks up or writes some while others are computed. */
const AHEAD = 3;

/**
 * match: derives what the matcher compares from what is known of each touched record, and the pairs that follow.
 * Both are functions of the known batches alone. It never decides: pairs carry a weight, no verdict.
 */
@Injectable()
export class MatchService {
  constructor(private readonly repository: MatchRepository) {}

  async match(base: Base, hands: Hands, signal: AbortSignal, onProgress: (rows: number) => void): Promise<void> {
    const limit = AHEAD * hands.size;
    let done = 0;
    const derive = (touched: Touched[]): Promise<number> => hands.give((hand) => hand.profiles(touched));
    for await (const rows of ahead(this.chunks(base, signal), limit, derive)) onProgress((done += rows));
    await this.repository.rematchReturnedKeys(base, base.model.maxKeyFrequency);
    await this.repository.deleteRematchedPairs(base);
    const frequent = new Map<string, number>();
    const pair = (recordIds: string[]): Promise<FrequentKey[]> => {
      signal.throwIfAborted();
      return hands.give((hand) => hand.pairs(recordIds));
    };
    for await (const keys of ahead(this.repository.nearToFar(base, CHUNK), limit, pair))
      for (const { key, own } of keys) frequent.set(key, (frequent.get(key) ?? 0) + own);
    if (frequent.size > 0) await this.repository.partByCrossedKeys(base, frequent, base.model.maxKeyFrequency);
  }

  private async *chunks(base: Base, signal: AbortSignal): AsyncGenerator<Touched[]> {
    for (let after = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const touched = await this.repository.touched(base, after, CHUNK);
      if (touched.length === 0) return;
      yield touched;
      after = touched.at(-1)!.recordId;
    }
  }
}
