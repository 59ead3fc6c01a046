import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { DataDirectory, DataDirectoryInUse } from './data-directory.js';
import { EmbeddedDatabase } from './embedded-database.js';

/** Starts the program that its arguments name, tells its port, and waits. */
const STARTER = `const child = require('node:child_process').fork(process.argv[1], [process.argv[2]], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.on('message', ({ port }) => console.log(port));`;

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new Client(url);
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
  let lost: Promise<void>;
  const open = async (): Promise<EmbeddedDatabase> => {
    let onLost: () => void = () => undefined;
    lost = new Promise((done) => (onLost = done));
    return EmbeddedDatabase.open(directory, [], onLost);
  };

  beforeAll(async () => {
    database = await open();
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
    await lost;
    await database.close();
    database = await open();
    expect(await run(database.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('does not outlive the process that started it, not even in the middle of a statement', async () => {
    const server = fileURLToPath(new URL('./embedded-server.mjs', import.meta.url));
    const argument = JSON.stringify({ directory: join(directory, 'orphan'), extensions: [] });
    const starter = spawn(process.execPath, ['-e', STARTER, server, argument], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(starter.stdout, 'data')) as [Buffer];
    const port = Number(told.toString());
    const client = new Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
    client.on('error', () => undefined);
    await client.connect();
    const broken = expect(client.query('SELECT count(*) FROM generate_series(1, 1e12)')).rejects.toThrow();
    await sleep(500);
    starter.kill('SIGKILL');
    await broken;
  }, 60_000);

  it('begins anew where a first start was killed before its files were whole', async () => {
    const killed = join(directory, 'killed');
    mkdirSync(killed);
    const files = join(killed, 'database');
    const server = fileURLToPath(new URL('./embedded-server.mjs', import.meta.url));
    const first = fork(server, [JSON.stringify({ directory: files, extensions: [] })], { execArgv: [], env: {} });
    const ended = once(first, 'exit');
    while (!existsSync(join(files, 'PG_VERSION'))) await sleep(5);
    first.kill('SIGKILL');
    await ended;
    rmSync(join(files, 'global'), { recursive: true, force: true });
    const again = await EmbeddedDatabase.open(killed, [], () => undefined);
    expect(await run(again.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await again.close();
    expect(readdirSync(killed)).toEqual(['database']);
  }, 120_000);

  it('answers each query once, also after errors and beside other connections', async () => {
    const pool = new Pool({ connectionString: database.url, max: 6 });
    const one = async (i: number): Promise<string> => {
      if (i % 3 === 0)
        return pool.query('SELECT 1/$1::int AS i', [0]).then(
          () => 'none',
          (error: { code: string }) => error.code,
        );
      if (i % 3 === 1)
        return pool.query('SELEC $1::int AS i', [0]).then(
          () => 'none',
          (error: { code: string }) => error.code,
        );
      return pool.query<{ i: number }>('SELECT $1::int AS i', [i]).then(({ rows }) => String(rows[0]?.i));
    };
    const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => one(i)));
    await pool.end();
    expect(answers).toEqual(Array.from({ length: 300 }, (_, i) => ['22012', '42601', String(i)][i % 3]));
  });

  it('keeps a transaction to its connection, and rolls it back when that is lost', async () => {
    const first = new Client(database.url);
    await first.connect();
    first.on('error', () => undefined);
    await first.query('BEGIN');
    await first.query('DELETE FROM kept');
    const other = run(database.url, 'SELECT count(*)::int AS n FROM kept');
    await new Promise((done) => setTimeout(done, 50));
    (first as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await other).toEqual([{ n: 1000 }]);
  });

  it('keeps concurrent connections apart', async () => {
    const pool = new Pool({ connectionString: database.url, max: 8 });
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
