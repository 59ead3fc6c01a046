import { Injectable } from '@nestjs/common';
import type { CompiledModel, Evidence, MatchModel, Prepared, Profile } from '@siku/matching';
import { Database, Vault } from '@siku/platform';
import type { Attributes } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import { masterIdOf } from '../identify/placement.js';
import { hashKey } from '../match/hash-key.js';
import { ActiveModels } from '../model/active-models.js';
import { askedAttributes } from './asked-attributes.js';
import { CandidateRepository, type Candidate, type WantedKeys } from './candidate.repository.js';
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
}

export interface Wanted {
  attributes: Attributes;
  /** this record alone, if it is among the candidates */
  only?: string;
  /** none whose weight is below that of a review */
  likely?: boolean;
}

interface Ranked {
  id: string;
  score: number;
  theirs: Prepared;
}

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
    const { base, found } = declared.identity
      ? await this.identified(declared, attributes, profile)
      : await this.near(declared, profile);
    const { compiled, model } = base;
    const own = compiled.prepare(profile);
    const { review, link } = model.thresholds;
    const best = ranked(compiled, own, found, likely ? review : Number.NEGATIVE_INFINITY);
    const shown = best.filter(({ id }) => only === undefined || id === only);
    const records = await this.masters.findMany(
      base,
      shown.map(({ id }) => id),
      readPoint({}),
    );
    const items = shown.map(({ id, theirs }): MatchCandidate => {
      const { weight, probability, evidence } = compiled.explain(own, theirs);
      const decision = weight >= link ? 'link' : weight >= review ? 'review' : 'different';
      return { id, weight, probability, decision, evidence, record: records.find((each) => each.id === id) ?? null };
    });
    return { items, model };
  }

  /** Where agreement in full is identity, nothing is compared. */
  private async identified(
    declared: Base,
    attributes: Attributes,
    profile: Profile,
  ): Promise<{ base: Base; found: Candidate[] }> {
    const base = await this.models.of(this.database, declared);
    const identity = base.identity!.of(attributes);
    const master = identity === null ? null : masterIdOf(base, base.identity!, identity);
    const exists = master !== null && (await this.masters.isInhabited(base, master));
    return { base, found: exists ? [{ master, profile }] : [] };
  }

  /** Records under the keys of the model in force, which the same statement tells: most of the time it is the one known. */
  private async near(declared: Base, profile: Profile): Promise<{ base: Base; found: Candidate[] }> {
    for (let base = this.models.known(declared); ;) {
      base ??= await this.models.of(this.database, declared);
      const keys = this.keysOf(base, profile);
      const near = await this.candidates.under(base, keys);
      if (near.model === base.model.version) {
        const common = { ...keys, most: MOST_UNDER_KEY, common: true };
        const found = near.items.length > 0 ? near : await this.candidates.under(base, common);
        return { base, found: found.items };
      }
      base = await this.models.of(this.database, declared);
    }
  }

  private keysOf(base: Base, profile: Profile): WantedKeys {
    const hashed = (keys: readonly string[]): bigint[] =>
      [...new Set(keys)].map((key) => hashKey(this.vault, base, key));
    const { compiled, model } = base;
    return {
      proofs: hashed(compiled.exclusiveKeys(profile)),
      keys: hashed(compiled.keys(profile)),
      most: model.maxKeyFrequency,
      common: false,
    };
  }
}

/** The likeliest record of each master, the likeliest master first. */
function ranked(compiled: CompiledModel, own: Prepared, candidates: readonly Candidate[], least: number): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const { master, profile } of candidates) {
    const theirs = compiled.prepare(profile);
    const score = compiled.score(own, theirs, least);
    if (score < least) continue;
    const present = best.get(master);
    if (!present || score > present.score) best.set(master, { id: master, score, theirs });
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MOST_MATCHES);
}
