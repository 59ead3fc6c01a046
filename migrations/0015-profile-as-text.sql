-- What the matcher compares is only ever handed to it whole, as provenance is to readers: as text it need be neither taken apart when it is
-- written nor put together when a candidate is read. Of a first load each record is read some eight times.
DO $$
DECLARE
  base text;
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('ALTER TABLE %I.source ALTER COLUMN profile TYPE json', base);
    EXECUTE format('COMMENT ON COLUMN %I.source.profile IS %L', base,
      'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact');
  END LOOP;
  EXECUTE replace(replace(pg_get_functiondef('catalogue.create_kernel(text)'::regprocedure),
    'profile jsonb', 'profile json'),
    'Match profile (field to values); null', 'Match profile (field to values), as text; null');
END
$$;
