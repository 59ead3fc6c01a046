import { describe, expect, it } from '@jest/globals';
import { testServers } from '@siku/platform';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { SikuProcess } from '../../tools/src/process/siku-process.js';
import {
  ADMIN_KEY,
  deliveries,
  finalState,
  homeOf,
  onboardTwo,
  random,
  ROWS,
  send,
  undisturbed,
} from '../support/rough-road.js';

const { databaseUrl, redisUrl } = testServers();

/** A database of Redis that no other test uses. */
const OWN_REDIS = '/9';

/** A delivery of this size is at work about so long. */
const WORK_MS = 800;

// At this size the queue is Redis and the work is done by processes of their own; both servers are needed.
(databaseUrl && redisUrl ? describe : describe.skip)('two workers killed at work, and Redis flushed', () => {
  it('loses nothing and does nothing twice', async () => {
    const calm = await homeOf('server');
    const rough = await homeOf('server');
    const url = Object.assign(new URL(redisUrl!), { pathname: OWN_REDIS }).href;
    const redis = new Redis(url);
    await redis.flushdb();
    const next = random(4);
    const environment = { ...rough.environment, REDIS_URL: url, SIKU_RUN_JOBS: 'false' };
    const startWorker = () => SikuProcess.start({ ...environment, SIKU_RUN_JOBS: 'true' }, 'worker');
    try {
      const expected = await undisturbed(calm);
      expect(expected.length).toBe(ROWS);
      const api = await SikuProcess.start(environment);
      let workers = [await startWorker(), await startWorker()];
      const client = new SikuClient(api.url, ADMIN_KEY);
      await onboardTwo(client);
      for (const [i, { dataset, file, ...query }] of deliveries().entries()) {
        const { id } = (await (await send(api.url, dataset, file, query)).json()) as BatchState;
        await sleep(next() * WORK_MS);
        await redis.flushdb();
        // In one of three deliveries whoever was at work is killed and another takes its place.
        if (i % 3 === 0) {
          await Promise.all(workers.map((worker) => worker.kill()));
          workers = [await startWorker(), await startWorker()];
        }
        expect((await client.finished(id)).status).toBe('published');
      }
      expect(await finalState(api.url)).toEqual(expected);
      await Promise.all([api, ...workers].map((process) => process.stop()));
    } finally {
      await redis.flushdb();
      await redis.quit();
      await calm.clear();
      await rough.clear();
    }
  }, 300_000);
});
