import { describe, expect, it } from '@jest/globals';
import { testServers } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
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
});
