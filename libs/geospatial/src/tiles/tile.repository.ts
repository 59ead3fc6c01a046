import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import { parseWkb, type Box } from '@siku/standards';
import type { TileFeature } from './encode-tile.js';

/** Features of one tile; more cannot be told apart on it. A tile that leaves some out says so in a header. */
export const MOST_FEATURES = 50_000;

const CLOCK = `(SELECT CASE WHEN $1::timestamptz IS NULL
     THEN (SELECT number FROM catalogue.base_clock WHERE base = 'geospatial')
     ELSE (SELECT coalesce(max(number), 0) FROM geospatial.publication WHERE at <= $1::timestamptz) END)`;

export interface TileContent {
  features: Iterable<TileFeature>;
  complete: boolean;
}

interface Row {
  id: string;
  name: string | null;
  class: string | null;
  code: string | null;
  wkb: Buffer | null;
}

@Injectable()
export class TileRepository {
  constructor(private readonly database: Database) {}

  /** Number of the publication that is served: what an ETag depends on. */
  async clock(knownAt: string | null): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(`SELECT ${CLOCK}::int AS number`, [knownAt]);
    return row!.number;
  }

  /**
   * Features that meet a box, cut to it, without what is finer than the tolerance. What is wholly inside is not cut.
   * `complete` is false where more than MOST_FEATURES meet it and the rest is left out.
   * @param box degrees @param tolerance degrees
   */
  async features(layer: string, validAt: string, clock: number, box: Box, tolerance: number): Promise<TileContent> {
    const rows = await this.database.query<Row>(
      `SELECT v.master_id AS id, v.name, v.class, v.code,
              ST_AsBinary(CASE WHEN GeometryType(v.geom) = 'POINT' THEN v.geom
                WHEN v.geom @ b.box THEN ST_Simplify(v.geom, $8, false)
                ELSE ST_ClipByBox2D(ST_Simplify(v.geom, $8, false), b.box) END, 'NDR') AS wkb
         FROM (SELECT ST_MakeEnvelope($4::float8, $5::float8, $6::float8, $7::float8, 4490) AS box) b
         JOIN geospatial.master_version v ON v.geom && b.box
        WHERE v.layer = $1 AND v.valid_from <= $2::date AND v.valid_to > $2::date AND v.recorded_from + 0 <= $3 AND v.recorded_to > $3
        LIMIT ${MOST_FEATURES + 1}`,
      [layer, validAt, clock, ...box, tolerance],
    );
    const complete = rows.length <= MOST_FEATURES;
    if (!complete) rows.pop();
    return { features: drawn(rows), complete };
  }
}

/** One at a time, so that the geometries of a tile are never all in memory. */
function* drawn(rows: readonly Row[]): Generator<TileFeature> {
  for (const { wkb, id, name, class: kind, code } of rows)
    if (wkb !== null) yield { geometry: parseWkb(wkb), properties: { id, name, class: kind, code } };
}
