import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { attributeSealer } from '../stage/row-seal.js';
import { valueAt, withValue } from '../survive/attribute-path.js';
import type { DecidedValue } from './decided-values.js';
import { inForce, type Decision, type DecisionsInForce, type NewDecision, type Ruling } from './decision.js';

export const COLUMNS = `id, number::int AS number, base, kind, actor, reason, task, task_opened_in::int AS "taskOpenedIn", detail, to_json(made_at) #>> '{}' AS "madeAt", requested,
  approved_by AS "approvedBy", undone_by AS "undoneBy", undo_reason AS "undoReason", published_in::int AS "publishedIn", undone_in::int AS "undoneIn"`;

export interface DecisionFilter {
  bases: string[] | null;
  actor?: string;
  kind?: string;
  /** only those that wait for approval */
  waiting?: boolean;
}

@Injectable()
export class DecisionRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** Stores a decision with what it rules; null when its task has been decided, or its idempotency key used, before. */
  async insert(tx: Sql, base: BaseDefinition, id: string, decision: NewDecision): Promise<Decision | null> {
    const { kind, actor, reason, task, taskOpenedIn, detail, idempotencyKey, ruling, needsApproval } = decision;
    const requested = ruling === null ? null : needsApproval ? 'approval' : 'publish';
    const [stored] = await tx.query<Decision>(
      `WITH stored AS (INSERT INTO catalogue.decision (id, base, kind, actor, reason, task, task_opened_in, detail, idempotency_key, requested)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING *)
       SELECT ${COLUMNS} FROM stored`,
      [id, base.code, kind, actor, reason, task, taskOpenedIn, JSON.stringify(detail), idempotencyKey, requested],
    );
    if (stored && ruling) await this.rule(tx, base, stored.number, ruling);
    return stored ?? null;
  }

  /** What a stored decision rules. */
  async rule(tx: Sql, base: BaseDefinition, decision: number, ruling: Ruling): Promise<void> {
    if ('groups' in ruling) {
      const rows = ruling.groups.flatMap((group, side) => group.map((recordId) => ({ recordId, side })));
      await tx.query(
        `INSERT INTO ${base.schema}.decided_record (record_id, decision, side)
         SELECT record_id, $1, side FROM unnest($2::uuid[], $3::int[]) AS row (record_id, side)`,
        [decision, rows.map(({ recordId }) => recordId), rows.map(({ side }) => side)],
      );
      return;
    }
    const { recordId, path, doubted, value, validFrom, validTo } = ruling;
    const stored = JSON.stringify(this.sealed(base, path, value));
    await tx.query(
      `INSERT INTO ${base.schema}.decided_value (record_id, decision, path, doubted, value, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [recordId, decision, path, doubted, stored, validFrom, validTo ?? 'infinity'],
    );
  }

  /** As the value would be stored had a department delivered it. */
  private sealed({ attributes }: BaseDefinition, path: string, value: unknown): unknown {
    if (value === null || value === undefined) return null;
    const whole = {};
    withValue(whole, path, value);
    return valueAt(attributeSealer(attributes, this.vault)(whole), path);
  }

  async find(id: string): Promise<Decision | null> {
    const [decision] = await this.database.query<Decision>(`SELECT ${COLUMNS} FROM catalogue.decision WHERE id = $1`, [
      id,
    ]);
    return decision ?? null;
  }

  /** The decision in force on a task, or made with an idempotency key. */
  async findEarlier(
    sql: Sql,
    {
      actor,
      task,
      taskOpenedIn,
      idempotencyKey,
    }: Pick<NewDecision, 'actor' | 'task' | 'taskOpenedIn' | 'idempotencyKey'>,
  ): Promise<Decision | null> {
    const [decision] = await sql.query<Decision>(
      `SELECT ${COLUMNS} FROM catalogue.decision
        WHERE (actor = $1 AND idempotency_key = $2)
           OR (task = $3 AND task_opened_in = $4 AND undone_by IS NULL AND kind NOT IN ('return', 'investigate'))
        ORDER BY number LIMIT 1`,
      [actor, idempotencyKey, task, taskOpenedIn],
    );
    return decision ?? null;
  }

  /** Of the given bases (null: of all), the latest first. */
  async list(
    { bases, actor, kind, waiting }: DecisionFilter,
    before: number | null,
    limit: number,
  ): Promise<Decision[]> {
    return this.database.query<Decision>(
      `SELECT ${COLUMNS} FROM catalogue.decision
        WHERE ($1::text[] IS NULL OR base = ANY($1)) AND ($2::bigint IS NULL OR number < $2)
          AND ($4::text IS NULL OR actor = $4) AND ($5::text IS NULL OR kind = $5) AND (NOT $6 OR requested = 'approval')
        ORDER BY number DESC LIMIT $3`,
      [bases, before, limit, actor ?? null, kind ?? null, waiting ?? false],
    );
  }

  /** Decisions that were made about any of the given records, undone ones too, the latest first. */
  async about(base: BaseDefinition, recordIds: readonly string[]): Promise<Decision[]> {
    const { schema } = base;
    return this.database.query<Decision>(
      `SELECT ${COLUMNS} FROM catalogue.decision WHERE number IN (
         SELECT decision FROM ${schema}.decided_record WHERE record_id = ANY($1::uuid[])
         UNION SELECT decision FROM ${schema}.decided_value WHERE record_id = ANY($1::uuid[]))
        ORDER BY number DESC LIMIT 50`,
      [recordIds],
    );
  }

  /** About a review task, undone ones too, the first first. */
  async onTask(task: string): Promise<Decision[]> {
    return this.database.query<Decision>(`SELECT ${COLUMNS} FROM catalogue.decision WHERE task = $1 ORDER BY number`, [
      task,
    ]);
  }

  /** Lets a decision go ahead; null unless it waits for somebody other than who made it. */
  async approve(tx: Sql, id: string, actor: string): Promise<Decision | null> {
    const [decision] = await tx.query<Decision>(
      `WITH stored AS (UPDATE catalogue.decision SET requested = 'publish', approved_by = $2
        WHERE id = $1 AND requested = 'approval' AND actor <> $2 RETURNING *)
       SELECT ${COLUMNS} FROM stored`,
      [id, actor],
    );
    return decision ?? null;
  }

  /** Asks for the decision to be taken back; null when it has been. One never published is simply left out. */
  async requestUndo(tx: Sql, id: string, actor: string, reason: string): Promise<Decision | null> {
    const [decision] = await tx.query<Decision>(
      `WITH stored AS (UPDATE catalogue.decision SET undone_by = $2, undo_reason = $3, requested = CASE WHEN published_in IS NOT NULL THEN 'undo' WHEN requested = 'publish' THEN requested END
        WHERE id = $1 AND undone_by IS NULL RETURNING *)
       SELECT ${COLUMNS} FROM stored`,
      [id, actor, reason],
    );
    return decision ?? null;
  }

  /** What is asked for, in the order in which it was decided. */
  async requested(base: string | null = null): Promise<Decision[]> {
    return this.database.query<Decision>(
      `SELECT ${COLUMNS} FROM catalogue.decision WHERE requested IN ('publish', 'undo') AND ($1::text IS NULL OR base = $1) ORDER BY number`,
      [base],
    );
  }

  /** Stamps what a publication did; one that was undone before it was ever published is not asked for again. */
  async stamp(
    tx: Sql,
    { with: made, without: undone }: Required<DecisionsInForce>,
    publication: number,
  ): Promise<void> {
    await tx.query(
      `UPDATE catalogue.decision SET published_in = $2, requested = CASE WHEN undone_by IS NOT NULL THEN 'undo' END
        WHERE number = ANY($1::bigint[])`,
      [made, publication],
    );
    await tx.query(`UPDATE catalogue.decision SET undone_in = $2, requested = NULL WHERE number = ANY($1::bigint[])`, [
      undone,
      publication,
    ]);
  }

  /** Puts the records of decisions on the list of touched ones; those not delivered yet are touched by their delivery. */
  async touch(base: BaseDefinition, decisions: readonly number[]): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `INSERT INTO ${schema}.work_record
       SELECT record_id, bool_or(rematch) FROM (
         SELECT record_id, true AS rematch FROM ${schema}.decided_record WHERE decision = ANY($1::bigint[])
         UNION ALL SELECT record_id, false FROM ${schema}.decided_value WHERE decision = ANY($1::bigint[])) decided
         JOIN ${schema}.source USING (record_id) GROUP BY record_id
       ON CONFLICT (record_id) DO UPDATE SET rematch = work_record.rematch OR excluded.rematch`,
      [decisions],
    );
  }

  /** Records of the component that decisions group. */
  async grouped(
    base: BaseDefinition,
    decisions: DecisionsInForce,
  ): Promise<{ recordId: string; decision: number; side: number; apart: boolean }[]> {
    const { schema } = base;
    return this.database.query(
      `SELECT r.record_id AS "recordId", r.decision::int AS decision, r.side, d.kind = 'different' AS apart
         FROM ${schema}.decided_record r
         JOIN ${schema}.work_component c ON c.record_id = r.record_id
         JOIN catalogue.decision d ON d.number = r.decision WHERE ${inForce(decisions)}`,
    );
  }

  /** Decided values by the record they are tied to. */
  async values(
    base: BaseDefinition,
    recordIds: readonly string[],
    decisions: DecisionsInForce,
  ): Promise<(DecidedValue & { recordId: string })[]> {
    return this.database.query(
      `SELECT v.record_id AS "recordId", v.decision::int AS decision, d.id, v.path, v.doubted, v.value,
              v.valid_from::text AS "validFrom", nullif(v.valid_to, 'infinity')::text AS "validTo"
         FROM ${base.schema}.decided_value v JOIN catalogue.decision d ON d.number = v.decision
        WHERE v.record_id = ANY($1::uuid[]) AND ${inForce(decisions)}`,
      [recordIds],
    );
  }
}
