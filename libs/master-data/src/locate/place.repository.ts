import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';

export interface AskedKey {
  key: bigint;
  master: string;
}

@Injectable()
export class PlaceRepository {
  constructor(private readonly database: Database) {}

  /** Which masters' places hang on what. Never taken back: one too many costs a look, and no answer. */
  async remember(base: BaseDefinition, asked: readonly AskedKey[]): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.place_key (key, master_id) SELECT * FROM unnest($1::bigint[], $2::uuid[]) ON CONFLICT DO NOTHING`,
      [asked.map(({ key }) => key.toString()), asked.map(({ master }) => master)],
    );
  }

  /** Puts the masters whose places hang on these keys on the list of touched ones; answers how many are new there. */
  async touchAsking(base: BaseDefinition, keys: readonly bigint[]): Promise<number> {
    const { schema } = base;
    const [row] = await this.database.query<{ count: number }>(
      `WITH touched AS (
         INSERT INTO ${schema}.work_master (master_id)
         SELECT DISTINCT p.master_id FROM ${schema}.place_key p
           JOIN ${schema}.master m ON m.master_id = p.master_id AND m.status = 'active' AND m.recorded_to = 9223372036854775807
          WHERE p.key = ANY($1::bigint[]) ON CONFLICT DO NOTHING RETURNING 1)
       SELECT count(*)::int AS count FROM touched`,
      [keys.map(String)],
    );
    return row!.count;
  }

  /** Last publication of the base of places, and the one up to which the places of `base` are told. */
  async positions(base: BaseDefinition, places: string): Promise<{ last: number; told: number }> {
    const [row] = await this.database.query<{ last: number; told: number }>(
      `SELECT p.number::int AS last, b.places_told::int AS told FROM catalogue.base_clock p, catalogue.base_clock b
        WHERE p.base = $1 AND b.base = $2`,
      [places, base.schema],
    );
    return row ?? { last: 0, told: 0 };
  }

  async told(sql: Sql, base: BaseDefinition, publication: number): Promise<void> {
    await sql.query(`UPDATE catalogue.base_clock SET places_told = $2 WHERE base = $1`, [base.schema, publication]);
  }
}
