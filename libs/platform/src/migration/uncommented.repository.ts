import type { Sql } from '../database/sql.js';

/** Schemas, tables, columns and routines that lack a COMMENT. */
export async function uncommented(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `WITH ours AS (
       SELECT oid, nspname FROM pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
     SELECT 'schema ' || nspname AS name FROM ours WHERE obj_description(oid, 'pg_namespace') IS NULL
     UNION ALL
     SELECT 'table ' || c.oid::regclass FROM pg_class c JOIN ours ON ours.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND obj_description(c.oid, 'pg_class') IS NULL
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     UNION ALL
     SELECT 'column ' || c.oid::regclass || '.' || a.attname
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN ours ON ours.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       AND col_description(c.oid, a.attnum) IS NULL
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     UNION ALL
     SELECT 'routine ' || p.oid::regprocedure FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
     WHERE obj_description(p.oid, 'pg_proc') IS NULL
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
