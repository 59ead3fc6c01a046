import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.js';
import { Metrics } from '../metrics/metrics.js';
import { RedisQueue } from '../queue/redis-queue.js';
import { registerOperations } from './operations.js';
import { Readiness } from './readiness.js';
import { serveOperations } from './serve-operations.js';

describe('a process whose Redis is away', () => {
  let test: TestDatabase;
  let metrics: Metrics;
  let queue: RedisQueue;
  let readiness: Readiness;

  beforeAll(async () => {
    test = await createTestDatabase();
    metrics = new Metrics(test.database);
    const away = { url: 'redis://127.0.0.1:1', work: false, concurrency: 1, leaseSeconds: 15 };
    queue = new RedisQueue(away, pino({ level: 'silent' }), metrics);
    readiness = new Readiness(test.database, queue);
  });
  afterAll(async () => {
    await queue.beforeApplicationShutdown();
    await test.close();
  });

  it('is ready for requests, and says what is away', async () => {
    const api = fastify();
    registerOperations(api, readiness, metrics, ['database']);
    const url = await api.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${url}/ready`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'degraded', checks: { database: 'up', queue: 'down' } },
    ]);
    await api.close();
  });

  it('is not ready where jobs are all it does', async () => {
    const worker = await serveOperations(readiness, metrics, { host: '127.0.0.1', workerPort: 0 });
    const answer = await fetch(`${worker.url}/ready`);
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: 'not-ready', checks: { database: 'up', queue: 'down' } },
    ]);
    await worker.close();
  });
});
