import { Injectable } from '@nestjs/common';
import { Database, Vault } from '@siku/platform';
import equal from 'fast-deep-equal';
import type { Attributes } from '../base/attributes.js';
import type { Base } from '../base/base-registry.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { shareExclusive } from './comparable.js';
import { hashKey } from './hash-key.js';
import {
  MatchRepository,
  type ChangedSource,
  type MatchKeys,
  type MatchPair,
  type Touched,
} from './match.repository.js';
import { PreparedCache } from './prepared-cache.js';

/** What is done to one chunk of records, in whichever thread: no chunk depends on another. */
@Injectable()
export class MatchChunkService {
  constructor(
    private readonly database: Database,
    private readonly timelines: TimelineRepository,
    private readonly repository: MatchRepository,
    private readonly vault: Vault,
  ) {}

  cacheOf(base: Base): PreparedCache {
    return new PreparedCache(base, (missing) => this.repository.sources(this.database, base, missing));
  }

  /** Replaces profiles and keys of touched records; answers how many records there were. */
  async deriveProfiles(
    base: Base,
    known: KnownBatches,
    cache: PreparedCache,
    touched: readonly Touched[],
    rekey: boolean,
  ): Promise<number> {
    const ids = touched.map(({ recordId }) => recordId);
    const marked = new Set(touched.flatMap(({ recordId, rematch }) => (rekey && rematch ? [recordId] : [])));
    const present = await this.repository.sources(this.database, base, ids);
    const histories = await this.timelines.histories(this.database, base, ids, known);
    const changed: ChangedSource[] = [];
    const keys: MatchKeys = { match_key: [], exclusive_key: [] };
    const seen = new Set<string>();
    for (const { recordId, dataset, sourceKey, history } of histories) {
      seen.add(recordId);
      const profile = history.length > 0 ? base.profile(this.compared(base, history)) : null;
      const before = present.get(recordId);
      if (before && !marked.has(recordId) && equal(before.profile, profile)) continue;
      changed.push({ recordId, dataset, sourceKey, profile, isNew: !before });
      if (!profile) continue;
      cache.offer(recordId, profile);
      const exclusive = new Set(base.compiled.exclusiveKeys(profile).map((key) => hashKey(this.vault, base, key)));
      const blocking = new Set(base.compiled.keys(profile).map((key) => hashKey(this.vault, base, key)));
      for (const key of exclusive) keys.exclusive_key.push([key, recordId]);
      for (const key of blocking) keys.match_key.push([key, recordId]);
    }
    // Nothing is left of these: the batch that brought them was cleared before it was published.
    for (const source of present.values()) {
      if (!seen.has(source.recordId) && source.profile) changed.push({ ...source, profile: null, isNew: false });
    }
    if (changed.length > 0) await this.repository.replace(base, changed, keys);
    return ids.length;
  }

  private compared(base: Base, history: readonly Attributes[]): readonly Attributes[] {
    return base.comparesSealed ? this.vault.openAll(history) : history;
  }

  /** Compares records that are matched again with everyone they share a key with. */
  async derivePairs(base: Base, cache: PreparedCache, ids: readonly string[]): Promise<void> {
    const postings = await this.repository.postings(base, ids, base.model.maxKeyFrequency);
    const chunk = new Set(ids);
    const strangers = new Set(postings.flatMap((posting) => posting.filter((id) => !chunk.has(id))));
    const rematched = await this.repository.rematched(base, [...strangers]);
    const candidates = new Map<string, Set<string>>();
    const needed = new Set<string>();
    for (const posting of postings) {
      for (const id of posting) {
        if (!chunk.has(id)) continue;
        let others = candidates.get(id);
        if (!others) candidates.set(id, (others = new Set()));
        // Two records that are both matched again meet once: at the smaller id.
        for (const other of posting) {
          if (other > id || (strangers.has(other) && !rematched.has(other))) others.add(other);
        }
      }
    }
    for (const [id, others] of candidates) {
      needed.add(id);
      for (const other of others) needed.add(other);
    }
    const comparables = await cache.load([...needed]);
    const found: MatchPair[] = [];
    for (const [id, others] of candidates) {
      const own = comparables.get(id);
      if (!own) continue;
      for (const other of others) {
        const theirs = comparables.get(other);
        if (!theirs || shareExclusive(own, theirs)) continue;
        const weight = base.compiled.score(own.prepared, theirs.prepared, base.model.thresholds.review);
        if (weight < base.model.thresholds.review) continue;
        found.push(id < other ? { a: id, b: other, weight } : { a: other, b: id, weight });
      }
    }
    if (found.length > 0) await this.repository.insertPairs(base, found);
  }
}
