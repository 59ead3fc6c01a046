import { afterAll, describe, expect, it } from '@jest/globals';
import { Configuration, FileStore, Vault } from '@siku/platform';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AbandonedFiles } from './abandoned-files.js';
import type { BatchRepository } from './batch.repository.js';

const YESTERDAY = Date.now() / 1_000 - 25 * 3_600;

describe('files that no batch names', () => {
  const directory = mkdtempSync(join(tmpdir(), 'siku-abandoned-'));
  const files = new FileStore(Configuration.of({ dataDirectory: directory }), Vault.ephemeral());
  const parts = join(directory, 'files/parts');
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const written = async (isOld: boolean): Promise<string> => {
    const { file } = await files.write(Readable.from(['x']));
    if (isOld) utimesSync(join(parts, file), YESTERDAY, YESTERDAY);
    return file;
  };

  it('are removed when their day is over; what one names stays, though its process died before it was kept', async () => {
    const [left, arriving, named] = [await written(true), await written(false), await written(true)];
    const filesAmong = (among: readonly string[]): Promise<string[]> =>
      Promise.resolve(among.filter((file) => file === named));
    const abandoned = new AbandonedFiles(files, { filesAmong } as unknown as BatchRepository);
    await abandoned.onApplicationBootstrap();
    abandoned.onApplicationShutdown();
    expect(readdirSync(parts)).toEqual([arriving]);
    await expect(files.open(left)).rejects.toThrow('ENOENT');
    expect(existsSync(join(directory, 'files', named.slice(0, 2), named))).toBe(true);
  });
});
