import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Configuration, testServers } from '../configuration/configuration.js';
import { connectionOptions } from '../database/connection.js';
import { Database } from '../database/database.js';
import { DatabaseServer } from '../database/database-server.js';
import { readMigrationFiles } from '../migration/migration-files.js';
import { Migrator } from '../migration/migrator.js';
import { withMaintenance, withName } from './maintenance.js';
import { createOnCluster } from './test-cluster.js';
import { cloneDatabase, createDatabase, dropDatabase } from './test-database.repository.js';

export type TestDatabaseKind = 'embedded' | 'server' | 'cluster';

/** The kinds of database at hand: embedded always, a server where TEST_DATABASE_URL names one. */
export const testDatabaseKinds = (): Exclude<TestDatabaseKind, 'cluster'>[] =>
  testServers().databaseUrl ? ['embedded', 'server'] : ['embedded'];

/** A migrated database of a test's own. */
export interface TestDatabase {
  kind: TestDatabaseKind;
  /** settings of a process that would use it; jobs in-process, data in a temporary directory */
  configuration: Configuration;
  server: DatabaseServer;
  dataSource: DataSource;
  database: Database;
  close(): Promise<void>;
}

/** Names what the prepared copy was made from, so that a changed migration gets a new one. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const { recordedName } of readMigrationFiles()) hash.update(recordedName);
  return hash.digest('hex').slice(0, 12);
}

/** Copies a prepared, migrated database: a second or two, against ten for a new one. The first call of all prepares it. */
export async function createTestDatabase(
  kind: TestDatabaseKind = testServers().databaseUrl ? 'server' : 'embedded',
  settings: Partial<Configuration> = {},
): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'siku-test-'));
  const { databaseUrl: url, clusterUrl } = testServers();
  const name = `siku_test_${randomBytes(6).toString('hex')}`;
  let configuration: Configuration;
  let drop = async (): Promise<void> => undefined;
  if (kind === 'cluster') {
    if (!clusterUrl) throw new Error('TEST_CITUS_URL names no coordinator');
    drop = await createOnCluster(clusterUrl, name);
    configuration = Configuration.of({
      dataDirectory: directory,
      databaseUrl: withName(clusterUrl, name),
      ...settings,
    });
  } else if (kind === 'server') {
    if (!url) throw new Error('TEST_DATABASE_URL names no server');
    await withMaintenance(url, async (maintenance) => cloneDatabase(maintenance, name, await serverTemplate(url)));
    drop = () => withMaintenance(url, (maintenance) => dropDatabase(maintenance, name));
    configuration = Configuration.of({ dataDirectory: directory, databaseUrl: withName(url, name), ...settings });
  } else {
    cpSync(await embeddedTemplate(), join(directory, 'database'), { recursive: true });
    configuration = Configuration.of({ dataDirectory: directory, ...settings });
  }
  const server = await DatabaseServer.open(configuration);
  const dataSource = await new DataSource(connectionOptions(server, 4)).initialize();
  return {
    kind,
    configuration,
    server,
    dataSource,
    database: new Database(dataSource, server),
    close: async () => {
      await dataSource.destroy();
      await server.close();
      await drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Test files run side by side: whoever makes the directory prepares, the others wait for the finished copy. */
async function embeddedTemplate(): Promise<string> {
  const template = join(tmpdir(), `siku-template-${fingerprint()}`);
  if (existsSync(template)) return template;
  return underLock(`${template}.lock`, async () => {
    if (existsSync(template)) return template;
    for (const old of readdirSync(tmpdir()).filter((name) => /^siku-template-[0-9a-f]{12}$/.test(name))) {
      rmSync(join(tmpdir(), old), { recursive: true, force: true });
    }
    const making = mkdtempSync(join(tmpdir(), 'siku-making-'));
    const server = await DatabaseServer.open(Configuration.of({ dataDirectory: making }));
    await server.close();
    renameSync(join(making, 'database'), template);
    rmSync(making, { recursive: true, force: true });
    return template;
  });
}

async function serverTemplate(url: string): Promise<string> {
  const template = `siku_template_${fingerprint()}`;
  await withMaintenance(url, (maintenance) =>
    createDatabase(maintenance, template, async () => {
      await new Migrator({ url: withName(url, template), embedded: false }).migrate();
    }),
  );
  return template;
}

/** A lock older than this belongs to a run that was killed. */
const staleLockMilliseconds = 120_000;

async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > staleLockMilliseconds) rmSync(lock, { recursive: true, force: true });
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
