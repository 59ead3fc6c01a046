import { Injectable } from '@nestjs/common';
import type { MatchModel } from '@siku/matching';
import { Database, Vault, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { OPEN } from '../publish/clock.js';
import type { ModelStatus, StoredModel } from './stored-model.js';

const COLUMNS = `version, origin, status, report, preview, problem, actor, created_at AS "createdAt", trained_at AS "trainedAt",
  activated_in::int AS "activatedIn", activated_by AS "activatedBy"`;

type Change = Partial<Pick<StoredModel, 'status' | 'model' | 'report' | 'preview' | 'problem' | 'activatedBy'>>;

@Injectable()
export class ModelRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async activeVersion(sql: Sql, { schema }: BaseDefinition): Promise<number | null> {
    const [row] = await sql.query<{ version: number }>(
      `SELECT version FROM ${schema}.match_model WHERE status = 'active'`,
    );
    return row?.version ?? null;
  }

  async model(sql: Sql, { schema }: BaseDefinition, version: number): Promise<MatchModel> {
    const [row] = await sql.query<{ model: MatchModel }>(`SELECT model FROM ${schema}.match_model WHERE version = $1`, [
      version,
    ]);
    return this.vault.openJson(row!.model) as MatchModel;
  }

  /** A definition not seen before; the first of a base is its model from the beginning, a later one waits to be activated. */
  async addBuiltIn(sql: Sql, { schema, model }: BaseDefinition, digest: string): Promise<void> {
    const [last] = await sql.query<{ version: number; known: boolean }>(
      `SELECT coalesce(max(version), 0)::int AS version, coalesce(bool_or(digest = $1), false) AS known FROM ${schema}.match_model`,
      [digest],
    );
    if (last!.known) return;
    const version = last!.version + 1;
    await sql.query(
      `INSERT INTO ${schema}.match_model (version, origin, digest, status, model, actor)
       VALUES ($1, 'built-in', $2, $3, $4, 'system') ON CONFLICT DO NOTHING`,
      [version, digest, version === 1 ? 'active' : 'ready', JSON.stringify({ ...model, version })],
    );
  }

  /** The latest first. Without the models themselves, which are large. */
  async list({ schema }: BaseDefinition): Promise<Omit<StoredModel, 'model'>[]> {
    return this.database.query(`SELECT ${COLUMNS} FROM ${schema}.match_model ORDER BY version DESC`);
  }

  async find({ schema }: BaseDefinition, version: number): Promise<StoredModel | null> {
    const [row] = await this.database.query<StoredModel>(
      `SELECT ${COLUMNS}, model FROM ${schema}.match_model WHERE version = $1`,
      [version],
    );
    return row ? { ...row, model: this.vault.openJson(row.model) as MatchModel | null } : null;
  }

  /** A row for a model to be trained; null while another is being trained or activated. */
  async begin(sql: Sql, { schema }: BaseDefinition, actor: string): Promise<number | null> {
    const [last] = await sql.query<{ version: number }>(
      `SELECT coalesce(max(version), 0)::int AS version FROM ${schema}.match_model`,
    );
    const [row] = await sql.query<{ version: number }>(
      `INSERT INTO ${schema}.match_model (version, origin, status, actor) VALUES ($1, 'trained', 'training', $2)
       ON CONFLICT DO NOTHING RETURNING version`,
      [last!.version + 1, actor],
    );
    return row?.version ?? null;
  }

  /** Whether it was in one of the states. Throws a unique violation where another is under way: see `begin`. */
  async change(
    sql: Sql,
    { schema, comparesSealed }: BaseDefinition,
    version: number,
    { status, model, report, preview, problem, activatedBy }: Change,
    from: readonly ModelStatus[],
  ): Promise<boolean> {
    const json = (value: unknown): string | null => (value ? JSON.stringify(value) : null);
    const rows = await sql.query(
      `UPDATE ${schema}.match_model
          SET status = coalesce($2, status), model = coalesce($3, model), report = coalesce($4, report), preview = coalesce($5, preview),
              problem = $6, activated_by = coalesce($7, activated_by)
              ${model ? ', trained_at = now()' : ''}
        WHERE version = $1 AND status = ANY($8) RETURNING 1`,
      [
        version,
        status ?? null,
        json(model && comparesSealed ? this.vault.sealJson(model) : model),
        json(report),
        json(preview),
        json(problem),
        activatedBy ?? null,
        from,
      ],
    );
    return rows.length > 0;
  }

  /** Marks the model for activation unless another is under way. */
  async requestActivation(sql: Sql, { schema }: BaseDefinition, version: number, actor: string): Promise<boolean> {
    const rows = await sql.query(
      `UPDATE ${schema}.match_model SET status = 'activating', activated_by = $2
        WHERE version = $1 AND status IN ('ready', 'retired')
          AND NOT EXISTS (SELECT 1 FROM ${schema}.match_model WHERE status IN ('training', 'activating')) RETURNING 1`,
      [version, actor],
    );
    return rows.length > 0;
  }

  /** In the transaction that moves the clock. */
  async activate(sql: Sql, { schema }: BaseDefinition, version: number, publication: number): Promise<void> {
    await sql.query(`UPDATE ${schema}.match_model SET status = 'retired' WHERE status = 'active'`);
    await sql.query(
      `UPDATE ${schema}.match_model SET status = 'active', activated_in = $2 WHERE version = $1 AND status = 'activating'`,
      [version, publication],
    );
  }

  /** Versions with work left to do; the one in force too, where nobody works on a base that was not left clean: records are to be matched by it again. */
  async unfinished({ schema }: BaseDefinition): Promise<number[]> {
    const rows = await this.database.query<{ version: number }>(
      `SELECT version FROM ${schema}.match_model
        WHERE status IN ('training', 'activating') OR status = 'active' AND EXISTS (
          SELECT FROM catalogue.base_clock WHERE base = '${schema}' AND dirty AND (holder IS NULL OR held_until < now()))
        ORDER BY version`,
    );
    return rows.map(({ version }) => version);
  }

  async countRecords({ schema }: BaseDefinition): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${schema}.source WHERE profile IS NOT NULL`,
    );
    return row!.count;
  }

  /** Record ids in their order, which is that of a hash: any beginning of it is a random part of the base. */
  async recordsAfter({ schema }: BaseDefinition, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM ${schema}.source WHERE profile IS NOT NULL AND record_id > $1 ORDER BY record_id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ recordId }) => recordId);
  }

  async mastersOf({ schema }: BaseDefinition, recordIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ recordId: string; master: string }>(
      `SELECT record_id AS "recordId", master_id AS master FROM ${schema}.crosswalk
        WHERE record_id = ANY($1::uuid[]) AND until = ${OPEN}`,
      [recordIds],
    );
    return new Map(rows.map(({ recordId, master }) => [recordId, master]));
  }

  async publicationNumber({ schema }: BaseDefinition): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(
      `SELECT number::int AS number FROM catalogue.base_clock WHERE base = $1`,
      [schema],
    );
    return row!.number;
  }
}
