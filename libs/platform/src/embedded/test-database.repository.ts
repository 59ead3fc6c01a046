import type { DataSource } from 'typeorm';
import { identifier } from '../database/text-format.js';

/** Key of the advisory lock under which templates are made and copied: PostgreSQL refuses two copies of one at a time. */
const templateLock = 0x7e57;

async function locked<T>(
  maintenance: DataSource,
  work: (run: (statement: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const runner = maintenance.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [templateLock]);
    return await work((statement) => runner.query(statement));
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [templateLock]);
    await runner.release();
  }
}

/** Creates a database and fills it, unless that was done before. A half-filled one is made anew. */
export async function createDatabase(maintenance: DataSource, name: string, fill: () => Promise<void>): Promise<void> {
  await locked(maintenance, async (run) => {
    const found = await maintenance.query<{ note: string | null }[]>(
      `SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = $1`,
      [name],
    );
    if (found[0]?.note === 'prepared') return;
    await run(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
    await run(`CREATE DATABASE ${identifier(name)} ENCODING 'UTF8' TEMPLATE template0`);
    await fill();
    await run(`COMMENT ON DATABASE ${identifier(name)} IS 'prepared'`);
  });
}

export async function cloneDatabase(maintenance: DataSource, name: string, template: string): Promise<void> {
  await locked(maintenance, (run) => run(`CREATE DATABASE ${identifier(name)} TEMPLATE ${identifier(template)}`));
}

export async function createEmpty(maintenance: DataSource, name: string): Promise<void> {
  await maintenance.query(`CREATE DATABASE ${identifier(name)} ENCODING 'UTF8' TEMPLATE template0`);
}

export async function dropDatabase(maintenance: DataSource, name: string): Promise<void> {
  await maintenance.query(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
}
