-- What is served of a version is shaped by what every node of a cluster has: see libs/geospatial/src/served-shape.ts.
DROP FUNCTION geospatial.feature_text(geospatial.master_version);
DROP FUNCTION geospatial.on_mercator(public.geometry);
DROP FUNCTION geospatial.place_key(public.geometry);
