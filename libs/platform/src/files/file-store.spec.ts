import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Configuration } from '../configuration/configuration.js';
import { Vault } from '../vault/vault.js';
import { FileStore } from './file-store.js';

describe('FileStore', () => {
  const directory = mkdtempSync(join(tmpdir(), 'siku-files-'));
  const store = new FileStore(Configuration.of({ dataDirectory: directory, uploadLimit: 2_000 }), Vault.ephemeral());
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('stores a stream with its size and digest', async () => {
    const stored = await store.write(Readable.from([Buffer.from('机构,'), Buffer.from('代码')]));
    expect(stored).toMatchObject({ size: 13, sha256: createHash('sha256').update('机构,代码').digest('hex') });
    const bytes = await store.open(stored.file);
    expect(bytes.size).toBe(13);
    expect(await text(bytes.read())).toBe('机构,代码');
    expect(await text(bytes.read(7))).toBe('代码');
    await store.remove(stored.file);
    await expect(store.open(stored.file)).rejects.toThrow('ENOENT');
  });

  it('keeps no file as it came', async () => {
    const { file } = await store.write(Readable.from([Buffer.from('330203197001010017')]));
    const onDisk = readFileSync(join(directory, 'files/parts', file));
    expect(onDisk).toHaveLength(18);
    expect(onDisk.toString('latin1')).not.toContain('3302');
    await store.remove(file);
  });

  it('refuses what is too large and leaves nothing', async () => {
    await expect(store.write(Readable.from([Buffer.alloc(1_500), Buffer.alloc(1_500)]))).rejects.toMatchObject({
      status: 413,
    });
    expect(readdirSync(join(directory, 'files/parts'))).toEqual([]);
  });

  it('leaves nothing of a stream that breaks off', async () => {
    const broken = new Readable({ read() {} });
    broken.push('half');
    setImmediate(() => broken.destroy(new Error('connection lost')));
    await expect(store.write(broken)).rejects.toThrow('connection lost');
    expect(readdirSync(join(directory, 'files/parts'))).toEqual([]);
  });

  it('finds a file whether it is kept or not, and tells which are not', async () => {
    const [kept, left] = [await store.write(Readable.from(['kept'])), await store.write(Readable.from(['left']))];
    await store.keep(kept.file);
    await store.keep(kept.file);
    writeFileSync(join(directory, 'files/parts/.nfs0001'), 'of somebody else');
    expect(await store.unkept(Date.now() - 60_000)).toEqual([]);
    expect(await store.unkept(Date.now() + 1_000)).toEqual([left.file]);
    for (const { file, size } of [kept, left]) expect(await store.open(file)).toMatchObject({ size });
    for (const { file } of [kept, left]) await store.remove(file);
    await expect(store.open(left.file)).rejects.toThrow('ENOENT');
  });

  it('takes no path for a name', async () => {
    await expect(store.remove('../../etc/passwd')).rejects.toThrow(TypeError);
  });
});
