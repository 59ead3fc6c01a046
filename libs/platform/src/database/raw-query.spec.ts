import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type PoolClient } from 'pg';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { queryRaw } from './raw-query.js';

/** What the server sends arrives in pieces of so many bytes: every border between and within messages is met. */
const PIECES = [1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 23, 29, 31];

const directory = mkdtempSync(join(tmpdir(), 'siku-raw-'));
let database: EmbeddedDatabase;
let proxy: Server;
let size = 1;

beforeAll(async () => {
  database = await EmbeddedDatabase.open(directory, [], () => undefined);
  const { hostname, port } = new URL(database.url);
  proxy = createServer((socket: Socket) => {
    const server = connect(Number(port), hostname);
    socket.setNoDelay();
    socket.pipe(server);
    const own = size;
    server.on('data', async (bytes: Buffer) => {
      server.pause();
      for (let at = 0; at < bytes.length; at += own) {
        socket.write(bytes.subarray(at, at + own));
        await new Promise(setImmediate);
      }
      server.resume();
    });
    for (const end of [socket, server]) end.on('close', () => [socket, server].forEach((each) => each.destroy()));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

afterAll(async () => {
  proxy.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

it.each(PIECES)('reads rows, errors and what comes after them in pieces of %d bytes', async (pieces) => {
  size = pieces;
  const url = Object.assign(new URL(database.url), { port: String((proxy.address() as AddressInfo).port) });
  const client = new Client(url.href);
  await client.connect();
  try {
    for (let i = 0; i < 3; i++) {
      const rows = await queryRaw(client as unknown as PoolClient, {
        text: `SELECT n::text FROM generate_series(1, 5) n`,
      });
      expect(rows.joined(0, rows.count).toString()).toBe('1,2,3,4,5');
      await expect(
        queryRaw(client as unknown as PoolClient, { text: 'SELECT 1 / (n - 3) FROM generate_series(1, 5) n' }),
      ).rejects.toMatchObject({ code: '22012' });
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    }
  } finally {
    await client.end();
  }
});
