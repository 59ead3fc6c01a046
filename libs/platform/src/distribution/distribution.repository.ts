import type { Sql } from '../database/sql.js';
import { placementOf, type TableName } from './distribution.js';

/** Tables of Siku's own; those an extension brought are its business. */
export function tables(sql: Sql): Promise<TableName[]> {
  return sql.query<TableName>(
    `SELECT n.nspname AS schema, c.relname AS table
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1, 2`,
  );
}

/** Primary keys and unique indexes, with the columns they are made of; an expression is null. */
export function uniqueIndexes(sql: Sql): Promise<(TableName & { index: string; columns: (string | null)[] })[]> {
  return sql.query(
    `SELECT n.nspname AS schema, c.relname AS table, i.indexrelid::regclass::text AS index,
            (SELECT json_agg(a.attname ORDER BY k.place)
               FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, place)
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indisunique AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY 1, 2, 3`,
  );
}

export async function hasCitus(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ answer: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS answer`,
  );
  return row!.answer;
}

/** Nodes are asked under the role that asks the coordinator, so that role has to be let in there. */
export async function letRolesIn(sql: Sql): Promise<void> {
  const roles = await sql.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles WHERE rolname IN ('siku_owner', 'siku_app') AND NOT rolcanlogin`,
  );
  for (const { name } of roles) await sql.query(`ALTER ROLE ${name} LOGIN`);
}

/**
 * Hands the tables that are still local over to the cluster, and answers how many. A base is handed over by its schema: tables that a later migration
 * makes there go to its node by themselves.
 */
export async function distribute(sql: Sql): Promise<number> {
  const placed = await sql.query<TableName>(
    `SELECT n.nspname AS schema, c.relname AS table
       FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
  );
  const done = new Set(placed.map(({ schema, table }) => `${schema}.${table}`));
  const waiting = (await tables(sql))
    .filter(({ schema, table }) => !done.has(`${schema}.${table}`))
    .map((name) => ({ ...name, ...placementOf(name) }));
  const relation = 'format($q$%I.%I$q$, $1::text, $2::text)::regclass';
  const copied = waiting.filter((one) => one.on === 'every node');
  const whole = waiting.filter((one) => one.on === 'node of its base');
  const spread = waiting.filter((one) => one.on === 'shards');
  for (const { schema, table } of copied) {
    await sql.query(`SELECT create_reference_table(${relation})`, [schema, table]);
  }
  for (const schema of new Set(whole.map((one) => one.schema))) {
    await sql.query('SELECT citus_schema_distribute($1::text::regnamespace)', [schema]);
  }
  for (const { schema, table, column } of spread) {
    await sql.query(`SELECT create_distributed_table(${relation}, $3)`, [schema, table, column]);
  }
  return copied.length + whole.length + spread.length;
}
