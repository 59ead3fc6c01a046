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
  send,
  type Home,
} from '../support/rough-road.js';

/** The longest a process lives before it is killed; a correction takes about as long. */
const LONGEST_LIFE_MS = 700;

const KILLS_PER_STEP = { embedded: 1, server: 4 };

/** Takes two deliveries back and goes over to a trained model, killed again and again from the moment each was accepted. */
async function corrected(home: Home, kills: number): Promise<string[]> {
  const next = random(20071102);
  let siku = await SikuProcess.start(home.environment);
  let client = new SikuClient(siku.url, ADMIN_KEY);
  await onboardTwo(client);
  const batches: string[] = [];
  for (const { dataset, file, ...query } of deliveries()) {
    const { id } = (await (await send(siku.url, dataset, file, query)).json()) as BatchState;
    expect((await client.finished(id)).status).toBe('published');
    batches.push(id);
  }
  const finishes = async (path: string, subject: string, goal: string): Promise<void> => {
    await client.post(path);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(next() * LONGEST_LIFE_MS);
      await siku.kill();
      siku = await SikuProcess.start(home.environment);
      client = new SikuClient(siku.url, ADMIN_KEY);
    }
    let status: string;
    do {
      await sleep(50);
      ({ status } = await client.get<{ status: string }>(subject));
    } while (status !== goal && status !== 'failed');
    expect(status).toBe(goal);
  };
  const rollBack = (id: string): Promise<void> =>
    finishes(`/v1/batches/${id}/rollback`, `/v1/batches/${id}`, 'rolled-back');
  const model = '/v1/legal-entities/models/2';
  await rollBack(batches[2]!);
  await finishes('/v1/legal-entities/models', model, 'ready');
  await finishes(`${model}/activate`, model, 'active');
  await rollBack(batches[5]!);
  const state = await finalState(siku.url);
  await siku.stop();
  return state;
}

describe.each(testDatabaseKinds())('corrections killed at random moments (%s)', (kind) => {
  it('end as if nothing had happened', async () => {
    const [calm, rough] = [await homeOf(kind), await homeOf(kind)];
    try {
      const expected = await corrected(calm, 0);
      expect(expected.length).toBeGreaterThan(100);
      expect(await corrected(rough, KILLS_PER_STEP[kind])).toEqual(expected);
    } finally {
      await calm.clear();
      await rough.clear();
    }
  }, 600_000);
});
