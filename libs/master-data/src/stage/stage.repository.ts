import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import type { StatementRow } from '../timeline/source-history.js';
import type { RowIssue } from '../validate/row-issue.js';

export interface StagedRow extends StatementRow {
  rawHash: string | null;
  /** attributes as JSON */
  json: string | null;
}

export interface IssueOfRow {
  issue: RowIssue;
  ordinal: number;
  /** the row as delivered, on its first issue; perhaps sealed */
  raw: unknown;
}

@Injectable()
export class StageRepository {
  constructor(private readonly database: Database) {}

  /** Removes what an interrupted attempt left of the batch. */
  async clear(base: BaseDefinition, batch: number): Promise<void> {
    await this.clearRows(base, batch);
    await this.database.query(`DELETE FROM catalogue.row_issue WHERE batch = $1`, [batch]);
  }

  /** Removes what the batch says; what was wrong with it stays. */
  async clearRows(base: BaseDefinition, batch: number): Promise<void> {
    await this.database.query(`DELETE FROM ${base.schema}.source_record WHERE batch = $1`, [batch]);
  }

  async insertRows(base: BaseDefinition, rows: readonly StagedRow[]): Promise<void> {
    await this.database.insertRows(
      this.database,
      `${base.schema}.source_record`,
      [
        { name: 'record_id', type: 'uuid' },
        { name: 'effective_from', type: 'date' },
        { name: 'batch', type: 'bigint' },
        { name: 'dataset', type: 'text' },
        { name: 'source_key', type: 'text' },
        { name: 'row', type: 'integer' },
        { name: 'state', type: 'text' },
        { name: 'raw_hash', type: 'uuid' },
        { name: 'content_hash', type: 'uuid' },
        { name: 'attributes', type: 'jsonb' },
      ],
      rows.map((row) => [
        row.recordId,
        row.effectiveFrom,
        row.batch,
        row.dataset,
        row.sourceKey,
        row.row,
        row.state,
        row.rawHash,
        row.contentHash,
        row.json,
      ]),
    );
  }

  async insertIssues(batch: number, issues: readonly IssueOfRow[]): Promise<void> {
    await this.database.insertRows(
      this.database,
      'catalogue.row_issue',
      [
        { name: 'batch', type: 'bigint' },
        { name: 'row', type: 'integer' },
        { name: 'ordinal', type: 'integer' },
        { name: 'column', type: 'text' },
        { name: 'value', type: 'text' },
        { name: 'severity', type: 'text' },
        { name: 'code', type: 'text' },
        { name: 'message', type: 'jsonb' },
        { name: 'hint', type: 'jsonb' },
        { name: 'raw', type: 'jsonb' },
      ],
      issues.map(({ issue, ordinal, raw }) => [
        batch,
        issue.row,
        ordinal,
        issue.column,
        issue.value,
        issue.severity,
        issue.code,
        JSON.stringify(issue.message),
        JSON.stringify(issue.hint),
        raw === null ? null : JSON.stringify(raw),
      ]),
    );
  }

  /** Records of the dataset that the batch says nothing about. */
  async *undelivered(base: BaseDefinition, dataset: string, batch: number, limit: number): AsyncIterable<string[]> {
    const missing = this.database.stream<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM ${base.schema}.source WHERE dataset = $1
       EXCEPT SELECT record_id FROM ${base.schema}.source_record WHERE batch = $2`,
      [dataset, batch],
      limit,
    );
    for await (const rows of missing) yield rows.map(({ recordId }) => recordId);
  }
}
