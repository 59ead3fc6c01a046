import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ahead } from './ahead.js';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe('ahead', () => {
  it('gives results in the order of the items, however long each takes', async () => {
    const slowFirst = ahead([30, 1, 10, 2], 3, async (ms) => {
      await sleep(ms);
      return ms;
    });
    expect(await collect(slowFirst)).toEqual([30, 1, 10, 2]);
  });

  it('has no more than the limit under way', async () => {
    let now = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await sleep(2);
      now--;
    };
    await collect(ahead(Array.from({ length: 20 }), 3, work));
    expect(most).toBe(3);
  });

  it('waits for what is under way when one fails, and begins nothing more', async () => {
    const begun: number[] = [];
    const done: number[] = [];
    const failing = ahead([1, 2, 3, 4, 5], 2, async (n) => {
      begun.push(n);
      if (n === 1) throw new Error('first');
      await sleep(10);
      done.push(n);
    });
    await expect(collect(failing)).rejects.toThrow('first');
    expect({ begun, done }).toEqual({ begun: [1, 2], done: [2] });
  });

  it('waits for what is under way when the reader leaves', async () => {
    const done: number[] = [];
    for await (const _ of ahead([1, 2, 3, 4], 2, async (n) => void done.push(n))) break;
    expect(done).toEqual([1, 2]);
  });
});
