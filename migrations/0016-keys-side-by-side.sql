-- Blocking keys that begin with one value lie beside each other in their index. Each is another number than before: every record is matched again.
DO $$
DECLARE
  base text;
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('INSERT INTO %I.work_record (record_id, rematch) SELECT record_id, true FROM %I.source WHERE profile IS NOT NULL
      ON CONFLICT (record_id) DO UPDATE SET rematch = true', base, base);
    EXECUTE format('UPDATE catalogue.base_clock SET dirty = true WHERE base = %L AND EXISTS (SELECT FROM %I.work_record)', base, base);
  END LOOP;
END
$$;
