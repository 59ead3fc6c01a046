import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { repositoryRoot } from '../configuration/repository-root.js';
import { becomeOwner, becomeSelf, stayLocal } from './migration.repository.js';

export interface MigrationFile {
  number: number;
  /** `0001-foundation` */
  name: string;
  sql: string;
  /** what TypeORM records: name, digest of the text, and the 13 digits it wants at the end */
  recordedName: string;
}

export const migrationFolder = join(repositoryRoot, 'migrations');

/** Reads migrations/NNNN-name.sql in order. Line ends do not count into the digest. */
export function readMigrationFiles(folder = migrationFolder): MigrationFile[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.sql'.length);
      const number = Number(name.slice(0, 4));
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
      const digest = createHash('sha256').update(sql).digest('hex').slice(0, 16);
      return { number, name, sql, recordedName: `${name}-${digest}-${String(number).padStart(13, '0')}` };
    });
}

/** TypeORM wants classes: one for each file. */
export function migrationClass(file: MigrationFile): new () => MigrationInterface {
  return class {
    readonly name = file.recordedName;

    async up(runner: QueryRunner): Promise<void> {
      await stayLocal(runner);
      // the first file makes the roles, and needs what only the connecting user may do
      if (file.number > 1) await becomeOwner(runner);
      try {
        await runner.query(file.sql);
      } catch (error) {
        throw new Error(`migrations/${file.name}.sql: ${(error as Error).message}${placeOf(error, file.sql)}`, {
          cause: error,
        });
      }
      await becomeSelf(runner);
    }

    async down(): Promise<void> {
      throw new Error('migrations only go forward');
    }
  };
}

/** PostgreSQL counts characters from 1; people count lines. */
function placeOf(error: unknown, sql: string): string {
  const position = Number((error as { position?: string }).position);
  return position ? ` (line ${sql.slice(0, position).split('\n').length})` : '';
}
