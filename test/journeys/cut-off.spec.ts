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
  random,
  ROWS,
  send,
  undisturbed,
} from '../support/rough-road.js';

/** While a delivery is at work. */
const CUTS = 3;

const BETWEEN_CUTS_MS = 400;

// The embedded database ends with its process.
(testServers().databaseUrl ? describe : describe.skip)('a database that goes away and comes back', () => {
  it.each([
    ['one thread', { SIKU_THREADS: '0' }],
    ['several threads', { SIKU_THREADS: '2', SIKU_THREADS_FROM: '1' }],
  ])(
    'fails no batch of %s, and leaves no trace',
    async (_, threads) => {
      const calm = await homeOf('server');
      const rough = await homeOf('server');
      const next = random(19491001);
      try {
        const expected = await undisturbed({ ...calm, environment: { ...calm.environment, SIKU_THREADS: '0' } });
        expect(expected.length).toBe(ROWS);
        const siku = await SikuProcess.start({ ...rough.environment, ...threads });
        const client = new SikuClient(siku.url, ADMIN_KEY);
        await onboardTwo(client);
        for (const { dataset, file, ...query } of deliveries()) {
          const { id } = (await (await send(siku.url, dataset, file, query)).json()) as BatchState;
          for (let cut = 0; cut < CUTS; cut++) {
            await sleep(next() * BETWEEN_CUTS_MS);
            await rough.cutOff();
          }
          // A read at the very moment is refused as unavailable; the next one is not.
          const batch = await client.finished(id).catch(() => client.finished(id));
          expect(batch).toMatchObject({ status: 'published', problem: null });
        }
        expect(await finalState(siku.url)).toEqual(expected);
        await siku.stop();
      } finally {
        await calm.clear();
        await rough.clear();
      }
    },
    300_000,
  );
});
