import { Injectable } from '@nestjs/common';
import { clockSql } from '@siku/master-data';
import { Database } from '@siku/platform';
import { parseWkb, type Box, type Geometry } from '@siku/standards';
import { EXTENT, MARGIN_UNITS, type TileFeature } from './encode-tile.js';
import { withIds } from './tile-ids.js';

/** Features of one tile; more cannot be told apart on it. A tile that leaves some out says so in a header. */
export const MOST_FEATURES = 50_000;

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

/** What a tile is made of. */
export interface TileAsked {
  layer: string;
  validAt: string;
  clock: number;
  /** degrees, with the margin */
  box: Box;
  /** degrees; what is finer is left out */
  tolerance: number;
}

const shown = (clock: string): string =>
  `v.layer = $1 AND v.valid_from <= $2::date AND v.valid_to > $2::date AND v.recorded_from + 0 <= ${clock} AND v.recorded_to > ${clock}`;

/** The publication that was asked for, or the last one. */
const SERVED = `coalesce($3::bigint, (SELECT number FROM catalogue.base_clock WHERE base = 'geospatial'))`;

/** Points of a geometry from which leaving out what is finer than the tile costs less than drawing it. */
const WORTH_SIMPLIFYING = 64;

const tileIn = (srid: number): string =>
  `ST_MakeEnvelope($9::float8, $10::float8, $11::float8, $12::float8, ${srid})::box2d`;

@Injectable()
export class TileRepository {
  private drawing: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {}

  /** Number of the publication that is served: what an ETag depends on. */
  async clock(knownAt: string | null): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(
      `SELECT ${clockSql('geospatial', '$1')}::int AS number`,
      [knownAt],
    );
    return row!.number;
  }

  /** Whether the database draws tiles itself: PostGIS of a server can, where it was built with protobuf; the embedded build cannot. */
  draws(): Promise<boolean> {
    this.drawing ??= this.database
      .query<{ able: boolean }>(`SELECT postgis_full_version() LIKE '%LIBPROTOBUF%' AS able`)
      .then(([row]) => row!.able);
    return this.drawing;
  }

  /**
   * The tile as the database draws it, which cuts what reaches beyond it. Ids, which are of one feature each, are put in afterwards: as texts
   * to be looked for among the values they were a fifth of the drawing.
   * @param box degrees, with the margin @param bounds of the tile itself, in metres of the Mercator map where it is one of its
   */
  async drawn(
    asked: Omit<TileAsked, 'clock'> & { clock: number | null },
    bounds: Box,
    mercator: boolean,
  ): Promise<{ bytes: Uint8Array; complete: boolean; clock: number }> {
    const { layer, validAt, clock, box, tolerance } = asked;
    const drawn = mercator ? 'v.mercator' : 'v.geom';
    const finest = mercator ? '$8 * 111319.49' : '$8';
    const placed = `CASE WHEN ST_NPoints(${drawn}) > ${WORTH_SIMPLIFYING} THEN ST_Simplify(${drawn}, ${finest}, false) ELSE ${drawn} END`;
    const rows = await this.database.queryRaw(
      mercator ? 'tile-mercator' : 'tile-degrees',
      `SELECT ST_AsMVT(d, $1, ${EXTENT}, 'geom'), string_agg(uuid_send(f.master_id), '') FILTER (WHERE d.geom IS NOT NULL),
              count(*)::text, ${SERVED}::text
         FROM (SELECT v.master_id, v.name, v.class, v.code,
                      ST_AsMVTGeom(${placed}, (SELECT ${tileIn(mercator ? 3857 : 4490)}), ${EXTENT}, ${MARGIN_UNITS}) AS geom
                 FROM (SELECT ${SERVED} AS clock OFFSET 0) c
                 JOIN geospatial.served_version v
                   ON v.geom && (SELECT ST_MakeEnvelope($4::float8, $5::float8, $6::float8, $7::float8, 4490)) AND ${shown('c.clock')}
                LIMIT ${MOST_FEATURES + 1}) f
        CROSS JOIN LATERAL (SELECT f.name, f.class, f.code, f.geom OFFSET 0) d`,
      [layer, validAt, clock, ...box, tolerance, ...bounds],
    );
    const [found, served] = [Number(rows.text(0, 2)), Number(rows.text(0, 3))];
    const bytes = withIds(rows.bytes(0, 0)!, rows.bytes(0, 1) ?? Buffer.alloc(0));
    return { bytes, complete: found <= MOST_FEATURES, clock: served };
  }

  /**
   * Features that meet a box, cut to it, without what is finer than the tolerance. What is wholly inside is not cut.
   * `complete` is false where more than MOST_FEATURES meet it and the rest is left out.
   */
  async features({ layer, validAt, clock, box, tolerance }: TileAsked): Promise<TileContent> {
    const rows = await this.database.query<Row>(
      `SELECT v.master_id AS id, v.name, v.class, v.code,
              ST_AsBinary(CASE WHEN GeometryType(v.geom) = 'POINT' THEN v.geom
                WHEN v.geom @ b.box THEN ST_Simplify(v.geom, $8, false)
                ELSE ST_ClipByBox2D(ST_Simplify(v.geom, $8, false), b.box) END, 'NDR') AS wkb
         FROM (SELECT ST_MakeEnvelope($4::float8, $5::float8, $6::float8, $7::float8, 4490) AS box) b
         JOIN geospatial.served_version v ON v.geom && b.box
        WHERE ${shown('$3')} LIMIT ${MOST_FEATURES + 1}`,
      [layer, validAt, clock, ...box, tolerance],
    );
    const complete = rows.length <= MOST_FEATURES;
    if (!complete) rows.pop();
    return { features: read(rows), complete };
  }
}

/** One at a time, so that the geometries of a tile are never all in memory. What is stored has no arcs. */
function* read(rows: readonly Row[]): Generator<TileFeature> {
  for (const { wkb, id, name, class: kind, code } of rows)
    if (wkb !== null)
      yield { geometry: parseWkb(wkb).geometry as Geometry, properties: { id, name, class: kind, code } };
}
