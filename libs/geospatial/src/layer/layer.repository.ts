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

  async put(layer: Layer, actor: string): Promise<void> {
    await this.database.query(
      `INSERT INTO geospatial.layer (code, definition, actor) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET definition = excluded.definition, actor = excluded.actor, changed_at = now()`,
      [layer.code, JSON.stringify(layer), actor],
    );
  }
}
