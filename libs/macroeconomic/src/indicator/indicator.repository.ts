import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { IndicatorBody } from './indicator.dto.js';

export interface StoredIndicator {
  code: string;
  version: number;
  definition: IndicatorBody;
  at: string;
}

const COLUMNS = `code, version, definition, to_json(at) #>> '{}' AS at`;

@Injectable()
export class IndicatorRepository {
  constructor(private readonly database: Database) {}

  /** The latest version of each. */
  async list(after: string, limit: number): Promise<StoredIndicator[]> {
    return this.database.query(
      `SELECT DISTINCT ON (code) ${COLUMNS} FROM macroeconomic.indicator WHERE code > $1
        ORDER BY code, version DESC LIMIT $2`,
      [after, limit],
    );
  }

  async versions(code: string): Promise<StoredIndicator[]> {
    return this.database.query(`SELECT ${COLUMNS} FROM macroeconomic.indicator WHERE code = $1 ORDER BY version DESC`, [
      code,
    ]);
  }

  /** Appends a version unless the last one says the same. */
  async put(code: string, definition: object, actor: string): Promise<{ stored: StoredIndicator; created: boolean }> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('macroeconomic.indicator'), hashtext($1))`, [code]);
      const [last] = await tx.query<StoredIndicator & { same: boolean }>(
        `SELECT ${COLUMNS}, definition = $2::jsonb AS same FROM macroeconomic.indicator
          WHERE code = $1 ORDER BY version DESC LIMIT 1`,
        [code, JSON.stringify(definition)],
      );
      if (last?.same) return { stored: last, created: false };
      const [stored] = await tx.query<StoredIndicator>(
        `WITH stored AS (INSERT INTO macroeconomic.indicator (code, version, definition, actor) VALUES ($1, $2, $3, $4)
         RETURNING *)
         SELECT ${COLUMNS} FROM stored`,
        [code, (last?.version ?? 0) + 1, JSON.stringify(definition), actor],
      );
      return { stored: stored!, created: !last };
    });
  }
}
