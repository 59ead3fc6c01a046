import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, openSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../configuration/configuration.js';
import { tooLarge } from '../problem/problem.js';
import { Vault } from '../vault/vault.js';
import { storedBytes, type StoredBytes } from './stored-bytes.js';

export interface StoredFile {
  /** name to ask for it by */
  file: string;
  size: number;
  /** lower-case hexadecimal */
  sha256: string;
}

/** A part file that nothing has been written to for so long was left by a process that died. */
const abandonedMilliseconds = 24 * 3_600_000;

/** Uploaded files, sealed, below one directory that every process of the installation sees. */
@Injectable()
export class FileStore implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly directory: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly configuration: Configuration,
    private readonly vault: Vault,
  ) {
    this.directory = configuration.fileDirectory;
  }

  async onApplicationBootstrap(): Promise<void> {
    // Whoever may not write there leaves it to the others; what cannot be removed now may be the next day.
    const clean = (): Promise<void> => this.removeAbandoned().catch(() => undefined);
    this.timer = setInterval(() => void clean(), abandonedMilliseconds).unref();
    await clean();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Stores a stream: when this answers, the file is whole and on disk; when it throws, there is none. */
  async write(stream: Readable, limit = this.configuration.uploadLimit): Promise<StoredFile> {
    const file = randomUUID();
    const part = join(this.directory, 'parts', file);
    // No pause before the stream is listened to: it may fail at any moment, and an error nobody hears ends the process.
    mkdirSync(join(this.directory, 'parts'), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        if (size > limit) return done(tooLarge(limit));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      // Opened at once: a stream that fails before the disk has answered would leave the part behind.
      const disk = createWriteStream(part, { fd: openSync(part, 'wx', 0o600), flush: true });
      await pipeline(stream, counted, this.vault.fileCipher(file), disk);
      await mkdir(join(this.directory, file.slice(0, 2)), { recursive: true });
      await rename(part, this.path(file));
      await this.flushFolder(file.slice(0, 2));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { file, size, sha256: hash.digest('hex') };
  }

  /** The bytes of a stored file, as they were uploaded. */
  open(file: string): Promise<StoredBytes> {
    return storedBytes(this.path(file), (position) => this.vault.fileCipher(file, position));
  }

  private path(file: string): string {
    if (!/^[0-9a-f-]{36}$/.test(file)) throw new TypeError('not a name of a stored file');
    return join(this.directory, file.slice(0, 2), file);
  }

  async remove(file: string): Promise<void> {
    await rm(this.path(file), { force: true });
  }

  /** Removes what uploads left that were cut off by the end of their process. */
  private async removeAbandoned(): Promise<void> {
    const parts = join(this.directory, 'parts');
    await mkdir(parts, { recursive: true });
    for (const name of await readdir(parts)) {
      const part = join(parts, name);
      // Gone: another upload has just become whole, or another process was faster.
      const { mtimeMs } = (await stat(part).catch(nullWhenMissing)) ?? { mtimeMs: Infinity };
      if (Date.now() - mtimeMs > abandonedMilliseconds) await rm(part, { force: true });
    }
  }

  /** A rename is durable once its folder is. */
  private async flushFolder(name: string): Promise<void> {
    if (process.platform === 'win32') return; // folders cannot be opened there
    const folder = await open(join(this.directory, name), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
