import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { everyOne } from './every-one.js';

describe('everyOne', () => {
  it('answers what each answers, in their order, and passes over what is not to be done', async () => {
    expect(await everyOne(sleep(5, 'slow'), 2, undefined)).toEqual(['slow', 2, undefined]);
  });

  it('throws what the first one failed with when the others are done', async () => {
    let done = false;
    const failing = everyOne(
      Promise.reject(new Error('first')),
      sleep(5).then(() => (done = true)),
    );
    await expect(failing).rejects.toThrow('first');
    expect(done).toBe(true);
  });
});
