import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

/** Answers each name with its length, when told to. */
function counting(limit: number) {
  const asked: string[][] = [];
  const waiting: ((error?: Error) => void)[] = [];
  const gathering = new Gathering<number>(limit, async (names) => {
    asked.push([...names]);
    await new Promise<void>((resolve, reject) => waiting.push((error) => (error ? reject(error) : resolve())));
    return new Map(names.filter((name) => name !== 'nobody').map((name) => [name, name.length]));
  });
  const turn = () => new Promise(setImmediate);
  return { asked, gathering, turn, answer: (error?: Error) => waiting.shift()!(error) };
}

describe('questions gathered', () => {
  it('go together when they come in the same turn, and everyone has her own answer', async () => {
    const { asked, gathering, turn, answer } = counting(1);
    const answers = ['a', 'bb', 'nobody', 'bb'].map((name) => gathering.get(name));
    await turn();
    answer();
    expect(await Promise.all(answers)).toEqual([1, 2, undefined, 2]);
    expect(asked).toEqual([['a', 'bb', 'nobody']]);
  });

  it('wait while as many as may be are under way, and none has an answer that was asked for before it came', async () => {
    const { asked, gathering, turn, answer } = counting(1);
    const first = gathering.get('a');
    await turn();
    const later = [gathering.get('a'), gathering.get('bb')];
    await turn();
    expect(asked).toEqual([['a']]);
    answer();
    expect(await first).toBe(1);
    await turn();
    await turn();
    answer();
    expect(await Promise.all(later)).toEqual([1, 2]);
    expect(asked).toEqual([['a'], ['a', 'bb']]);
  });

  it('fail together, and only those that were asked together', async () => {
    const { gathering, turn, answer } = counting(2);
    const failing = [gathering.get('a'), gathering.get('bb')];
    await turn();
    const good = gathering.get('ccc');
    await turn();
    answer(new Error('gone'));
    answer();
    expect(await Promise.allSettled([...failing, good])).toEqual([
      expect.objectContaining({ reason: new Error('gone') }),
      expect.objectContaining({ reason: new Error('gone') }),
      { status: 'fulfilled', value: 3 },
    ]);
    expect(gathering.isIdle).toBe(true);
  });

  it('are so many at once and no more, and all are answered', async () => {
    const sizes: number[] = [];
    const gathering = new Gathering<string>(1, (names) => {
      sizes.push(names.length);
      return Promise.resolve(new Map(names.map((name) => [name, name])));
    });
    const names = Array.from({ length: 250 }, (_, i) => String(i));
    expect(await Promise.all(names.map((name) => gathering.get(name)))).toEqual(names);
    expect(sizes).toEqual([100, 100, 50]);
  });
});
