import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  Configuration,
  DatabaseServer,
  distributeDatabase,
  dumpSchema,
  explainStart,
  Migrator,
  repositoryRoot,
} from '@siku/platform';

/**
 * npm run migrate: applies pending migrations to DATABASE_URL, or to the embedded database in the data directory.
 *   --check         applies nothing; fails when something is pending
 *   --dump          writes migrations/schema.sql from a new database
 *   --distributed   then distributes the tables over the nodes of a Citus cluster (libs/platform/src/distribution)
 *   --data-dir DIR  where the embedded database is
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      distributed: { type: 'boolean' },
      dump: { type: 'boolean' },
      'data-dir': { type: 'string' },
    },
  });
  if (values.dump) return writeSchema();
  const flags = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']];
  const configuration = Configuration.ofProcess(flags);
  if (values.check) {
    if (configuration.databaseUrl === undefined) throw new Error('--check is for a server: set DATABASE_URL');
    const pending = await new Migrator({ url: configuration.databaseUrl, embedded: false }).pending();
    if (pending.length > 0) throw new Error(`pending: ${pending.join(', ')}`);
    process.stdout.write('nothing is pending\n');
    return;
  }
  if (values.distributed && configuration.databaseUrl === undefined)
    throw new Error('--distributed is for a cluster: set DATABASE_URL to its coordinator');
  const server = await DatabaseServer.open(Object.assign(configuration, { migrateAtStart: true }));
  await server.close();
  process.stdout.write(server.migrated.length > 0 ? `applied ${server.migrated.join(', ')}\n` : 'nothing to apply\n');
  if (configuration.databaseUrl === undefined || !values.distributed) return;
  const moved = await distributeDatabase({ url: configuration.databaseUrl, embedded: false });
  process.stdout.write(moved > 0 ? `distributed ${moved} tables\n` : 'nothing to distribute\n');
}

/** The embedded database gives the same text as a server does, and is always at hand. */
async function writeSchema(): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'siku-schema-'));
  try {
    const server = await DatabaseServer.open(Configuration.of({ dataDirectory }));
    writeFileSync(join(repositoryRoot, 'migrations/schema.sql'), await dumpSchema(server));
    await server.close();
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
  process.stdout.write('wrote migrations/schema.sql\n');
}

try {
  await main();
} catch (error) {
  explainStart(error);
  process.exitCode = 1;
}
