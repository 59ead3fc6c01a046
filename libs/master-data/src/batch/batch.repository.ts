import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';
import { MOST_ISSUES, type RowIssue } from '../validate/row-issue.js';
import { isFinished, type Batch, type BatchStatus } from './batch.js';

const COLUMNS = `id, number::int AS number, base, dataset, dataset_version AS "datasetVersion", department, mode,
  effective_date::text AS "effectiveDate", to_json(publish_at) #>> '{}' AS "publishAt", dry_run AS "dryRun", sender, file, file_size::float8 AS "fileSize", sha256, columns,
  status, requested, requested_by AS "requestedBy", confirmed_by AS "confirmedBy", counts, progress, problem,
  to_json(received_at) #>> '{}' AS "receivedAt", to_json(finished_at) #>> '{}' AS "finishedAt",
  published_in::int AS "publishedIn", rolled_back_in::int AS "rolledBackIn"`;

export type NewBatch = Pick<
  Batch,
  | 'id'
  | 'base'
  | 'dataset'
  | 'datasetVersion'
  | 'department'
  | 'mode'
  | 'effectiveDate'
  | 'publishAt'
  | 'dryRun'
  | 'sender'
  | 'file'
  | 'fileSize'
  | 'sha256'
> & { idempotencyKey: string | null };

export type BatchChange = Partial<
  Pick<Batch, 'status' | 'counts' | 'columns' | 'progress' | 'problem' | 'requested' | 'requestedBy' | 'confirmedBy'>
>;

export interface StoredIssue extends RowIssue {
  ordinal: number;
}

