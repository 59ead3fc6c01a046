-- An attribute of a layer's own that is called as what every feature has, a "name" beside the name, is not served in its stead.
CREATE OR REPLACE FUNCTION geospatial.feature_text(v geospatial.master_version) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"type":"Feature","id":"' || v.master_id || '","geometry":' || coalesce(public.ST_AsGeoJSON(v.geom, 15, 0), 'null') || ',"properties":{' || concat_ws(',',
    '"validFrom":"' || v.valid_from || '"',
    '"validTo":' || coalesce('"' || nullif(v.valid_to, 'infinity') || '"', 'null'),
    '"version":' || v.version,
    nullif(left(substr((coalesce((v.attributes -> 'attributes') - '{validFrom,validTo,version}'::text[], '{}')
      || (v.attributes - '{geometry,attributes,layer}'::text[]))::text, 2), -1), '')) || '}}'
$$;

UPDATE geospatial.served_version s SET feature = geospatial.feature_text(v)
  FROM geospatial.master_version v
 WHERE s.master_id = v.master_id AND s.version = v.version AND s.valid_from = v.valid_from
   AND (v.attributes -> 'attributes') ?| ARRAY(SELECT jsonb_object_keys(v.attributes));
