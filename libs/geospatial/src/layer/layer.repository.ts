import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Layer } from './layer.js';

/** More would be no help to who misspelt one. */
const MOST_CLASSES = 200;

@Injectable()
export class LayerRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<Layer[]> {
    const rows = await this.database.query<{ definition: Layer }>(
      'SELECT definition FROM geospatial.layer ORDER BY code',
    );
    return rows.map(({ definition }) => definition);
  }

  /** Layers that features name, at any date: a look at the index for each. */
  async named(): Promise<string[]> {
    const next = (after: string): string => `(SELECT min(layer) FROM geospatial.master_version WHERE layer > ${after})`;
    const rows = await this.database.query<{ layer: string }>(
      `WITH RECURSIVE named AS (
         SELECT ${next(`''`)} AS layer UNION ALL SELECT ${next('named.layer')} FROM named WHERE layer IS NOT NULL)
       SELECT layer FROM named WHERE layer IS NOT NULL`,
    );
    return rows.map(({ layer }) => layer);
  }

  /** Whether a feature, at any date, is of a class or of one below it. @param layer null: any */
  async hasClass(layer: string | null, kind: string): Promise<boolean> {
    const [row] = await this.database.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM geospatial.master_version
         WHERE ($1::text IS NULL OR layer = $1) AND (class = $2 OR starts_with(class, $2 || '.'))) AS found`,
      [layer, kind],
    );
    return row!.found;
  }

  /** Classes of features, at any date. @param layer null: any */
  async classes(layer: string | null): Promise<string[]> {
    const rows = await this.database.query<{ class: string }>(
      `SELECT DISTINCT class FROM geospatial.master_version WHERE ($1::text IS NULL OR layer = $1) AND class IS NOT NULL LIMIT ${MOST_CLASSES}`,
      [layer],
    );
    return rows.map((row) => row.class);
  }

  async put(layer: Layer, actor: string): Promise<void> {
    await this.database.query(
      `INSERT INTO geospatial.layer (code, definition, actor) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET definition = excluded.definition, actor = excluded.actor, changed_at = now()`,
      [layer.code, JSON.stringify(layer), actor],
    );
  }
}
