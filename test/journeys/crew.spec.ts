import { describe, expect, it } from '@jest/globals';
import { repositoryRoot, testServers } from '@siku/platform';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { SikuProcess } from '../../tools/src/process/siku-process.js';
import {
  ADMIN_KEY,
  deliveries,
  finalState,
  homeOf,
  onboardTwo,
  ROWS,
  send,
  undisturbed,
} from '../support/rough-road.js';

/** Long enough for a publication to be under way, short enough for it not to be over. */
const INTO_THE_WORK_MS = 700;

// On the embedded database one thread does everything.
(testServers().databaseUrl ? describe : describe.skip)('a publication prepared by several threads', () => {
  it('is the same as that of one, also when the process is killed on the way', async () => {
    const alone = await homeOf('server');
    const together = await homeOf('server');
    const environment = { ...together.environment, SIKU_THREADS: '2', SIKU_THREADS_FROM: '1' };
    try {
      const expected = await undisturbed({ ...alone, environment: { ...alone.environment, SIKU_THREADS: '0' } });
      expect(expected.length).toBe(ROWS);
      let siku = await SikuProcess.start(environment);
      await onboardTwo(new SikuClient(siku.url, ADMIN_KEY));
      for (const [i, { dataset, file, ...query }] of deliveries().entries()) {
        const { id } = (await (await send(siku.url, dataset, file, query)).json()) as BatchState;
        if (i % 3 === 1) {
          await sleep(INTO_THE_WORK_MS);
          await siku.kill();
          siku = await SikuProcess.start(environment);
        }
        expect((await new SikuClient(siku.url, ADMIN_KEY).finished(id)).status).toBe('published');
      }
      expect(await finalState(siku.url)).toEqual(expected);
      await siku.stop();
    } finally {
      await alone.clear();
      await together.clear();
    }
  }, 300_000);

  it('goes on when the key of what is sealed is rotated beside it', async () => {
    const { environment, clear } = await homeOf('server');
    const [key, next] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const settings = { ...environment, SIKU_KEY: key, SIKU_THREADS: '1', SIKU_THREADS_FROM: '1' };
    const siku = await SikuProcess.start(settings);
    try {
      const client = new SikuClient(siku.url, ADMIN_KEY);
      await onboardTwo(client);
      await promisify(execFile)(process.execPath, [join(repositoryRoot, 'tools/run.mjs'), 'rotate-key'], {
        env: { ...settings, SIKU_KEY: `${next},${key}` },
      });
      const { dataset, file, ...query } = deliveries()[0]!;
      const { id } = (await (await send(siku.url, dataset, file, query)).json()) as BatchState;
      expect((await client.finished(id)).status).toBe('published');
    } finally {
      await siku.stop();
      await clear();
    }
  }, 120_000);
});
