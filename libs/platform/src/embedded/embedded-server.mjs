// The embedded database: PGlite behind a loopback port, in a process of its own. Started by embedded-database.ts with an IPC
// channel; when the channel closes, the parent is gone, and this process closes the database and ends too.
// Plain JavaScript, because it is started as a program both from the sources (tests) and beside dist/.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { serveProtocol } from './protocol-server.mjs';

/** Where each extension comes from; loaded only when asked for. */
const sources = {
  postgis: async () => (await import('@electric-sql/pglite-postgis')).postgis,
  pg_trgm: async () => (await import('@electric-sql/pglite/contrib/pg_trgm')).pg_trgm,
  btree_gist: async () => (await import('@electric-sql/pglite/contrib/btree_gist')).btree_gist,
  btree_gin: async () => (await import('@electric-sql/pglite/contrib/btree_gin')).btree_gin,
  pgcrypto: async () => (await import('@electric-sql/pglite/contrib/pgcrypto')).pgcrypto,
  fuzzystrmatch: async () => (await import('@electric-sql/pglite/contrib/fuzzystrmatch')).fuzzystrmatch,
};

/** More than any pool here opens; a connection costs nothing, all share one backend. */
const maxConnections = 100;

const { directory, extensions } = JSON.parse(process.argv[2]);

/** There while a first start makes the files of the database: what a killed one leaves of them can never be opened. */
const unfinished = `${directory}.unfinished`;
let database;
let server;
let closing;

/** 1 as soon as it closes by itself. */
const begun = new Int32Array(new SharedArrayBuffer(4));
const watched = { parent: process.ppid, closing: begun };
new Worker(new URL('./orphan-watch.mjs', import.meta.url), { workerData: watched }).unref();

function close(code) {
  Atomics.store(begun, 0, 1);
  closing ??= (async () => {
    // Should closing hang, an acknowledged commit is on disk all the same.
    setTimeout(() => process.exit(1), 15_000).unref();
    await server?.close();
    await database?.close();
    process.exit(code);
  })();
}

// Ctrl-C reaches the whole process group; the parent finishes its work first, then closes the channel.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => close(0));

try {
  if (existsSync(unfinished)) rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!existsSync(join(directory, 'PG_VERSION'))) writeFileSync(unfinished, '');
  const loaded = {};
  for (const name of extensions) loaded[name] = await sources[name]();
  database = await PGlite.create({ dataDir: directory, extensions: loaded });
  rmSync(unfinished, { force: true });
  server = await serveProtocol(database, maxConnections, (error) => {
    process.stderr.write(`siku: the embedded database failed: ${error?.message ?? error}\n`);
    process.exit(1);
  });
  if (process.connected) process.send({ port: server.port });
  else close(0);
} catch (error) {
  if (process.connected) process.send({ error: String(error?.message ?? error) }, () => close(1));
  else close(1);
}
