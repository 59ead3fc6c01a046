import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { Configuration } from '../configuration/configuration.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { extensionsOf } from '../embedded/embedded-extensions.js';
import { readMigrationFiles } from '../migration/migration-files.js';
import { canActAsApplication } from '../migration/migration.repository.js';
import { Migrator } from '../migration/migrator.js';
import { connectionOptions, type ConnectionTarget } from './connection.js';

/** The database this process works on, running and migrated. */
export class DatabaseServer implements ConnectionTarget {
  constructor(
    readonly url: string,
    readonly embedded: boolean,
    readonly role: string | undefined,
    /** migrations applied on the way; all of them: the database was empty */
    readonly migrated: readonly string[],
    readonly close: () => Promise<void>,
  ) {}

  /** @param onLost called when the embedded database ends by itself */
  static async open(configuration: Configuration, onLost: () => void = () => undefined): Promise<DatabaseServer> {
    if (configuration.databaseUrl !== undefined)
      return openServer(configuration.databaseUrl, configuration.migrateAtStart);
    const embedded = await EmbeddedDatabase.open(
      configuration.dataDirectory,
      extensionsOf(readMigrationFiles()),
      onLost,
      () => {
        if (!configuration.fresh) return;
        rmSync(join(configuration.dataDirectory, 'database'), { recursive: true, force: true });
        rmSync(configuration.fileDirectory, { recursive: true, force: true });
      },
    );
    try {
      const migrated = await new Migrator({ url: embedded.url, embedded: true }).migrate();
      return new DatabaseServer(embedded.url, true, undefined, migrated, () => embedded.close());
    } catch (error) {
      await embedded.close();
      throw error;
    }
  }
}

async function openServer(url: string, migrate: boolean): Promise<DatabaseServer> {
  const migrator = new Migrator({ url, embedded: false });
  const migrated = migrate ? await migrator.migrate() : [];
  if (!migrate) {
    const pending = await migrator.pending();
    if (pending.length > 0)
      throw new Error(`the database lacks migrations (${pending.join(', ')}): run npm run migrate`);
  }
  const role = (await asked(url)) ? 'siku_app' : undefined;
  return new DatabaseServer(url, false, role, migrated, async () => undefined);
}

/** Grants only hold for those who cannot do without them: whoever may, works as siku_app. */
async function asked(url: string): Promise<boolean> {
  const dataSource = await new DataSource(connectionOptions({ url, embedded: false }, 1)).initialize();
  try {
    return await canActAsApplication(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
