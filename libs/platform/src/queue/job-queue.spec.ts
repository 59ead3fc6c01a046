import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { testServers } from '../configuration/configuration.js';
import type { Database } from '../database/database.js';
import { Metrics } from '../metrics/metrics.js';
import { InProcessQueue } from './in-process-queue.js';
import type { JobQueue } from './job-queue.js';
import { RedisQueue } from './redis-queue.js';

const logger = pino({ level: 'silent' });
const metrics = (): Metrics => new Metrics({ connections: { total: 0, idle: 0, waiting: 0 } } as unknown as Database);
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
};

const { redisUrl } = testServers();
type Ending = JobQueue & { beforeApplicationShutdown(): Promise<void> };
const kinds: [string, () => Ending][] = [['in-process', () => new InProcessQueue(1, logger, metrics(), 1)]];
if (redisUrl) {
  kinds.push([
    'redis',
    () =>
      new RedisQueue(
        { url: redisUrl, work: true, concurrency: 1, leaseSeconds: 15, name: `test-${process.pid}-${Math.random()}` },
        logger,
        metrics(),
      ),
  ]);
}

describe.each(kinds)('JobQueue (%s)', (_, make) => {
  let queue: Ending;
  afterEach(() => queue.beforeApplicationShutdown());

  it('runs jobs in the order they were offered', async () => {
    queue = make();
    const ran: string[] = [];
    queue.process('note', async (id) => void ran.push(id));
    for (const id of ['a', 'b', 'c']) await queue.enqueue('note', { version: 1, id });
    await until(() => ran.length === 3);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('does not lose an offer that comes while its like is running', async () => {
    queue = make();
    let runs = 0;
    let release: () => void = () => undefined;
    queue.process('note', async () => {
      runs++;
      if (runs === 1) await new Promise<void>((done) => (release = done));
    });
    await queue.enqueue('note', { version: 1, id: 'a' });
    await until(() => runs === 1);
    await queue.enqueue('note', { version: 1, id: 'a' });
    release();
    await until(() => runs === 2);
  });

  it('offers a failed job again', async () => {
    queue = make();
    let runs = 0;
    queue.process('note', async () => {
      if (++runs < 2) throw new Error('the first time');
    });
    await queue.enqueue('note', { version: 1, id: 'a' });
    await until(() => runs === 2);
  });

  it('tells a running job when the process ends, and waits for it', async () => {
    queue = make();
    let started = false;
    let stopped = false;
    queue.process('note', async (_id, signal) => {
      started = true;
      await new Promise((done) => signal.addEventListener('abort', done));
      stopped = true;
    });
    await queue.enqueue('note', { version: 1, id: 'a' });
    await until(() => started);
    await queue.beforeApplicationShutdown();
    expect(stopped).toBe(true);
    queue = make();
  });
});

(redisUrl ? describe : describe.skip)('a worker that died at work', () => {
  it('keeps its job from others no longer than a lease, about', async () => {
    const options = { url: redisUrl!, concurrency: 1, leaseSeconds: 1, name: `test-${process.pid}-died` };
    const connection = new Redis(redisUrl!, { maxRetriesPerRequest: null });
    const offering = new RedisQueue({ ...options, work: false }, logger, metrics());
    await offering.enqueue('note', { version: 1, id: 'a' });
    const died = new Worker(options.name, null, { connection, lockDuration: 1_000 });
    expect(await died.getNextJob('died')).toMatchObject({ data: { id: 'a' } });
    await died.close(true);
    const next = new RedisQueue({ ...options, work: true }, logger, metrics());
    const ran = new Promise((done) => next.process('note', async (id) => done(id)));
    expect(await ran).toBe('a');
    await Promise.all([offering, next].map((queue) => queue.beforeApplicationShutdown()));
    connection.disconnect();
  }, 15_000);
});

describe('a queue whose Redis is away', () => {
  it('keeps nobody waiting: what is offered is offered again later, and the process ends', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
    const before = timers();
    const url = 'redis://127.0.0.1:1';
    const queue = new RedisQueue({ url, work: true, concurrency: 1, leaseSeconds: 15 }, logger, metrics());
    queue.process('note', () => Promise.resolve());
    await queue.enqueue('note', { version: 1, id: 'a' });
    await expect(queue.check()).rejects.toThrow();
    await queue.beforeApplicationShutdown();
    await pause(500);
    // Whatever is more would keep the process.
    expect(timers()).toBeLessThanOrEqual(before);
  }, 15_000);
});
