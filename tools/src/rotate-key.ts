import { parseArgs } from 'node:util';
import { Configuration, Database, DatabaseServer, explainStart, rotateKey } from '@siku/platform';
import { DataSource } from 'typeorm';

/**
 * npm run rotate-key: wraps the data key of DATABASE_URL, or of the embedded database in the data directory (which must not
 * be running), with a new key-encryption key. The key file gets a new key; of SIKU_KEY=new,old the first is taken. What is
 * sealed stays as it is, and running processes go on. Needs the owner of the database.
 *   --data-dir DIR        where the embedded database and siku.key are
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } } });
  const flags = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']];
  const configuration = Configuration.ofProcess(flags);
  const server = await DatabaseServer.open(Object.assign(configuration, { migrateAtStart: false }));
  try {
    const dataSource = await new DataSource({ type: 'postgres', url: server.url, poolSize: 1 }).initialize();
    try {
      const { from, to } = await rotateKey(new Database(dataSource, server), configuration);
      process.stdout.write(`the data key is wrapped by ${to}; ${from} is needed no more, but for older backups\n`);
    } finally {
      await dataSource.destroy();
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
