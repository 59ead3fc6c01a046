import { OPEN, type Violation, type Violations } from '@siku/master-data';
import type { Sql } from '@siku/platform';
import { builtInLayers } from './built-in-layers.js';
import type { Layer, TopologyRule } from './layer.js';

/** Less than this share of the smaller of two areas is how a border was drawn, not a mistake of it. */
const TOLERATED_SHARE = 0.001;

/** m² */
const TOLERATED_AREA = 1;

/** Degrees to which borders are brought before they are compared: about a tenth of a millimetre. */
const GRID = 1e-9;

const PRESENT = `v.recorded_to = ${OPEN} AND v.valid_to = 'infinity' AND ST_Dimension(v.geom) = 2`;

/** m² of a geometry in degrees. */
const areaOf = (geometry: string): string => `ST_Area(ST_SetSRID(${geometry}, 4326)::geography)`;

/** GB/T 2260 and GB/T 10114: the division a division is part of. */
const wholeOf = (code: string): string =>
  `CASE WHEN length(${code}) = 12 THEN left(${code}, 9) WHEN length(${code}) = 9 THEN left(${code}, 6)
        WHEN ${code} LIKE '__0000' THEN NULL WHEN ${code} LIKE '____00' THEN left(${code}, 2) || '0000'
        ELSE left(${code}, 4) || '00' END`;

interface Found {
  rule: string;
  a: string;
  b: string | null;
  layer: string;
  area: number;
  geometry: object;
}

/** What the layers' rules say of these features, as they are drawn at present, and of those beside them. */
export async function topologyViolations(sql: Sql, masters: readonly string[]): Promise<Violations> {
  const rules = await topologyRules(sql);
  const with_ = (rule: TopologyRule): string[] => [...rules].filter(([, has]) => has.has(rule)).map(([code]) => code);
  const overlaps = await overlapping(sql, masters, with_('disjoint'));
  const { wholes, found } = await uncovered(sql, masters, with_('tiled'));
  return { checked: [...masters, ...wholes], found: [...overlaps, ...found].map(violationOf) };
}

const violationOf = ({ rule, a, b, layer, area, geometry }: Found): Violation => ({
  rule,
  masters: b === null ? [a] : [a, b],
  detail: { layer, area: Math.round(area), geometry },
});

async function topologyRules(sql: Sql): Promise<Map<string, Set<TopologyRule>>> {
  const put = await sql.query<{ definition: Layer }>('SELECT definition FROM geospatial.layer');
  const layers = [...builtInLayers, ...put.map(({ definition }) => definition)];
  return new Map(layers.map(({ code, topology = [] }) => [code, new Set(topology)]));
}

/** Pairs of one layer and class that lie on the same ground. */
async function overlapping(sql: Sql, masters: readonly string[], layers: readonly string[]): Promise<Found[]> {
  return sql.query<Found>(
    `SELECT DISTINCT 'overlap' AS rule, least(o.master_id, v.master_id) AS a, greatest(o.master_id, v.master_id) AS b, v.layer,
            ${areaOf('common.geom')} AS area, ST_AsGeoJSON(common.geom, 7)::jsonb AS geometry
       FROM (SELECT v.* FROM geospatial.master_version v
              WHERE v.master_id = ANY($1::uuid[]) AND v.layer = ANY($2::text[]) AND ${PRESENT}) o
       JOIN geospatial.master_version v ON v.geom && o.geom AND v.layer = o.layer AND v.class IS NOT DISTINCT FROM o.class
        AND v.master_id <> o.master_id AND ${PRESENT} AND ST_Intersects(v.geom, o.geom)
      CROSS JOIN LATERAL (SELECT ST_CollectionExtract(ST_Intersection(
          CASE WHEN v.master_id < o.master_id THEN v.geom ELSE o.geom END,
          CASE WHEN v.master_id < o.master_id THEN o.geom ELSE v.geom END, ${GRID}), 3) AS geom) common
      WHERE ${areaOf('common.geom')} > greatest(${TOLERATED_AREA},
              ${TOLERATED_SHARE} * least(${areaOf('v.geom')}, ${areaOf('o.geom')}))`,
    [masters, layers],
  );
}

/** Divisions of which some parts are drawn: what the parts leave free of them, and where they lie outside. */
async function uncovered(
  sql: Sql,
  masters: readonly string[],
  layers: readonly string[],
): Promise<{ wholes: string[]; found: Found[] }> {
  const rows = await sql.query<Found & { whole: string; geometry: object | null }>(
    `WITH own AS (SELECT v.layer, v.code, ${wholeOf('v.code')} AS whole FROM geospatial.master_version v
                   WHERE v.master_id = ANY($1::uuid[]) AND v.layer = ANY($2::text[])),
          named AS (SELECT layer, code FROM own UNION SELECT layer, whole FROM own),
          whole AS (SELECT v.master_id, v.layer, v.code, v.geom FROM named n
                      JOIN geospatial.master_version v ON v.code = n.code AND v.layer = n.layer AND ${PRESENT}),
          parts AS (SELECT w.master_id, w.layer, w.geom, ST_UnaryUnion(ST_Collect(v.geom), ${GRID}) AS covered
                      FROM whole w
                      JOIN geospatial.master_version v ON v.layer = w.layer AND ${PRESENT} AND ${wholeOf('v.code')} = w.code
                     GROUP BY 1, 2, 3)
     SELECT p.master_id AS whole, p.layer, p.master_id AS a, NULL AS b, m.rule, ${areaOf('m.geom')} AS area,
            CASE WHEN ${areaOf('m.geom')} > greatest(${TOLERATED_AREA}, ${TOLERATED_SHARE} * ${areaOf('p.geom')})
                 THEN ST_AsGeoJSON(m.geom, 7)::jsonb END AS geometry
       FROM parts p
      CROSS JOIN LATERAL (
        SELECT 'gap' AS rule, ST_CollectionExtract(ST_Difference(p.geom, p.covered, ${GRID}), 3) AS geom
        UNION ALL SELECT 'outside', ST_CollectionExtract(ST_Difference(p.covered, p.geom, ${GRID}), 3)) m`,
    [masters, layers],
  );
  return { wholes: [...new Set(rows.map(({ whole }) => whole))], found: rows.filter(({ geometry }) => geometry) };
}
