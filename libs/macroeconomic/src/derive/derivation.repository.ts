import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { ComputedView } from './derivation.dto.js';

/** The state of its inputs that an indicator was last computed from. */
export interface Computed {
  version: number;
  base: string;
  publication: number;
  /** yyyy-MM-dd */
  computedOn: string;
  batch: string | null;
}

@Injectable()
export class DerivationRepository {
  constructor(private readonly database: Database) {}

  async computed(code: string): Promise<Computed | null> {
    const [row] = await this.database.query<Computed>(
      `SELECT indicator_version AS version, base, publication::int AS publication, computed_on::text AS "computedOn", batch
         FROM macroeconomic.derivation WHERE code = $1`,
      [code],
    );
    return row ?? null;
  }

  async save(code: string, { version, base, publication, computedOn, batch }: Computed): Promise<void> {
    await this.database.query(
      `INSERT INTO macroeconomic.derivation (code, indicator_version, base, publication, computed_on, batch)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (code) DO UPDATE SET indicator_version = $2, base = $3, publication = $4, computed_on = $5,
         batch = coalesce($6, derivation.batch), at = excluded.at`,
      [code, version, base, publication, computedOn, batch],
    );
  }

  async view(code: string): Promise<ComputedView | null> {
    const [row] = await this.database.query<ComputedView>(
      `SELECT to_json(d.at) #>> '{}' AS at, d.indicator_version AS version, d.base, d.publication::int AS publication,
              d.batch, b.status
         FROM macroeconomic.derivation d LEFT JOIN catalogue.batch b ON b.id = d.batch WHERE d.code = $1`,
      [code],
    );
    return row ?? null;
  }

  /** Number of the last publication of a base, by its schema. */
  async clock(schema: string): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(
      `SELECT number::int AS number FROM catalogue.base_clock WHERE base = $1`,
      [schema],
    );
    return row?.number ?? 0;
  }

  /** Whether anything of the indicators was published after a publication. */
  async changed(indicators: readonly string[], after: number): Promise<boolean> {
    const [row] = await this.database.query<{ changed: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM macroeconomic.master_version v JOIN catalogue.base_clock c ON c.base = 'macroeconomic'
                       WHERE v.indicator = ANY($1::text[])
                         AND (v.recorded_from > $2 AND v.recorded_from <= c.number OR v.recorded_to > $2 AND v.recorded_to <= c.number)) AS changed`,
      [indicators, after],
    );
    return row!.changed;
  }
}
