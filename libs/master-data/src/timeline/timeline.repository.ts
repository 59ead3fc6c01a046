import { Injectable } from '@nestjs/common';
import type { Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { groupBy } from './group-by.js';
import { KnownBatches, type KnownBatch } from './known-batches.js';
import { historyOf, type SourceHistory, type StatementRow } from './source-history.js';
import type { Statement } from './timeline.js';

/** A statement with the hash of the row that made it. */
export interface StagedStatement extends Statement {
  rawHash: string | null;
}

const KNOWN_BATCH = `SELECT b.number::int AS number, b.dataset, b.department, b.mode, b.effective_date::text AS "effectiveDate",
  coalesce(v.definition->'trust', '{}') AS trust
  FROM catalogue.batch b JOIN catalogue.dataset_version v ON v.code = b.dataset AND v.version = b.dataset_version`;

@Injectable()
export class TimelineRepository {
  async knownBatches(sql: Sql, base: BaseDefinition): Promise<KnownBatches> {
    const batches = await sql.query<KnownBatch>(
      `${KNOWN_BATCH}
        WHERE b.base = $1 AND b.published_in IS NOT NULL AND b.rolled_back_in IS NULL ORDER BY b.number`,
      [base.code],
    );
    return new KnownBatches(batches);
  }

  async knownBatch(sql: Sql, number: number): Promise<KnownBatch> {
    const [batch] = await sql.query<KnownBatch>(
      `${KNOWN_BATCH}
        WHERE b.number = $1`,
      [number],
    );
    if (!batch) throw new Error(`batch ${number} has no dataset definition`);
    return batch;
  }

  /** Statements of the given records that count, by record id. */
  async statements(
    sql: Sql,
    base: BaseDefinition,
    recordIds: readonly string[],
    known: KnownBatches,
  ): Promise<Map<string, StagedStatement[]>> {
    const rows = await sql.query<Omit<StagedStatement, 'delivered'> & { recordId: string }>(
      `SELECT record_id AS "recordId", effective_from::text AS "effectiveFrom", batch::int AS batch, state,
              content_hash AS "contentHash", raw_hash AS "rawHash"
         FROM ${base.schema}.source_record WHERE record_id = ANY($1::uuid[])`,
      [recordIds],
    );
    return groupBy(known.counting(rows), (row) => row.recordId);
  }

  /** The given records with their contents over all of valid time, as the known batches tell it. */
  async histories(
    sql: Sql,
    base: BaseDefinition,
    recordIds: readonly string[],
    known: KnownBatches,
  ): Promise<SourceHistory[]> {
    const rows = await sql.query<StatementRow>(
      `SELECT record_id AS "recordId", dataset, source_key AS "sourceKey", effective_from::text AS "effectiveFrom",
              batch::int AS batch, row, state, content_hash AS "contentHash", attributes
         FROM ${base.schema}.source_record WHERE record_id = ANY($1::uuid[])`,
      [recordIds],
    );
    return [...groupBy(rows, (row) => row.recordId).values()].map((record) => historyOf(record, known));
  }
}
