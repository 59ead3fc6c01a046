-- Geospatial 地理空间: the kernel's tables, columns for what its read API filters by, and the layers of the map.

CALL catalogue.create_kernel('geospatial');
COMMENT ON SCHEMA geospatial IS 'Geospatial: features of the layers of the map';

-- The geometry is derived from the golden attributes by the database, so that the kernel that writes versions knows nothing of it.
ALTER TABLE geospatial.master_version
  ADD COLUMN layer text,
  ADD COLUMN class text,
  ADD COLUMN name text,
  ADD COLUMN name_key text,
  ADD COLUMN name_grams text[],
  ADD COLUMN code text,
  ADD COLUMN division text,
  ADD COLUMN address_key text,
  ADD COLUMN street_key text,
  ADD COLUMN town_key text,
  ADD COLUMN geom public.geometry(Geometry, 4490)
    GENERATED ALWAYS AS (public.ST_SetSRID(public.ST_GeomFromGeoJSON((attributes -> 'geometry')::text), 4490)) STORED;
COMMENT ON COLUMN geospatial.master_version.layer IS 'Layer';
COMMENT ON COLUMN geospatial.master_version.class IS 'Class within the layer';
COMMENT ON COLUMN geospatial.master_version.name IS 'Name';
COMMENT ON COLUMN geospatial.master_version.name_key IS 'Pinyin of the name without tones: sort and search key';
COMMENT ON COLUMN geospatial.master_version.name_grams IS 'Character pairs of all names, for contains search';
COMMENT ON COLUMN geospatial.master_version.code IS 'Code within the layer';
COMMENT ON COLUMN geospatial.master_version.division IS 'GB/T 2260 code';
COMMENT ON COLUMN geospatial.master_version.address_key IS 'Of standard addresses: street and number, as the geocoder looks for them';
COMMENT ON COLUMN geospatial.master_version.street_key IS 'Of standard addresses: street';
COMMENT ON COLUMN geospatial.master_version.town_key IS 'Of standard addresses: town or street office';
COMMENT ON COLUMN geospatial.master_version.geom IS 'Geometry in CGCS2000 degrees, from the attributes';

CREATE INDEX master_version_geom ON geospatial.master_version USING gist (geom);
CREATE INDEX master_version_layer ON geospatial.master_version (layer, master_id);
CREATE INDEX master_version_grams ON geospatial.master_version USING gin (name_grams);
CREATE INDEX master_version_name_key ON geospatial.master_version (name_key text_pattern_ops, master_id);
CREATE INDEX master_version_code ON geospatial.master_version (code);
CREATE INDEX master_version_division ON geospatial.master_version (division text_pattern_ops);

CREATE INDEX master_version_address ON geospatial.master_version (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX master_version_street ON geospatial.master_version (street_key) WHERE street_key IS NOT NULL;

CREATE TABLE geospatial.layer (
  code text PRIMARY KEY,
  definition jsonb NOT NULL,
  actor text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE geospatial.layer IS 'Layers of the map that were put, beside the built-in ones';
COMMENT ON COLUMN geospatial.layer.code IS 'Code';
COMMENT ON COLUMN geospatial.layer.definition IS 'Title, kind of geometry, classes, attributes';
COMMENT ON COLUMN geospatial.layer.actor IS 'Principal who last changed it';
COMMENT ON COLUMN geospatial.layer.changed_at IS 'Instant of the last change';
