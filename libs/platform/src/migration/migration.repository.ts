import type { DataSource, QueryRunner } from 'typeorm';

export const migrationTable = 'siku_migration';

/** Key of the advisory lock that lets one process at a time migrate a database; any constant will do. */
const migrationLock = 0x51ca;

const ownerExists = `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_owner' AND pg_has_role(current_user, oid, 'MEMBER')) AS answer`;

/** For the rest of the transaction, what is created belongs to siku_owner, where that role exists and may be taken. */
export async function becomeOwner(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query(ownerExists)) as { answer: boolean }[];
  if (row?.answer) await runner.query('SET LOCAL ROLE siku_owner');
}

/**
 * For the rest of the transaction: as long as a Citus cluster's tables are all the coordinator's own, so is what migrations do; what a table needs
 * goes with it when it is distributed. Elsewhere the setting means nothing.
 */
export async function stayLocal(runner: QueryRunner): Promise<void> {
  const [cluster] = (await runner.query(
    `SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL AS answer`,
  )) as {
    answer: boolean;
  }[];
  if (!cluster?.answer) return;
  await runner.query(
    `SELECT set_config('citus.enable_ddl_propagation', 'off', true) WHERE NOT EXISTS (SELECT FROM pg_dist_partition)`,
  );
}

export async function becomeSelf(runner: QueryRunner): Promise<void> {
  await runner.query('RESET ROLE');
}

export async function lockMigrations(runner: QueryRunner): Promise<void> {
  await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
}

export async function unlockMigrations(runner: QueryRunner): Promise<void> {
  await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
}

/** Names of the applied migrations in order; none where the table does not exist yet. */
export async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ answer: boolean }[]>(
    `SELECT to_regclass('public.${migrationTable}') IS NOT NULL AS answer`,
  );
  if (!table?.answer) return [];
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT name FROM public.${migrationTable} ORDER BY timestamp`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Whether the user could do more than the application role, and therefore should lay it down by working as siku_app.
 */
export async function canActAsApplication(dataSource: DataSource): Promise<boolean> {
  const [row] = await dataSource.query<{ answer: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_app' AND pg_has_role(current_user, oid, 'MEMBER')) AS answer`,
  );
  return row?.answer ?? false;
}
