import { clockSql, type AreaAsked, type AreaFigure } from '@siku/master-data';
import type { Sql } from '@siku/platform';
import { builtInLayers } from './built-in-layers.js';
import type { Layer } from './layer.js';

const AREA = { zh: '土地面积', en: 'Area' };

const FEATURES = { zh: '要素', en: 'Features' };

/**
 * Features of each layer that name the division, or, naming none, lie in it as it, or what is part of it, was drawn then; and its area in km². A
 * feature lies where a point of it lies.
 */
export async function geospatialAreaFigures(sql: Sql, { prefix, validAt, knownAt }: AreaAsked): Promise<AreaFigure[]> {
  const rows = await sql.query<{ layer: string | null; count: string | null; area: string | null }>(
    `WITH known AS NOT MATERIALIZED (SELECT v.* FROM (SELECT ${clockSql('geospatial', '$1')} AS number) c
                      JOIN geospatial.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
                       AND v.valid_from <= $3::date AND v.valid_to > $3::date),
          border AS (SELECT ST_UnaryUnion(ST_Collect(geom)) AS geom FROM known WHERE layer = 'divisions' AND code LIKE $2 || '%')
     SELECT k.layer, count(*)::text AS count, NULL AS area FROM known k, border b
      WHERE k.division LIKE $2 || '%'
         OR (k.division IS NULL AND k.geom && b.geom AND ST_Intersects(b.geom, ST_PointOnSurface(k.geom)))
      GROUP BY k.layer
     UNION ALL
     SELECT NULL, NULL, round((ST_Area(ST_SetSRID(geom, 4326)::geography) / 1e6)::numeric, 2)::text FROM border WHERE geom IS NOT NULL
      ORDER BY 1`,
    [knownAt, prefix, validAt],
  );
  const titles = await layerTitles(sql);
  return rows.map(({ layer, count, area }) =>
    layer === null
      ? { topic: 'area', code: null, title: AREA, value: area, unit: 'km²' }
      : { topic: 'layer', code: layer, title: titles.get(layer) ?? FEATURES, value: count, unit: null },
  );
}

async function layerTitles(sql: Sql): Promise<Map<string, Layer['title']>> {
  const put = await sql.query<{ definition: Layer }>('SELECT definition FROM geospatial.layer');
  return new Map(
    [...builtInLayers, ...put.map(({ definition }) => definition)].map(({ code, title }) => [code, title]),
  );
}
