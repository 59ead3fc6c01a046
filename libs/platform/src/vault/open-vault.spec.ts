import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Configuration } from '../configuration/configuration.js';
import { connectionOptions } from '../database/connection.js';
import { Database } from '../database/database.js';
import { createTestDatabase, testDatabaseKinds, type TestDatabase } from '../embedded/test-database.js';
import { openVault, rotateKey } from './open-vault.js';
import { Vault } from './vault.js';

describe.each(testDatabaseKinds())('the vault of an installation (%s)', (kind) => {
  let database: TestDatabase;
  let directory: string;
  let ownersSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase(kind);
    const { url, embedded } = database.server;
    ownersSource = await new DataSource(connectionOptions({ url, embedded }, 3)).initialize();
    directory = mkdtempSync(join(tmpdir(), 'siku-vault-'));
  });
  afterAll(async () => {
    await ownersSource.destroy();
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const opened = (settings: Partial<Configuration>) =>
    openVault(database.database, Configuration.of({ dataDirectory: directory, ...settings }));

  /** Only the owner of the database may replace the wrapping. */
  const rotated = (settings: Partial<Configuration>) =>
    rotateKey(new Database(ownersSource, database.server), Configuration.of({ dataDirectory: directory, ...settings }));

  it('is made once, under a key file that only its owner reads', async () => {
    const [first, second] = await Promise.all([opened({}), opened({})]);
    expect(second.open(first.seal('x'))).toBe('x');
    expect(statSync(join(directory, 'siku.key')).mode & 0o077).toBe(0);
    const [stored] = await database.database.query<{ wrapped: string }>('SELECT * FROM access.data_key');
    expect(JSON.stringify(stored)).not.toContain(readFileSync(join(directory, 'siku.key'), 'utf8').trim());
    // Threads of one process open it side by side: none writes where the key is there.
    const { mtimeMs } = statSync(directory);
    await opened({});
    expect(statSync(directory).mtimeMs).toBe(mtimeMs);
  });

  it('is not opened by another key, and says which one it needs', async () => {
    const key = randomBytes(32).toString('base64');
    const failure = await opened({ key }).catch(String);
    expect(failure).toMatch(/sealed with the key [0-9a-f]{16}, but/);
    expect(failure).not.toContain(key);
    await expect(opened({ key: 'short' })).rejects.toThrow('SIKU_KEY must hold keys of 32 bytes');
    await expect(opened({ keyFile: '/nowhere' })).rejects.toThrow('SIKU_KEY_FILE cannot be read (ENOENT)');
  });

  it('opens what was sealed before the key was rotated', async () => {
    const token = (await opened({})).seal('before');
    const file = join(directory, 'siku.key');
    const old = readFileSync(file, 'utf8');
    const { from, to } = await rotated({});
    expect(to).not.toBe(from);
    expect((await opened({})).open(token)).toBe('before');
    expect(readFileSync(file, 'utf8')).not.toContain(old.trim());
    const renewed = readFileSync(file, 'utf8');
    writeFileSync(file, old);
    await expect(opened({})).rejects.toThrow('sealed with the key');
    // Killed between the database and the file, both keys are there.
    writeFileSync(file, renewed + old);
    expect((await opened({})).open(token)).toBe('before');
    writeFileSync(file, renewed);
  });

  it('holds the key that the database needs, however many rotate it at once', async () => {
    const token = (await opened({})).seal('several');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => rotated({})));
    expect(new Set(outcomes.map(({ to }) => to)).size).toBe(5);
    expect(readFileSync(join(directory, 'siku.key'), 'utf8').trim().split('\n')).toHaveLength(1);
    expect((await opened({})).open(token)).toBe('several');
  });

  it('is not said to be rotated where the environment brings no new key', async () => {
    const present = readFileSync(join(directory, 'siku.key'), 'utf8').trim();
    await expect(rotated({ key: present })).rejects.toThrow('put a new one before it');
  });

  it('is handed over to a thread without its key', async () => {
    const vault = await opened({});
    const theirs = new Vault(...structuredClone(vault.handedOver));
    expect(theirs.open(vault.seal('x'))).toBe('x');
    expect(theirs.keyedHash('x')).toBe(vault.keyedHash('x'));
  });

  it('rotates keys of the environment to the first', async () => {
    const token = (await opened({})).seal('once more');
    const present = readFileSync(join(directory, 'siku.key'), 'utf8').trim();
    const next = randomBytes(32).toString('base64');
    await rotated({ key: `${next},${present}` });
    expect((await opened({ key: next })).open(token)).toBe('once more');
    await expect(opened({ key: present })).rejects.toThrow('sealed with the key');
  });
});
