import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { repositoryRoot } from '../configuration/repository-root.js';
import { createTestDatabase, testDatabaseKinds, type TestDatabase } from '../embedded/test-database.js';
import { readMigrationFiles, type MigrationFile } from './migration-files.js';
import { Migrator } from './migrator.js';
import { dumpSchema } from './schema-dump.repository.js';
import { uncommented } from './uncommented.repository.js';

const files = readMigrationFiles();
const file = (number: number, name: string, sql: string): MigrationFile => ({
  number,
  name,
  sql,
  recordedName: `${name}-${'0'.repeat(16)}-${String(number).padStart(13, '0')}`,
});

describe.each(testDatabaseKinds())('migrations (%s)', (kind) => {
  let test: TestDatabase;
  const scratch = mkdtempSync(join(tmpdir(), 'siku-migrations-'));
  beforeAll(async () => {
    test = await createTestDatabase(kind);
  });
  afterAll(async () => {
    await test.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  const migrator = (with_: readonly MigrationFile[]): Migrator =>
    new Migrator({ url: test.server.url, embedded: kind === 'embedded' }, with_);

  it('are numbered without gaps', () => {
    expect(files.map(({ number }) => number)).toEqual(files.map((_, i) => i + 1));
  });

  it('do nothing the second time', async () => {
    const before = await dumpSchema(test.server);
    expect(await migrator(files).migrate()).toEqual([]);
    expect(await dumpSchema(test.server)).toBe(before);
  });

  it('lead to the schema that schema.sql shows', async () => {
    expect(await dumpSchema(test.server)).toBe(readFileSync(join(repositoryRoot, 'migrations/schema.sql'), 'utf8'));
  });

  it('comment on every schema, table, column and routine', async () => {
    expect(await uncommented(test.database)).toEqual([]);
  });

  it('are refused when an applied one was changed, or is missing', async () => {
    const changed = files.map((each, i) =>
      i === 0 ? { ...each, recordedName: each.recordedName.replace(/-[0-9a-f]{16}-/, `-${'f'.repeat(16)}-`) } : each,
    );
    await expect(migrator(changed).migrate()).rejects.toThrow(`migrations/${files[0]?.name}.sql was changed`);
    await expect(migrator(files.slice(0, -1)).pending()).rejects.toThrow(
      `migrations/${files.at(-1)?.name}.sql, which is not there`,
    );
  });

  it('name the file and line of a mistake, and leave nothing of it', async () => {
    const next = files.length + 1;
    const broken = file(next, 'broken', 'CREATE TABLE catalogue.half ();\nCREATE TABEL x ();');
    await expect(migrator([...files, broken]).migrate()).rejects.toThrow(/migrations\/broken\.sql: .* \(line 2\)/);
    expect(await migrator([...files, broken]).pending()).toEqual(['broken']);
    expect(await test.database.query(`SELECT to_regclass('catalogue.half') AS half`)).toEqual([{ half: null }]);
  });
});
