import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Configuration, DatabaseServer, dumpSchema, explainStart, Migrator, repositoryRoot } from '@siku/platform';

/**
 * npm run migrate: applies pending migrations to DATABASE_URL, or to the embedded database in the data directory.
 *   --check         applies nothing; fails when something is pending
 *   --dump          also writes migrations/schema.sql from the result
 *   --data-dir DIR  where the embedded database is
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, dump: { type: 'boolean' }, 'data-dir': { type: 'string' } },
  });
  const flags = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']];
  const configuration = Configuration.read(process.env, flags);
  if (values.check) {
    if (configuration.databaseUrl === undefined) throw new Error('--check is for a server: set DATABASE_URL');
    const pending = await new Migrator({ url: configuration.databaseUrl, embedded: false }).pending();
    if (pending.length > 0) throw new Error(`pending: ${pending.join(', ')}`);
    process.stdout.write('nothing is pending\n');
    return;
  }
  const server = await DatabaseServer.open(Object.assign(configuration, { migrateAtStart: true }));
  try {
    process.stdout.write(server.migrated.length > 0 ? `applied ${server.migrated.join(', ')}\n` : 'nothing to apply\n');
    if (values.dump) {
      writeFileSync(join(repositoryRoot, 'migrations/schema.sql'), await dumpSchema(server));
      process.stdout.write('wrote migrations/schema.sql\n');
    }
  } finally {
    await server.close();
  }
}

try {
  await main();
} catch (error) {
  explainStart(error);
  process.exitCode = 1;
}
