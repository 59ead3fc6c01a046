-- Records that are compared with nearly the same others are worked off together, so that these are read once and not for each.
DO $$
DECLARE
  base text;
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('ALTER TABLE %I.work_record ADD COLUMN near bigint NOT NULL DEFAULT 0', base);
    EXECUTE format('COMMENT ON COLUMN %I.work_record.near IS %L', base,
      'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none');
  END LOOP;
  EXECUTE replace(replace(pg_get_functiondef('catalogue.create_kernel(text)'::regprocedure),
    'rematch boolean NOT NULL DEFAULT false) WITH', 'rematch boolean NOT NULL DEFAULT false, near bigint NOT NULL DEFAULT 0) WITH'),
    'COMMENT ON TABLE work_component IS',
    'COMMENT ON COLUMN work_record.near IS ''Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none'';
  COMMENT ON TABLE work_component IS');
END
$$;