@Injectable()
export class BatchRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async find(id: string): Promise<Batch | null> {
    const [batch] = await this.database.query<Batch>(`SELECT ${COLUMNS} FROM catalogue.batch WHERE id = $1`, [id]);
    return batch ?? null;
  }

  async findByIdempotencyKey(sender: string, dataset: string, key: string): Promise<Batch | null> {
    const [batch] = await this.database.query<Batch>(
      `SELECT ${COLUMNS} FROM catalogue.batch WHERE sender = $1 AND dataset = $2 AND idempotency_key = $3`,
      [sender, dataset, key],
    );
    return batch ?? null;
  }

  /** Those of the files that batches name. */
  async filesAmong(files: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ file: string }>(`SELECT file FROM catalogue.batch WHERE file = ANY($1)`, [
      files,
    ]);
    return rows.map(({ file }) => file);
  }

  /** null when another request with the same Idempotency-Key was faster. */
  async insert(batch: NewBatch, tx: Sql): Promise<Batch | null> {
    const [inserted] = await tx.query<Batch>(
      `WITH stored AS (INSERT INTO catalogue.batch (id, base, dataset, dataset_version, department, mode, effective_date, dry_run, sender,
         file, file_size, sha256, idempotency_key, publish_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (sender, dataset, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING *)
       SELECT ${COLUMNS} FROM stored`,
      [
        batch.id,
        batch.base,
        batch.dataset,
        batch.datasetVersion,
        batch.department,
        batch.mode,
        batch.effectiveDate,
        batch.dryRun,
        batch.sender,
        batch.file,
        batch.fileSize,
        batch.sha256,
        batch.idempotencyKey,
        batch.publishAt,
      ],
    );
    return inserted ?? null;
  }

  /** Batches of the given departments and bases (null: of all), the latest first, below `before`. */
  async list(
    filter: {
      dataset?: string;
      status?: string;
      departments: string[] | null;
      bases: string[] | null;
      before: number | null;
    },
    limit: number,
  ): Promise<Batch[]> {
    return this.database.query<Batch>(
      `SELECT ${COLUMNS} FROM catalogue.batch
        WHERE ($1::text IS NULL OR dataset = $1) AND ($2::text IS NULL OR status = $2)
          AND ($3::text[] IS NULL OR department = ANY($3)) AND ($4::bigint IS NULL OR number < $4)
          AND ($6::text[] IS NULL OR base = ANY($6))
        ORDER BY number DESC LIMIT $5`,
      [filter.dataset ?? null, filter.status ?? null, filter.departments, filter.before, limit, filter.bases],
    );
  }

  /** Ids of what a worker still has to do, in the order of delivery. */
  async unfinished(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM catalogue.batch
        WHERE (finished_at IS NULL AND status <> 'held' AND coalesce(publish_at <= now(), true)) OR requested IS NOT NULL ORDER BY number`,
    );
    return rows.map(({ id }) => id);
  }

  /** Changes the given columns; a final status stamps the end and leaves nothing asked for. Answers null when the status was not one of `from`. */
  async change(
    id: string,
    change: BatchChange,
    from: readonly BatchStatus[] | null = null,
    tx: Sql = this.database,
  ): Promise<Batch | null> {
    const finished = change.status && isFinished(change.status);
    const [batch] = await tx.query<Batch>(
      `WITH stored AS (UPDATE catalogue.batch SET
         status = coalesce($2, status), counts = coalesce($3, counts), columns = coalesce($4, columns),
         progress = coalesce($5, progress), problem = coalesce($6, problem),
         requested = CASE WHEN $7 THEN $8 WHEN $11 THEN NULL ELSE requested END, requested_by = CASE WHEN $7 THEN $9 ELSE requested_by END,
         confirmed_by = coalesce($10, confirmed_by),
         finished_at = ${finished ? 'now()' : change.status ? 'NULL' : 'finished_at'}
       WHERE id = $1 AND ($12::text[] IS NULL OR status = ANY($12)) RETURNING *)
       SELECT ${COLUMNS} FROM stored`,
      [
        id,
        change.status ?? null,
        json(change.counts),
        json(change.columns),
        json(change.progress),
        json(change.problem),
        change.requested !== undefined,
        change.requested ?? null,
        change.requestedBy ?? null,
        change.confirmedBy ?? null,
        finished ?? false,
        from,
      ],
    );
    return batch ?? null;
  }

  async stampPublication(
    tx: Sql,
    number: number,
    column: 'published_in' | 'rolled_back_in',
    publication: number,
  ): Promise<void> {
    await tx.query(`UPDATE catalogue.batch SET ${column} = $2 WHERE number = $1`, [number, publication]);
  }

  async issues(
    batch: number,
    after: { row: number; ordinal: number },
    limit: number,
    severity: string | null,
  ): Promise<StoredIssue[]> {
    const issues = await this.database.query<StoredIssue>(
      `SELECT row, ordinal, "column", value, severity, code, message, hint FROM catalogue.row_issue
        WHERE batch = $1 AND (row, ordinal) > ($2, $3) AND ($5::text IS NULL OR severity = $5)
        ORDER BY row, ordinal LIMIT $4`,
      [batch, after.row, after.ordinal, limit, severity],
    );
    return this.vault.openAll(issues);
  }

  /** All issues of a batch with their rows as delivered, in the order of the file. */
  async *issuesWithRows(batch: number): AsyncGenerator<{ issue: RowIssue; raw: (string | null)[] }> {
    const sql = `SELECT i.row, i."column", i.value, i.severity, i.code, i.message, i.hint, f.raw
        FROM catalogue.row_issue i
        LEFT JOIN catalogue.row_issue f ON f.batch = i.batch AND f.row = i.row AND f.ordinal = i.ordinal / ${MOST_ISSUES} * ${MOST_ISSUES}
       WHERE i.batch = $1 ORDER BY i.row, i.ordinal`;
    for await (const rows of this.database.stream<RowIssue & { raw: unknown }>(sql, [batch], 1000)) {
      for (const { raw, ...issue } of rows) {
        yield { issue: this.vault.openAll(issue), raw: (this.vault.openJson(raw) as (string | null)[] | null) ?? [] };
      }
    }
  }

  async issueSummary(batch: number): Promise<{ code: string; severity: string; count: number }[]> {
    return this.database.query(
      `SELECT code, severity, count(*)::int AS count FROM catalogue.row_issue WHERE batch = $1
        GROUP BY code, severity ORDER BY count(*) DESC, code`,
      [batch],
    );
  }
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));
