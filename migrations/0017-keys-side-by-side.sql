-- Blocking keys that begin with one value lie beside each other in their index. Each is another number than before: every record is matched again.
ALTER TABLE catalogue.base_clock ADD COLUMN keyed boolean DEFAULT true NOT NULL;
COMMENT ON COLUMN catalogue.base_clock.keyed IS 'False from an upgrade that makes blocking keys otherwise until every record has them: until then nobody can be found by them';

DO $$
DECLARE
  base text;
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('INSERT INTO %I.work_record (record_id, rematch) SELECT record_id, true FROM %I.source WHERE profile IS NOT NULL
      ON CONFLICT (record_id) DO UPDATE SET rematch = true', base, base);
    EXECUTE format('UPDATE catalogue.base_clock SET dirty = true, keyed = false WHERE base = %L AND EXISTS (SELECT FROM %I.match_key)', base, base);
  END LOOP;
END
$$;
