-- What the map's readers of thousands are given of a version, ready and narrow: written, closed and taken back with the version by the kernel.

CREATE FUNCTION geospatial.feature_text(v geospatial.master_version) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"type":"Feature","id":"' || v.master_id || '","geometry":' || coalesce(public.ST_AsGeoJSON(v.geom, 15, 0), 'null') || ',"properties":{' || concat_ws(',',
    '"validFrom":"' || v.valid_from || '"',
    '"validTo":' || coalesce('"' || nullif(v.valid_to, 'infinity') || '"', 'null'),
    '"version":' || v.version,
    nullif(left(substr(((v.attributes - '{geometry,attributes,layer}'::text[])
      || coalesce((v.attributes -> 'attributes') - '{validFrom,validTo,version}'::text[], '{}'))::text, 2), -1), '')) || '}}'
$$;
COMMENT ON FUNCTION geospatial.feature_text(geospatial.master_version) IS 'The version as a feature of GeoJSON, in CGCS2000, longitude first';

CREATE FUNCTION geospatial.on_mercator(geom public.geometry) RETURNS public.geometry LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN public.ST_YMin(geom) >= -85.06 AND public.ST_YMax(geom) <= 85.06 THEN public.ST_Transform(geom, 3857)
    WHEN public.GeometryType(geom) <> 'POINT' THEN public.ST_Transform(public.ST_ClipByBox2D(geom, public.ST_MakeEnvelope(-180, -85.06, 180, 85.06, 4490)), 3857)
  END
$$;
COMMENT ON FUNCTION geospatial.on_mercator(public.geometry) IS 'The part of a geometry that has a place on a Mercator map, in its metres';

CREATE FUNCTION geospatial.place_key(geom public.geometry) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN public.ST_XMin(geom) >= -180 AND public.ST_XMax(geom) <= 180 AND public.ST_YMin(geom) >= -90 AND public.ST_YMax(geom) <= 90
    THEN left(public.ST_GeoHash(geom), 12) ELSE '' END
$$;
COMMENT ON FUNCTION geospatial.place_key(public.geometry) IS 'Geohash of the smallest cell that holds a geometry, empty where it reaches beyond the world: what lies together sorts together';

CREATE TABLE geospatial.served_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT 'infinity',
  recorded_from bigint NOT NULL,
  recorded_to bigint NOT NULL DEFAULT 9223372036854775807,
  layer text,
  place text COLLATE "C",
  class text,
  name text,
  code text,
  geom public.geometry(Geometry, 4490),
  mercator public.geometry(Geometry, 3857),
  feature text NOT NULL,
  PRIMARY KEY (master_id, version, valid_from)
) WITH (fillfactor = 80); -- room to be closed in place, as in master_version
CREATE INDEX served_version_recorded ON geospatial.served_version USING brin (recorded_from);
CREATE INDEX served_version_geom ON geospatial.served_version USING gist (geom);
CREATE INDEX served_version_layer ON geospatial.served_version (layer, master_id);
CREATE INDEX served_version_place ON geospatial.served_version (layer, place, master_id);
COMMENT ON TABLE geospatial.served_version IS 'Each row of master_version as pages of features and tiles need it, without what they do not';
COMMENT ON COLUMN geospatial.served_version.master_id IS 'Master';
COMMENT ON COLUMN geospatial.served_version.version IS 'Version';
COMMENT ON COLUMN geospatial.served_version.valid_from IS 'True from this date';
COMMENT ON COLUMN geospatial.served_version.valid_to IS 'until before this date';
COMMENT ON COLUMN geospatial.served_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN geospatial.served_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN geospatial.served_version.layer IS 'Layer';
COMMENT ON COLUMN geospatial.served_version.place IS 'Geohash of the smallest cell that holds the geometry: the order of pages of a box';
COMMENT ON COLUMN geospatial.served_version.class IS 'Class within the layer';
COMMENT ON COLUMN geospatial.served_version.name IS 'Name';
COMMENT ON COLUMN geospatial.served_version.code IS 'Code within the layer';
COMMENT ON COLUMN geospatial.served_version.geom IS 'Geometry in CGCS2000 degrees';
COMMENT ON COLUMN geospatial.served_version.mercator IS 'What of it has a place on a Mercator map, in its metres';
COMMENT ON COLUMN geospatial.served_version.feature IS 'The feature as GeoJSON';

INSERT INTO geospatial.served_version
  (master_id, version, valid_from, valid_to, recorded_from, recorded_to, layer, place, class, name, code, geom, mercator, feature)
SELECT v.master_id, v.version, v.valid_from, v.valid_to, v.recorded_from, v.recorded_to, v.layer, geospatial.place_key(v.geom), v.class, v.name, v.code, v.geom,
       geospatial.on_mercator(v.geom), geospatial.feature_text(v)
  FROM geospatial.master_version v;
