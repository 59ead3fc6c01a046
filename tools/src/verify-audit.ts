import { parseArgs } from 'node:util';
import { AuditRepository, AuditVerifier, type ChainHead, type ChainReport } from '@siku/access';
import { Configuration, ConfigurationError, Database, DatabaseServer, explainStart } from '@siku/platform';
import { DataSource } from 'typeorm';

/**
 * npm run verify-audit: recomputes the hash chain of the audit log of DATABASE_URL, or of the embedded database in the data
 * directory (which must not be running), and ends with 1 when it is broken.
 *   --anchor NUMBER:HASH  a head printed earlier and kept elsewhere: shows whether the log was written anew since
 *   --data-dir DIR        where the embedded database is
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { anchor: { type: 'string' }, 'data-dir': { type: 'string' } } });
  const anchor = values.anchor === undefined ? undefined : readAnchor(values.anchor);
  const flags = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']];
  const configuration = Configuration.ofProcess(flags);
  const server = await DatabaseServer.open(Object.assign(configuration, { migrateAtStart: false }));
  try {
    const dataSource = await new DataSource({ type: 'postgres', url: server.url, poolSize: 1 }).initialize();
    try {
      const verifier = new AuditVerifier(new AuditRepository(new Database(dataSource, server)));
      report(await verifier.verify(anchor));
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

function readAnchor(text: string): ChainHead {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined)
    throw new ConfigurationError('--anchor takes NUMBER:HASH as printed by an earlier run');
  return { number: Number(number), hash };
}

const FAULTS = {
  altered: 'its content does not give its hash',
  missing: 'there is no such entry',
  rewritten: 'it is not the entry that was here before: the log was written anew',
};

function report({ head, broken }: ChainReport): void {
  if (!broken) {
    process.stdout.write(`the audit log is sound: ${head.number} entries, head ${head.number}:${head.hash}\n`);
    return;
  }
  process.stdout.write(`the audit log is BROKEN at entry ${broken.number}: ${FAULTS[broken.fault]}\n`);
  process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  explainStart(error);
  process.exitCode = 1;
}
