import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import type { Decision, GroupRuling, ValueRuling } from './decision.js';
import { COLUMNS, DecisionRepository } from './decision.repository.js';

/**
 * A decision as it leaves one installation for another: with what it rules, and without its place in this one. Source
 * records have the same id wherever they are delivered. What is sealed at rest stays sealed.
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
}

type Stored = Decision & Pick<ArchivedDecision, 'groups' | 'value'>;

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
                WHERE v.decision = d.number) AS value
         FROM catalogue.decision d WHERE base = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [code, after, limit],
    );
    return { items: stored.map(archived), last: stored.at(-1)?.number ?? after };
  }

  /** Takes a decision up as it was made elsewhere, to be published if it counts; false when it is here already. */
  async restore(tx: Sql, base: BaseDefinition, decision: ArchivedDecision): Promise<boolean> {
    const { id, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, detail, waiting, groups, value } =
      decision;
    const ruling = groups ? { groups } : value && { ...value, value: this.vault.openAll(value.value) };
    const requested = undoneBy ? null : waiting ? 'approval' : ruling ? 'publish' : null;
    const [stored] = await tx.query<{ number: number }>(
      `INSERT INTO catalogue.decision (id, base, kind, actor, reason, made_at, approved_by, undone_by, undo_reason, detail, requested)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING number::int AS number`,
      [id, base.code, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, JSON.stringify(detail), requested],
    );
    if (stored && ruling) await this.decisions.rule(tx, base, stored.number, ruling);
    return stored !== undefined;
  }
}

function archived({ requested, ...stored }: Stored): ArchivedDecision {
  const { id, base, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, detail, groups, value } = stored;
  const waiting = requested === 'approval';
  return { id, base, kind, actor, reason, madeAt, approvedBy, undoneBy, undoReason, detail, waiting, groups, value };
}
