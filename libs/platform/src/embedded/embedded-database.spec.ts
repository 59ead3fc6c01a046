import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataDirectory, DataDirectoryInUse } from './data-directory.js';
import { EmbeddedDatabase } from './embedded-database.js';

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'siku-embedded-'));
  const databasePid = (): number =>
    (JSON.parse(readFileSync(join(directory, 'siku.lock'), 'utf8')) as { database: { pid: number } }).database.pid;
  let database: EmbeddedDatabase;
  let lost = 0;

  beforeAll(async () => {
    database = await EmbeddedDatabase.open(directory, [], () => lost++);
    await run(database.url, 'CREATE TABLE kept (n int)');
  });
  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('refuses a second user of its directory and names the first', async () => {
    await expect(EmbeddedDatabase.open(directory, [], () => undefined)).rejects.toThrow(
      `in use by process ${process.pid};`,
    );
  });

  it('keeps what was committed when its process is killed', async () => {
    await run(database.url, 'INSERT INTO kept SELECT generate_series(1, 1000)');
    process.kill(databasePid(), 'SIGKILL');
    while (lost === 0) await new Promise((done) => setTimeout(done, 10));
    await database.close();
    database = await EmbeddedDatabase.open(directory, [], () => lost++);
    expect(await run(database.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('keeps concurrent connections apart', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 8 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        pool.query<{ i: number }>('SELECT $1::int AS i', [i]).then(({ rows }) => rows[0]?.i),
      ),
    );
    await pool.end();
    expect(answers).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });
});

describe('DataDirectory', () => {
  const directory = mkdtempSync(join(tmpdir(), 'siku-lock-'));
  const file = join(directory, 'siku.lock');
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('takes over the lock of a dead process', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => dead.once('exit', done));
    writeFileSync(file, JSON.stringify({ owner: { pid: dead.pid, started: 'then' } }));
    (await DataDirectory.take(directory)).release();
  });

  it('takes over the lock of a dead process whose number another one has now', async () => {
    writeFileSync(file, JSON.stringify({ owner: { pid: process.pid, started: 'before the last boot' } }));
    (await DataDirectory.take(directory)).release();
  });

  it('takes over a damaged lock', async () => {
    writeFileSync(file, '{"own');
    (await DataDirectory.take(directory)).release();
  });

  it('is held once', async () => {
    const held = await DataDirectory.take(directory);
    await expect(DataDirectory.take(directory)).rejects.toThrow(DataDirectoryInUse);
    held.release();
  });
});
