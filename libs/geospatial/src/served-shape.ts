import type { ServedShape } from '@siku/master-data';

/** Degrees from the equator up to which a Mercator map is square, with room for the seam. */
const NORTHMOST = 85.06;

/** The part of a geometry that has a place on a Mercator map, in its metres; null where nothing of it has. */
const ON_MERCATOR = `CASE
  WHEN ST_YMin(v.geom) >= -${NORTHMOST} AND ST_YMax(v.geom) <= ${NORTHMOST} THEN ST_Transform(v.geom, 3857)
  WHEN GeometryType(v.geom) <> 'POINT' THEN
    ST_Transform(ST_ClipByBox2D(v.geom, ST_MakeEnvelope(-180, -${NORTHMOST}, 180, ${NORTHMOST}, 4490)), 3857) END`;

/** Geohash of the smallest cell that holds a geometry, empty where it reaches beyond the world: what lies together sorts together. */
const PLACE = `CASE
  WHEN ST_XMin(v.geom) >= -180 AND ST_XMax(v.geom) <= 180 AND ST_YMin(v.geom) >= -90 AND ST_YMax(v.geom) <= 90
  THEN left(ST_GeoHash(v.geom), 12) ELSE '' END`;

/** A day by ISO 8601. A cast depends on DateStyle, and is therefore not immutable. */
const dayText = (date: string): string =>
  ['year', 'month', 'day']
    .map((part, i) => `lpad(extract(${part} FROM ${date})::int::text, ${i === 0 ? 4 : 2}, '0')`)
    .join(` || '-' || `);

/** The version as a feature of GeoJSON, in CGCS2000, longitude first. An attribute of a layer's own that is called as what every feature has is not served in its stead. */
const FEATURE = `'{"type":"Feature","id":"' || v.master_id::text || '","geometry":' || coalesce(ST_AsGeoJSON(v.geom, 15, 0), 'null')
  || ',"properties":{"validFrom":"' || ${dayText('v.valid_from')}
  || '","validTo":' || coalesce('"' || ${dayText(`nullif(v.valid_to, 'infinity')`)} || '"', 'null')
  || ',"version":' || v.version::text
  || coalesce(',' || nullif(left(substr((coalesce((v.attributes -> 'attributes') - '{validFrom,validTo,version}'::text[], '{}')
       || (v.attributes - '{geometry,attributes,layer}'::text[]))::text, 2), -1), ''), '') || '}}'`;

/** Columns of migrations/0011-served-versions.sql: what pages of features and tiles are made of. */
export const geospatialServedShape: ServedShape = {
  layer: 'v.layer',
  place: PLACE,
  class: 'v.class',
  name: 'v.name',
  code: 'v.code',
  geom: 'v.geom',
  mercator: ON_MERCATOR,
  feature: FEATURE,
};
