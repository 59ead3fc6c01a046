import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

describe('two processes that build in one tree', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'siku-build-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const work = async (name: string): Promise<void> => {
    const build = JSON.stringify(join(process.cwd(), 'tools/build.mjs'));
    const log = JSON.stringify(join(folder, 'log'));
    const lock = JSON.stringify(join(folder, 'lock'));
    const code = `
      import { appendFileSync } from 'node:fs';
      import { oneAtATime } from ${build};
      oneAtATime(${lock}, () => {
        appendFileSync(${log}, 'begin ${name} ');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
        appendFileSync(${log}, 'end ${name} ');
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  };

  it('do it one after the other, and wait for none that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    writeFileSync(join(folder, 'lock'), String(gone.pid));
    await Promise.all(['a', 'b'].map(work));
    const told = readFileSync(join(folder, 'log'), 'utf8');
    expect(['begin a end a begin b end b ', 'begin b end b begin a end a ']).toContain(told);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});
