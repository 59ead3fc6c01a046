import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { recordIdOf } from '../stage/record-id.js';
import type { Decision, GroupRuling, NewDecision, ValueRuling } from './decision.js';
import { COLUMNS, DecisionRepository } from './decision.repository.js';

/** A source record by the name that its department gave it. */
export interface ArchivedSource {
  id: string;
  dataset: string;
  /** sealed, where it is sealed at rest */
  sourceKey: string;
}

/**
 * A decision as it leaves one installation for another: with what it rules, and without its place in this one. What is
 * sealed at rest stays sealed. Source records have the same id wherever they are delivered, but for those with sealed keys.
 */
export interface ArchivedDecision extends Pick<
  Decision,
  'id' | 'base' | 'kind' | 'actor' | 'reason' | 'madeAt' | 'approvedBy' | 'undoneBy' | 'undoReason' | 'detail'
> {
  /** it waits for somebody else's approval */
  waiting: boolean;
  /** of source records, by their ids */
  groups: GroupRuling['groups'] | null;
  value: ValueRuling | null;
  /** what is known of the source records that it speaks of */
  sources: ArchivedSource[];
}

type Stored = Decision & Pick<ArchivedDecision, 'groups' | 'value' | 'sources'>;

@Injectable()
export class DecisionArchiveRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly decisions: DecisionRepository,
  ) {}

  /** In the order in which they were made. */
  async page(base: BaseDefinition, after: number, limit: number): Promise<{ items: ArchivedDecision[]; last: number }> {
    const { code, schema } = base;
    const stored = await this.database.query<Stored>(
      `SELECT ${COLUMNS},
              (SELECT json_agg(g.ids ORDER BY g.side) FROM (
                 SELECT side, json_agg(record_id ORDER BY record_id) AS ids FROM ${schema}.decided_record
                  WHERE decision = d.number GROUP BY side) g) AS groups,
              (SELECT json_build_object('recordId', v.record_id, 'path', v.path, 'doubted', v.doubted, 'value', v.value,
                 'validFrom', v.valid_from, 'validTo', nullif(v.valid_to, 'infinity')) FROM ${schema}.decided_value v
                WHERE v.decision = d.number) AS value,
              (SELECT coalesce(json_agg(json_build_object('id', s.record_id, 'dataset', s.dataset, 'sourceKey', s.source_key)
                 ORDER BY s.record_id), '[]') FROM ${schema}.source s WHERE s.record_id IN (
                   SELECT record_id FROM ${schema}.decided_record WHERE decision = d.number UNION
                   SELECT record_id FROM ${schema}.decided_value WHERE decision = d.number)) AS sources
         FROM catalogue.decision d WHERE base = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [code, after, limit],
    );
    return { items: stored.map(archived), last: stored.at(-1)?.number ?? after };
  }

  /** Takes a decision up as it was made elsewhere, to be published if it counts; false when it is here already. */
  async restore(tx: Sql, base: BaseDefinition, decision: ArchivedDecision): Promise<boolean> {
    const { id, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, detail, waiting } = decision;
    const ruling = this.rulingOf(decision);
    const requested = undoneBy ? null : waiting ? 'approval' : ruling ? 'publish' : null;
    const [stored] = await tx.query<{ number: number }>(
      `INSERT INTO catalogue.decision (id, base, kind, actor, reason, made_at, approved_by, undone_by, undo_reason, detail, requested)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING number::int AS number`,
      [id, base.code, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, JSON.stringify(detail), requested],
    );
    if (stored && ruling) await this.decisions.rule(tx, base, stored.number, ruling);
    return stored !== undefined;
  }

  /** With the ids that its source records have here. */
  private rulingOf({ groups, value, sources }: ArchivedDecision): NewDecision['ruling'] {
    const ids = new Map(sources.map(({ id, dataset, sourceKey }) => [id, recordIdOf(dataset, sourceKey)]));
    const idHere = (id: string): string => ids.get(id) ?? id;
    if (groups) return { groups: groups.map((group) => group.map(idHere)) };
    return value && { ...value, recordId: idHere(value.recordId), value: this.vault.openAll(value.value) };
  }
}

function archived({ requested, ...stored }: Stored): ArchivedDecision {
  const { id, base, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, detail } = stored;
  const { groups, value, sources } = stored;
  const waiting = requested === 'approval';
  const made = { id, base, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason };
  return { ...made, detail, waiting, groups, value, sources };
}
