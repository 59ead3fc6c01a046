import { Injectable } from '@nestjs/common';
import { AuditLog, type Asking, type Principal } from '@siku/access';
import {
  DecisionRepository,
  isKnownField,
  MasterService,
  MemberRepository,
  readPoint,
  PreviewService,
  Readings,
  type Base,
  type Decision,
  type Preview,
} from '@siku/master-data';
import { Database } from '@siku/platform';
import { randomUUID } from 'node:crypto';
import type { MergeBody, OverrideBody, SplitBody } from '../decision/decision.dto.js';
import { requireMatch } from '../decision/precondition.js';
import { recordIdsOf, StewardDecisions, type Draft } from '../decision/steward-decisions.service.js';
import { ValueRulingService } from '../decision/value-ruling.service.js';
import { DisputeRepository, type Dispute } from '../dispute/dispute.repository.js';
import type { DisputeBody } from '../dispute/dispute.view.js';
import { requireCompared, wrongMember } from '../stewardship.errors.js';
import { shownPreview, type ShownPreview } from './shown-preview.js';

/** A decision about records, and what it would do. */
export interface StewardWrite {
  draft: Omit<Draft, 'idempotencyKey'>;
  preview(): Promise<Preview>;
}

/** What stewards do to records without being asked. */
@Injectable()
export class RecordStewardService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterService,
    private readonly members: MemberRepository,
    private readonly previews: PreviewService,
    private readonly readings: Readings,
    private readonly stewards: StewardDecisions,
    private readonly values: ValueRulingService,
    private readonly decisions: DecisionRepository,
    private readonly disputes: DisputeRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws 404 or 410 for any of the records, 422 for one that is to be merged with itself, and where identity is exact. */
  async merge(_: Asking, base: Base, id: string, { with: others, reason }: MergeBody): Promise<StewardWrite> {
    requireCompared(base);
    if (others.includes(id)) {
      const message = { zh: '不能与自身合并', en: 'a record cannot be merged with itself' };
      throw wrongMember(`#/with/${others.indexOf(id)}`, 'merged-with-itself', message);
    }
    const records = [id, ...others];
    for (const record of records) await this.masters.record(base, record, {});
    const group = (await this.stewards.groupsOf(base, records)).flat();
    return {
      draft: { kind: 'merge', reason, detail: { records }, ruling: recordIdsOf([group]) },
      preview: () => this.previews.grouping(base, [group]),
    };
  }

  /** Throws 404 or 410, 422 where the groups are no split of the record, and where identity is exact. */
  async split(_: Asking, base: Base, id: string, { groups: named, reason }: SplitBody): Promise<StewardWrite> {
    requireCompared(base);
    await this.masters.record(base, id, {});
    const groups = await this.stewards.split(base, [id], named);
    const ruling = recordIdsOf(groups);
    return {
      draft: { kind: 'split', reason, detail: { records: [id], groups: ruling.groups }, ruling },
      preview: () => this.previews.grouping(base, groups),
    };
  }

  /** Throws 404 or 410, 422 for a path or value that the dictionary does not know. */
  async override(_: Asking, base: Base, id: string, { reason, ...said }: OverrideBody): Promise<StewardWrite> {
    const ruling = await this.values.ruling(base, id, { ...said, doubted: false });
    const { path, validFrom, validTo } = ruling;
    return {
      draft: { kind: 'override', reason, detail: { records: [id], attribute: path, validFrom, validTo }, ruling },
      preview: () => this.previews.value(base, id, ruling),
    };
  }

  /** The decision made with this key: its answer may have been lost, and what it was about be another state by now. */
  async earlier({ id }: Principal, kind: Decision['kind'], idempotencyKey: string): Promise<Decision | null> {
    const about = { actor: id, task: null, taskOpenedIn: null, idempotencyKey };
    const earlier = await this.decisions.findEarlier(this.database, about);
    return earlier?.kind === kind ? earlier : null;
  }

  decide(principal: Principal, base: Base, { draft }: StewardWrite, idempotencyKey: string | null): Promise<Decision> {
    return this.stewards.decide(principal, base, { ...draft, idempotencyKey });
  }

  /** Within the rights of whoever asks. */
  async preview(asking: Asking, base: Base, write: StewardWrite): Promise<ShownPreview> {
    const preview = await write.preview();
    return this.readings.read(base, asking, 'preview', (reader) => shownPreview(base, reader, preview));
  }

  /** Throws 412 when the record is another than the one that was read. */
  async requireMatch(base: Base, id: string, ifMatch: string | undefined): Promise<void> {
    if (ifMatch !== undefined) requireMatch(ifMatch, (await this.masters.get(base, id, {})).etag);
  }

  async decisionsAbout(base: Base, id: string): Promise<Decision[]> {
    const members = await this.members.of(base, [id]);
    if (members.length === 0) throw await this.masters.absence(base, id, readPoint({}));
    return this.decisions.about(
      base,
      members.map(({ recordId }) => recordId),
    );
  }

  /** Throws 404 or 410 for the record, 403 where the reporter may not read it, 422 for a path that is no attribute. */
  async dispute(asking: Asking, base: Base, id: string, body: DisputeBody): Promise<Dispute> {
    const { path, version, proposed = null, reason } = body;
    if (!isKnownField(base, path)) {
      throw wrongMember('#/path', 'unknown-attribute', {
        zh: `没有名为 ${path} 的属性`,
        en: `there is no attribute ${path}`,
      });
    }
    const present = await this.masters.record(base, id, {});
    await this.readings.read(base, asking, 'dispute', (reader) => reader.get(id, { fields: path }));
    const { principal } = asking;
    const dispute = {
      id: randomUUID(),
      base: base.code,
      record: id,
      version: version ?? present.version,
      path,
      proposed,
      reason,
      reporter: principal.id,
    };
    await this.database.transaction(async (tx) => {
      await this.disputes.insert(tx, dispute);
      await this.audit.record(
        { principal, action: 'dispute.open', base: base.code, subject: id, fields: [path], outcome: 'done' },
        tx,
      );
    });
    return (await this.disputes.find(dispute.id))!;
  }
}
