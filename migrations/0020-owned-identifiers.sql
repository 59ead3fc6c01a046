-- Pairs are kept as well that nothing but an identifier of one thing alone brings together: see BaseDefinition.owned.
DO $$
DECLARE
  base text;
  was text := 'COMMENT ON COLUMN match_pair.weight IS ''Fellegi-Sunter weight, log2; its evidence is recomputed from the profiles''';
  meaning text := 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
BEGIN
  FOR base IN SELECT c.base FROM catalogue.base_clock c LOOP
    EXECUTE format('COMMENT ON TABLE %I.match_pair IS %L', base, 'Compared pairs that are joined or asked about; record_a < record_b');
    EXECUTE format('COMMENT ON COLUMN %I.match_pair.weight IS %L', base, meaning);
  END LOOP;
  EXECUTE replace(replace(pg_get_functiondef('catalogue.create_kernel(text)'::regprocedure),
    'Compared pairs at or above the review threshold;', 'Compared pairs that are joined or asked about;'),
    was, format('COMMENT ON COLUMN match_pair.weight IS %L', meaning));
END
$$;
