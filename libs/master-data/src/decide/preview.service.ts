import { Injectable } from '@nestjs/common';
import { today, Vault } from '@siku/platform';
import type { Attributes } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import { PlaceService } from '../locate/place.service.js';
import { RoadRepositories } from '../pipeline/road-repositories.js';
import { assignMasters } from '../resolve/assign-masters.js';
import { byFoundingRecord, foundedIn } from '../resolve/founding.js';
import { ResolveRepository } from '../resolve/resolve.repository.js';
import { withFormerValues } from '../survive/former-values.js';
import { goldenSegments } from '../survive/golden.js';
import { withDecidedValues } from './decided-values.js';
import type { ValueRuling } from './decision.js';
import { DecisionRepository } from './decision.repository.js';
import { MemberRepository, type MemberRecord } from './member.repository.js';

/** A record as it would be after a decision. */
export interface PreviewedRecord {
  /** null: an id of its own would be made */
  id: string | null;
  records: readonly MemberRecord[];
  /** of the record that bears the id at present, as of today */
  before: Attributes;
  /** as of today */
  after: Attributes;
}

export interface Preview {
  items: PreviewedRecord[];
  /** ids that would answer 410, and with what */
  merged: { id: string; successor: string }[];
}

const NEW = 'new';

/** What a decision would do, computed as a publication computes it and written nowhere. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly road: RoadRepositories,
    private readonly decisions: DecisionRepository,
    private readonly members: MemberRepository,
    private readonly resolving: ResolveRepository,
    private readonly places: PlaceService,
    private readonly vault: Vault,
  ) {}

  /** @param groups source records that would be one entity each, of whatever masters they are at present */
  async grouping(base: Base, groups: readonly (readonly MemberRecord[])[]): Promise<Preview> {
    const all = groups.flat();
    const current = new Map(all.map(({ recordId, master }) => [recordId, master]));
    const createdIn = await this.resolving.createdIn(base, [...new Set(current.values())]);
    const recordIds = all.map(({ recordId }) => recordId);
    const { masters, merged } = assignMasters({
      clusters: groups.map((group) => group.map(({ recordId }) => recordId)),
      current,
      createdIn,
      former: byFoundingRecord(base, await this.resolving.formerMasters(base, recordIds)),
      founds: foundedIn(base, createdIn),
      mint: () => NEW,
    });
    const items: PreviewedRecord[] = [];
    for (const [i, group] of groups.entries()) items.push(await this.previewed(base, masters[i]!, group, null));
    return { items, merged: merged.map(({ master, successor }) => ({ id: master, successor })) };
  }

  async value(base: Base, master: string, ruling: ValueRuling): Promise<Preview> {
    const group = await this.members.of(base, [master]);
    return { items: [await this.previewed(base, master, group, ruling)], merged: [] };
  }

  private async previewed(
    base: Base,
    master: string,
    group: readonly MemberRecord[],
    ruling: ValueRuling | null,
  ): Promise<PreviewedRecord> {
    const before = master === NEW ? {} : await this.goldenOf(base, await this.members.of(base, [master]), null);
    return {
      id: master === NEW ? null : master,
      records: group,
      before,
      after: await this.goldenOf(base, group, ruling),
    };
  }

  private async goldenOf(base: Base, group: readonly MemberRecord[], ruling: ValueRuling | null): Promise<Attributes> {
    const ids = group.map(({ recordId }) => recordId);
    const { timelines, database } = this.road;
    const known = await timelines.knownBatches(database, base);
    const histories = await timelines.histories(database, base, ids, known);
    const decided = await this.decisions.values(base, ids, {});
    const last = Number.MAX_SAFE_INTEGER;
    const all = ruling ? [...decided, { ...ruling, decision: last, id: '' }] : decided;
    const { survivorship } = base;
    const segments = withFormerValues(withDecidedValues(goldenSegments(histories, survivorship), all), survivorship);
    const day = today();
    const at = segments.find(({ from, to }) => from <= day && (to === null || day < to)) ?? segments.at(-1);
    if (!at) return {};
    const { masters } = await this.places.located(base, [{ master: NEW, segments: [at] }]);
    return this.vault.openAll(masters[0]!.segments[0]!.attributes);
  }
}
