-- Room for rows to be closed where they lie. A row that does not find it moves to another page, with a new entry in every index: of the versions that a further
-- department's delivery closed, a third did. Pages that are there keep what they have.

-- Where several departments speak of one master, every delivery of another one closes what is known of it.
ALTER TABLE legal_entity.master_version SET (fillfactor = 50);
ALTER TABLE population.master_version SET (fillfactor = 50);
ALTER TABLE legal_entity.crosswalk SET (fillfactor = 60);
ALTER TABLE population.crosswalk SET (fillfactor = 60);

-- Each row is marked once, to be matched again.
DO $$
DECLARE
  base text;
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('ALTER TABLE %I.work_record SET (fillfactor = 50)', base);
  END LOOP;
  EXECUTE replace(pg_get_functiondef('catalogue.create_kernel(text)'::regprocedure),
    'rematch boolean NOT NULL DEFAULT false);', 'rematch boolean NOT NULL DEFAULT false) WITH (fillfactor = 50);');
END
$$;
