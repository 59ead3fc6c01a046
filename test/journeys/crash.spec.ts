import { describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
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
  type Home,
} from '../support/rough-road.js';

/** The longest a process lives before it is killed; a delivery takes about as long. */
const LONGEST_LIFE_MS = 1500;

const KILLS = { embedded: 6, server: 50 };

/** Delivers the same files while the process is killed again and again. */
async function disturbed(home: Home, kills: number): Promise<string[]> {
  const next = random(20071101);
  let siku = await SikuProcess.start(home.environment);
  await onboardTwo(new SikuClient(siku.url, ADMIN_KEY));
  let killed = 0;
  const killAndStart = async (): Promise<void> => {
    await siku.kill();
    killed++;
    siku = await SikuProcess.start(home.environment);
  };
  const share = Math.ceil(kills / deliveries().length);
  for (const [i, { dataset, file, ...query }] of deliveries().entries()) {
    let id: string | null = null;
    for (;;) {
      if (killed < Math.min(kills, share * (i + 1))) {
        const upload = send(siku.url, dataset, file, query).catch(() => null);
        await sleep(next() * LONGEST_LIFE_MS);
        await killAndStart();
        await upload;
        continue;
      }
      id ??= ((await (await send(siku.url, dataset, file, query)).json()) as BatchState).id;
      const batch = await new SikuClient(siku.url, ADMIN_KEY).finished(id);
      expect(batch.status).toBe('published');
      break;
    }
  }
  expect(killed).toBe(kills);
  const state = await finalState(siku.url);
  await siku.stop();
  return state;
}

describe.each(testDatabaseKinds())('killed at random moments (%s)', (kind) => {
  it('ends as if nothing had happened', async () => {
    const calm = await homeOf(kind);
    const rough = await homeOf(kind);
    try {
      const expected = await undisturbed(calm);
      expect(expected.length).toBe(ROWS);
      expect(await disturbed(rough, KILLS[kind])).toEqual(expected);
    } finally {
      await calm.clear();
      await rough.clear();
    }
  }, 600_000);
});
