import { Injectable } from '@nestjs/common';
import type { Profile } from '@siku/matching';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { MatchRepository } from '../match/match.repository.js';
import { BEFORE_ALL } from '../stage/record-id.js';
import { ModelRepository } from './model.repository.js';

/** Records that are held at once: with what is computed of each about 5 KB. */
const MOST_RECORDS = 100_000;

/** Of a larger base this many are drawn at random, and of these so many looked at with all their candidates as there is room for. */
const DRAWN = 50_000;

const CHUNK = 1_000;

/** Present records as the matcher sees them, and the masters they belong to. */
export interface ModelSample {
  recordIds: string[];
  profiles: Profile[];
  /** stable keys */
  order: string[];
  masters: (string | null)[];
  /** in the whole base */
  records: number;
  /** Where these are only a part: how they were drawn. The first `seeds` have all their candidates among the rest. */
  part: { uniform: number; seeds: number; pairs: { a: Int32Array; b: Int32Array }; allPairs: number } | null;
}

/** Reads what models are trained and tried on: the whole base, or of a larger one a part that is the same in every run. */
@Injectable()
export class ModelSamples {
  constructor(
    private readonly database: Database,
    private readonly models: ModelRepository,
    private readonly matching: MatchRepository,
  ) {}

  async draw(base: Base, signal: AbortSignal, most = MOST_RECORDS, drawn = DRAWN): Promise<ModelSample> {
    const records = await this.models.countRecords(base);
    const sample: ModelSample = { recordIds: [], profiles: [], order: [], masters: [], records, part: null };
    const wanted = records <= most ? records : drawn;
    for (let after = BEFORE_ALL; sample.recordIds.length < wanted; after = sample.recordIds.at(-1)!) {
      signal.throwIfAborted();
      const ids = await this.models.recordsAfter(base, after, Math.min(CHUNK, wanted - sample.recordIds.length));
      if (ids.length === 0) break;
      await this.add(base, sample, ids);
    }
    if (records > most) await this.addCandidates(base, sample, most, signal);
    return sample;
  }

  private async add(base: Base, sample: ModelSample, ids: readonly string[]): Promise<void> {
    const sources = await this.matching.sources(this.database, base, ids);
    const masters = await this.models.mastersOf(base, ids);
    for (const id of ids) {
      const source = sources.get(id);
      if (!source?.profile) continue;
      sample.recordIds.push(id);
      sample.profiles.push(source.profile);
      sample.order.push(`${source.dataset}\u0000${source.sourceKey}`);
      sample.masters.push(masters.get(id) ?? null);
    }
  }

  private async addCandidates(base: Base, sample: ModelSample, most: number, signal: AbortSignal): Promise<void> {
    const uniform = sample.recordIds.length;
    const places = new Map(sample.recordIds.map((id, place) => [id, place]));
    const pairs = new Set<number>();
    let seeds = 0;
    while (seeds < uniform && sample.recordIds.length < most) {
      signal.throwIfAborted();
      const ids = sample.recordIds.slice(seeds, Math.min(uniform, seeds + CHUNK));
      const { shared } = await this.matching.postings(base, ids, base.model.maxKeyFrequency);
      const unknown = new Set(shared.flat().filter((id) => !places.has(id)));
      const before = sample.recordIds.length;
      await this.add(base, sample, [...unknown].sort());
      for (let place = before; place < sample.recordIds.length; place++) places.set(sample.recordIds[place]!, place);
      const own = new Set(ids);
      for (const posting of shared) {
        for (const id of posting) {
          if (!own.has(id)) continue;
          for (const other of posting) {
            const [x, y] = [places.get(id)!, places.get(other)];
            if (y !== undefined && x !== y) pairs.add(x < y ? x * 2 ** 26 + y : y * 2 ** 26 + x);
          }
        }
      }
      seeds += ids.length;
    }
    const sorted = Float64Array.from(pairs).sort();
    sample.part = {
      uniform,
      seeds,
      pairs: {
        a: Int32Array.from(sorted, (pair) => Math.floor(pair / 2 ** 26)),
        b: Int32Array.from(sorted, (pair) => pair % 2 ** 26),
      },
      allPairs: seeds * (sample.records - 1) - (seeds * (seeds - 1)) / 2,
    };
  }
}
