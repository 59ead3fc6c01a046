import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { ContainingDivision, NearAddress } from './geocode.dto.js';

export interface FoundPlace {
  key: string;
  id: string | null;
  address: string | null;
  division: string | null;
  town: string | null;
  x: number;
  y: number;
  /** places that it is the middle of */
  count?: number;
}

/** Metres; farther away it is another street's. */
const FARTHEST = 500;

/** As it is today, or whatever is recorded, what has ended too, the latest first. */
export type When = 'now' | 'ever';

const RECORDED = 'v.recorded_from <= c.number AND v.recorded_to > c.number';
const NOW = `${RECORDED} AND v.valid_from <= current_date AND v.valid_to > current_date`;
const IN_FORCE: Readonly<Record<When, string>> = { now: NOW, ever: RECORDED };

const CLOCK = `(SELECT number FROM catalogue.base_clock WHERE base = 'geospatial') c`;

const TEXT = `coalesce(v.attributes #>> '{address,text}', v.name)`;

@Injectable()
export class GeocodeRepository {
  constructor(private readonly database: Database) {}

  /** Standard addresses of these streets and numbers, each where it was last. */
  addresses(keys: readonly string[], when: When): Promise<FoundPlace[]> {
    return this.database.query(
      `SELECT DISTINCT ON (v.address_key, v.master_id) v.address_key AS key, v.master_id AS id, ${TEXT} AS address, v.division,
              v.town_key AS town, ST_X(p.at) AS x, ST_Y(p.at) AS y
         FROM ${CLOCK} JOIN geospatial.master_version v ON ${IN_FORCE[when]}, LATERAL (SELECT ST_Centroid(v.geom) AS at) p
        WHERE v.address_key = ANY($1::text[]) AND v.geom IS NOT NULL
        ORDER BY v.address_key, v.master_id, v.valid_from DESC`,
      [keys],
    );
  }

  /** The middle of each street, in each town it runs through; summed up exactly, so that the order of the rows leaves no trace. */
  streets(keys: readonly string[], when: When): Promise<FoundPlace[]> {
    return this.database.query(
      `SELECT v.street_key AS key, NULL::uuid AS id, NULL::text AS address, v.division, v.town_key AS town,
              avg(ST_X(ST_Centroid(v.geom))::numeric)::float8 AS x, avg(ST_Y(ST_Centroid(v.geom))::numeric)::float8 AS y, count(*)::int AS count
         FROM ${CLOCK} JOIN geospatial.master_version v ON ${IN_FORCE[when]}
        WHERE v.street_key = ANY($1::text[]) AND v.geom IS NOT NULL GROUP BY v.street_key, v.division, v.town_key
        ORDER BY 1, v.division, v.town_key`,
      [keys],
    );
  }

  /** Divisions by code or, below the county, by name: `key` is either. */
  divisions(keys: readonly string[], when: When): Promise<FoundPlace[]> {
    return this.database.query(
      `SELECT DISTINCT ON (k.key, v.master_id) k.key, v.master_id AS id, v.name AS address, coalesce(v.division, left(v.code, 6)) AS division,
              NULL AS town, ST_X(p.at) AS x, ST_Y(p.at) AS y
         FROM ${CLOCK} JOIN geospatial.master_version v ON ${IN_FORCE[when]}, LATERAL (VALUES (v.code), (v.name)) k (key),
              LATERAL (SELECT ST_PointOnSurface(v.geom) AS at) p
        WHERE v.layer = 'divisions' AND v.geom IS NOT NULL AND (v.code = ANY($1::text[]) OR v.name = ANY($1::text[]))
          AND k.key = ANY($1::text[]) ORDER BY k.key, v.master_id, v.valid_from DESC`,
      [keys],
    );
  }

  async clock(): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(`SELECT number::float8 AS number FROM ${CLOCK}`);
    return row!.number;
  }

  /** Every street that ever was, each found by one step into the index. */
  async streetNames(): Promise<string[]> {
    const next = (after: string): string =>
      `SELECT v.street_key AS name FROM geospatial.master_version v WHERE v.street_key ${after} ORDER BY 1 LIMIT 1`;
    const rows = await this.database.query<{ name: string }>(
      `WITH RECURSIVE street AS (
         (${next('IS NOT NULL')}) UNION ALL SELECT n.name FROM street s, LATERAL (${next('> s.name')}) n)
       SELECT name FROM street`,
    );
    return rows.map(({ name }) => name);
  }

  /** Codes and names of the counties and towns of today. */
  knownDivisions(): Promise<{ code: string; name: string | null }[]> {
    return this.database.query(
      `SELECT v.code, v.name FROM ${CLOCK} JOIN geospatial.master_version v ON ${NOW}
        WHERE v.layer = 'divisions' AND length(v.code) BETWEEN 6 AND 9 AND v.code NOT LIKE '%00' ORDER BY v.code`,
    );
  }

  /**
   * What could be looked up of the features that changed after a position of the feed, then and before; null at its end. Their versions are
   * looked for one by one: for each thousand changes of a load the plan would otherwise read them all.
   */
  async changedKeys(
    [publication, ordinal]: readonly [number, number],
    limit: number,
  ): Promise<{ keys: string[]; last: [number, number] } | null> {
    const [row] = await this.database.query<{ keys: string[] | null; last: [number, number] | null }>(
      `WITH changed AS (
         SELECT e.publication, e.ordinal, e.master_id FROM ${CLOCK} JOIN geospatial.change_event e ON e.publication <= c.number
          WHERE (e.publication, e.ordinal) > ($1::bigint, $2::bigint) ORDER BY 1, 2 LIMIT $3)
       SELECT (SELECT array_agg(DISTINCT k.key) FROM geospatial.master_version v,
                 LATERAL (VALUES (v.address_key), (v.street_key), (CASE v.layer WHEN 'divisions' THEN v.code END),
                                 (CASE v.layer WHEN 'divisions' THEN v.name END)) k (key)
                WHERE v.master_id = ANY(ARRAY(SELECT e.master_id FROM changed e)) AND k.key IS NOT NULL) AS keys,
              (SELECT ARRAY[e.publication, e.ordinal]::float8[] FROM changed e ORDER BY e.publication DESC, e.ordinal DESC LIMIT 1) AS last`,
      [publication, ordinal, limit],
    );
    return row?.last ? { keys: row.keys ?? [], last: row.last } : null;
  }

  async nearest(longitude: number, latitude: number): Promise<NearAddress | null> {
    const [row] = await this.database.query<NearAddress>(
      `SELECT v.master_id AS id, ${TEXT} AS address,
              round(ST_Distance(ST_SetSRID(v.geom, 4326)::geography, ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326)::geography)::numeric, 1)::float8 AS distance
         FROM ${CLOCK} JOIN geospatial.master_version v ON ${NOW}
        WHERE v.layer = 'addresses' AND v.geom && ST_Expand(ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4490), $3::float8)
        ORDER BY 3, 1 LIMIT 1`,
      [longitude, latitude, FARTHEST / 90_000],
    );
    return row && row.distance <= FARTHEST ? row : null;
  }

  containing(longitude: number, latitude: number): Promise<ContainingDivision[]> {
    return this.database.query(
      `SELECT v.master_id AS id, v.code, v.name, v.class FROM ${CLOCK} JOIN geospatial.master_version v ON ${NOW}
        WHERE v.layer = 'divisions' AND ST_Covers(v.geom, ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4490))
        ORDER BY ST_Area(v.geom) DESC, v.master_id`,
      [longitude, latitude],
    );
  }
}
