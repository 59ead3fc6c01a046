import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AskedThread } from './asked-thread.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-thread-'));

/** A program in plain JavaScript that speaks as `answerQuestions` does. */
function program(name: string, answer: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { parentPort, workerData } from 'node:worker_threads';
     const answer = ${answer};
     parentPort.on('message', (asked) => {
       if (asked === null) return parentPort.close();
       try { parentPort.postMessage({ number: asked.number, answer: answer(asked.question, workerData) }); }
       catch (error) { parentPort.postMessage({ number: asked.number, error }); }
     });
     parentPort.postMessage({ number: 0 });`,
  );
  return file;
}

describe('a thread that is asked', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('answers each question, and says what went wrong with one', async () => {
    const thread = new AskedThread(
      program('adds', `(n, add) => { if (n < 0) throw new RangeError('below nothing'); return n + add; }`),
      10,
    );
    const answers = [thread.ask<number>(1), thread.ask<number>(2)];
    await expect(thread.ask(-1)).rejects.toThrow('below nothing');
    expect(await Promise.all(answers)).toEqual([11, 12]);
    await thread.stop();
  });

  it('leaves no question open when it ends', async () => {
    const thread = new AskedThread(program('ends', `() => process.exit(3)`), null);
    await expect(thread.ask('anything')).rejects.toThrow('ended before');
    await expect(thread.ask('more')).rejects.toThrow('ended before');
    expect(thread.isLost).toBe(true);
    await thread.stop();
  });

  it('is lost when its program does not start', async () => {
    const thread = new AskedThread(join(folder, 'nowhere.mjs'), null);
    await expect(thread.ask('anything')).rejects.toThrow('nowhere.mjs');
    await thread.stop();
  });
});
