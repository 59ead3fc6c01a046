import { AbstractLogger, DataSource } from 'typeorm';
import { connectionOptions, type ConnectionTarget } from '../database/connection.js';
import { migrationClass, readMigrationFiles, type MigrationFile } from './migration-files.js';
import { appliedMigrations, lockMigrations, migrationTable, unlockMigrations } from './migration.repository.js';

/** The database was migrated with files that are not the ones here. */
export class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch';
}

/** Brings a database to the state of migrations/. */
export class Migrator {
  constructor(
    private readonly target: ConnectionTarget,
    private readonly files: readonly MigrationFile[] = readMigrationFiles(),
  ) {}

  /** Applies what is pending, each file in a transaction of its own, and answers the names. */
  async migrate(): Promise<string[]> {
    return this.connected(async (dataSource) => {
      const runner = dataSource.createQueryRunner();
      try {
        await lockMigrations(runner);
        await this.pendingIn(dataSource);
        const done = await dataSource.runMigrations({ transaction: 'each' });
        return done.map(({ name }) => this.files.find((file) => file.recordedName === name)?.name ?? name);
      } finally {
        await unlockMigrations(runner);
        await runner.release();
      }
    });
  }

  /** Names of the files not yet applied. Throws when an applied file has changed or is missing. */
  async pending(): Promise<string[]> {
    return this.connected(async (dataSource) => this.pendingIn(dataSource));
  }

  private async pendingIn(dataSource: DataSource): Promise<string[]> {
    const applied = await appliedMigrations(dataSource);
    for (const name of applied) {
      if (this.files.some((file) => file.recordedName === name)) continue;
      const number = Number(name.slice(-13));
      const now = this.files.find((file) => file.number === number);
      const plain = name.replace(/-[0-9a-f]{16}-\d{13}$/, '');
      throw new MigrationMismatch(
        now
          ? `migrations/${now.name}.sql was changed after it had been applied to this database; put the applied text back and add a new file`
          : `this database was migrated with migrations/${plain}.sql, which is not there; it may belong to a newer version of Siku`,
      );
    }
    const last = Math.max(0, ...applied.map((name) => Number(name.slice(-13))));
    const pending = this.files.filter((file) => !applied.includes(file.recordedName));
    const late = pending.find((file) => file.number < last);
    if (late)
      throw new MigrationMismatch(`migrations/${late.name}.sql has a number before ${last}, which is applied already`);
    return pending.map(({ name }) => name);
  }

  private async connected<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const dataSource = new DataSource({
      ...connectionOptions(this.target, 3),
      migrations: this.files.map(migrationClass),
      migrationsTableName: migrationTable,
      // What went wrong is thrown; TypeORM would print it as well.
      logger: new SilentLogger(),
    });
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }
}

class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {}
}
