import { Injectable } from '@nestjs/common';
import { Database, Vault } from '@siku/platform';
import equal from 'fast-deep-equal';
import type { Attributes } from '../base/attributes.js';
import type { Base } from '../base/base-registry.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { candidatesOf } from './candidates.js';
import { shareExclusive, shareOwned } from './comparable.js';
import {
  MatchRepository,
  type ChangedSource,
  type FrequentKey,
  type MatchKeys,
  type MatchPair,
  type Touched,
} from './match.repository.js';
import { PreparedCache } from './prepared-cache.js';
import { storedIdentifiers, storedKeys } from './stored-keys.js';

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
    return new PreparedCache(base, (missing) => this.repository.profiles(base, missing));
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
      const near = (profile && base.near?.(profile)) ?? 0;
      changed.push({ recordId, dataset, sourceKey, profile, isNew: !before, near });
      if (!profile) continue;
      cache.offer(recordId, profile);
      for (const key of storedIdentifiers(this.vault, base, profile)) keys.exclusive_key.push([key, recordId]);
      for (const key of storedKeys(this.vault, base, profile)) keys.match_key.push([key, recordId]);
    }
    // Nothing is left of these: the batch that brought them was cleared before it was published.
    for (const source of present.values()) {
      if (!seen.has(source.recordId) && source.profile)
        changed.push({ ...source, profile: null, isNew: false, near: 0 });
    }
    if (changed.length > 0) await this.repository.replace(base, changed, keys);
    return ids.length;
  }

  private compared(base: Base, history: readonly Attributes[]): readonly Attributes[] {
    return base.comparesSealed ? this.vault.openAll(history) : history;
  }

  /** Compares records that are matched again with everyone they share a key with; answers their keys that are too common for that. */
  async derivePairs(base: Base, cache: PreparedCache, ids: readonly string[]): Promise<FrequentKey[]> {
    const { shared, frequent } = await this.repository.postings(base, ids, base.model.maxKeyFrequency);
    const own = new Set(ids);
    const strangers = new Set<string>();
    for (const posting of shared) for (const id of posting) if (!own.has(id)) strangers.add(id);
    const rematched = await this.repository.rematched(base, [...strangers]);
    const candidates = candidatesOf(ids, shared, (id) => strangers.has(id) && !rematched.has(id));
    const comparables = await cache.load(candidates.records);
    const prepared = candidates.records.map((id) => comparables.get(id));
    const { review } = base.model.thresholds;
    const found: MatchPair[] = [];
    candidates.each((i, j) => {
      const [a, b] = [prepared[i], prepared[j]];
      if (!a || !b || shareExclusive(a, b)) return;
      let weight = base.compiled.score(a.prepared, b.prepared, review);
      if (weight < review) {
        if (!shareOwned(a, b)) return;
        weight = Number.NEGATIVE_INFINITY;
      }
      const [x, y] = [candidates.records[i]!, candidates.records[j]!];
      found.push(x < y ? { a: x, b: y, weight } : { a: y, b: x, weight });
    });
    if (found.length > 0) await this.repository.insertPairs(base, found);
    return frequent;
  }
}
