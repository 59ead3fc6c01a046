import { Injectable } from '@nestjs/common';
import type { Evidence, MatchModel, Prepared, Profile } from '@siku/matching';
import { Database, unavailable, Vault } from '@siku/platform';
import type { Attributes } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import { masterIdOf } from '../identify/placement.js';
import { storedIdentifiers, storedKeys } from '../match/stored-keys.js';
import { ActiveModels } from '../model/active-models.js';
import { askedAttributes } from './asked-attributes.js';
import { CandidateRepository, type Candidate, type Scored, type WantedKeys } from './candidate.repository.js';
import { MasterRepository, type MasterRecord } from './master.repository.js';
import { readPoint } from './read-point.js';

/** Records under a key that is too common, which are looked at when there is nothing better. */
const MOST_UNDER_KEY = 200;

const MOST_MATCHES = 10;

export interface MatchCandidate {
  id: string;
  weight: number;
  probability: number;
  decision: 'link' | 'review' | 'different';
  evidence: Evidence[];
  record: MasterRecord | null;
}

/** Candidates, the likeliest first, and the model they were weighed with. */
export interface MatchAnswer {
  items: MatchCandidate[];
  model: MatchModel;
  /** ids of those about which there is an open question; absent where that was not read */
  questioned?: ReadonlySet<string>;
}

export interface Wanted {
  attributes: Attributes;
  /** this record alone, if it is among the candidates */
  only?: string;
  /** none whose weight is below that of a review */
  likely?: boolean;
}

/** A master, as it is today, and the record of it that is likest who is asked about. */
interface Likest {
  id: string;
  theirs: Prepared;
  record: MasterRecord | null;
  questioned?: boolean;
}

/** What was found with the model in force, and who is asked about, prepared for it. */
interface Found {
  base: Base;
  own: Prepared;
  found: Likest[];
}

const keysAreWritten = () =>
  unavailable('match-keys-being-written', {
    zh: '系统升级后正在重建匹配键，请稍后再试',
    en: 'match keys are being written anew after an upgrade; try again later',
  });

/** The match of one record with a base, as a counter asks it. Writes nothing. */
@Injectable()
export class LiveMatch {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly candidates: CandidateRepository,
    private readonly models: ActiveModels,
    private readonly vault: Vault,
  ) {}

  async match(declared: Base, { attributes: said, only, likely = false }: Wanted): Promise<MatchAnswer> {
    const attributes = askedAttributes(declared, said);
    const profile = declared.profile([attributes]);
    const { base, own, found } = declared.identity
      ? await this.identified(declared, attributes, profile)
      : await this.near(declared, profile, likely);
    const { compiled, model } = base;
    const { review, link } = model.thresholds;
    const shown = found.filter(({ id }) => only === undefined || id === only);
    const items = shown.map(({ id, theirs, record }): MatchCandidate => {
      const { weight, probability, evidence } = compiled.explain(own, theirs);
      const decision = weight >= link ? 'link' : weight >= review ? 'review' : 'different';
      return { id, weight, probability, decision, evidence, record };
    });
    if (declared.identity) return { items, model };
    return { items, model, questioned: new Set(shown.flatMap(({ id, questioned }) => (questioned ? id : []))) };
  }

  /** Where agreement in full is identity, nothing is compared. */
  private async identified(declared: Base, attributes: Attributes, profile: Profile): Promise<Found> {
    const base = await this.models.of(this.database, declared);
    const own = base.compiled.prepare(profile);
    const identity = base.identity!.of(attributes);
    const master = identity === null ? null : masterIdOf(base, base.identity!, identity);
    if (master === null || !(await this.masters.isInhabited(base, master))) return { base, own, found: [] };
    const [record = null] = await this.masters.findMany(base, [master], readPoint({}));
    return { base, own, found: [{ id: master, theirs: own, record }] };
  }

  /** By the keys of the model in force, which the same statement tells: most of the time it is the one known. */
  private async near(declared: Base, profile: Profile, likely: boolean): Promise<Found> {
    for (let base = this.models.known(declared); ;) {
      base ??= await this.models.of(this.database, declared);
      const keys = this.keysOf(base, profile);
      const near = await this.candidates.under(base, keys);
      if (!near.keyed) throw keysAreWritten();
      if (near.model === base.model.version) {
        const own = base.compiled.prepare(profile);
        const found = await this.likest(base, own, near.items, likely);
        const records = near.items.map(({ record }) => record);
        if (found.length > 0 || (await this.candidates.anyPublished(base, records))) return { base, own, found };
        const common = await this.candidates.under(base, { ...keys, most: MOST_UNDER_KEY, common: true });
        return { base, own, found: await this.likest(base, own, common.items, likely) };
      }
      base = await this.models.of(this.database, declared);
    }
  }

  /** The likeliest masters, each by the record of it that is likest. */
  private async likest(
    base: Base,
    own: Prepared,
    candidates: readonly Candidate[],
    likely: boolean,
  ): Promise<Likest[]> {
    const { compiled, model } = base;
    const least = likely ? model.thresholds.review : Number.NEGATIVE_INFINITY;
    const prepared = new Map<string, Prepared>();
    const scored: Scored[] = [];
    for (const { record, profile: other } of candidates) {
      const theirs = compiled.prepare(other);
      const score = compiled.score(own, theirs, least);
      if (score < least) continue;
      prepared.set(record, theirs);
      scored.push({ record, score });
    }
    const best = await this.candidates.likeliest(base, scored, readPoint({}).validAt, MOST_MATCHES);
    return best.map(({ master, record, golden, questioned }) => {
      return { id: master, theirs: prepared.get(record)!, record: golden, questioned };
    });
  }

  private keysOf(base: Base, profile: Profile): WantedKeys {
    return {
      proofs: storedIdentifiers(this.vault, base, profile),
      keys: storedKeys(this.vault, base, profile),
      most: base.model.maxKeyFrequency,
      common: false,
    };
  }
}
