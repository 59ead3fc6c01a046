import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Layer } from './layer.js';

@Injectable()
export class LayerRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<Layer[]> {
    const rows = await this.database.query<{ definition: Layer }>(
      'SELECT definition FROM geospatial.layer ORDER BY code',
    );
    return rows.map(({ definition }) => definition);
  }

  async clock(): Promise<string> {
    const [row] = await this.database.query<{ number: string }>(
      `SELECT number::text FROM catalogue.base_clock WHERE base = 'geospatial'`,
    );
    return row!.number;
  }

  /** Layers and classes that features name, at any date, in publications after one and up to another. */
  named(after: string, until: string): Promise<{ layer: string; class: string | null }[]> {
    return this.database.query(
      `SELECT DISTINCT layer, class FROM geospatial.master_version
        WHERE recorded_from > $1::bigint AND recorded_from <= $2::bigint AND layer IS NOT NULL`,
      [after, until],
    );
  }

  async put(layer: Layer, actor: string): Promise<void> {
    await this.database.query(
      `INSERT INTO geospatial.layer (code, definition, actor) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET definition = excluded.definition, actor = excluded.actor, changed_at = excluded.changed_at`,
      [layer.code, JSON.stringify(layer), actor],
    );
  }
}
