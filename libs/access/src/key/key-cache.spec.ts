import { describe, expect, it } from '@jest/globals';
import { ApiKey } from './api-key.entity.js';
import { KEY_TTL_MS, KeyCache } from './key-cache.js';

function setUp(capacity = 10) {
  const loads: string[] = [];
  const clock = { now: 0 };
  const load = async (prefix: string): Promise<ApiKey | null> => {
    loads.push(prefix);
    if (prefix === 'broken') throw new Error('no database');
    return prefix === 'unknown' ? null : Object.assign(new ApiKey(), { prefix });
  };
  return { loads, clock, cache: new KeyCache(load, () => clock.now, capacity) };
}

describe('KeyCache', () => {
  it('loads once for concurrent and later calls, again after its time, again when told to forget', async () => {
    const { cache, loads, clock } = setUp();
    await Promise.all([cache.get('a'), cache.get('a')]);
    clock.now = KEY_TTL_MS - 1;
    await cache.get('a');
    expect(loads).toEqual(['a']);
    clock.now = KEY_TTL_MS;
    await cache.get('a');
    cache.forget('a');
    await cache.get('a');
    expect(loads).toEqual(['a', 'a', 'a']);
  });

  it('keeps the most recently used', async () => {
    const { cache, loads } = setUp(2);
    for (const prefix of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(prefix);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps neither unknown prefixes nor failures', async () => {
    const { cache, loads } = setUp();
    expect(await cache.get('unknown')).toBeNull();
    expect(await cache.get('unknown')).toBeNull();
    await expect(cache.get('broken')).rejects.toThrow();
    await expect(cache.get('broken')).rejects.toThrow();
    expect(loads).toHaveLength(4);
  });
});
