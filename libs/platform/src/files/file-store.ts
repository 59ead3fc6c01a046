import { createHash, randomUUID, type Cipher } from 'node:crypto';
import { createWriteStream, mkdirSync, openSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
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

const NAME = /^[0-9a-f-]{36}$/;

/** Uploaded files, sealed, below one directory that every process of the installation sees. */
@Injectable()
export class FileStore {
  private readonly directory: string;

  constructor(
    private readonly configuration: Configuration,
    private readonly vault: Vault,
  ) {
    this.directory = configuration.fileDirectory;
  }

  /** Stores a stream: when this answers, the file is whole and on disk, for as long as a request takes: see `keep`. When it throws, there is none. */
  async write(stream: Readable, limit = this.configuration.uploadLimit): Promise<StoredFile> {
    const file = randomUUID();
    const part = this.part(file);
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
      await this.flushFolder('parts');
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { file, size, sha256: hash.digest('hex') };
  }

  /** From now on the file stays: somebody has written down whose it is. Nothing where it stays already. */
  async keep(file: string): Promise<void> {
    const kept = this.path(file);
    await mkdir(join(this.directory, file.slice(0, 2)), { recursive: true });
    await rename(this.part(file), kept).catch(nullWhenMissing);
    await this.flushFolder(file.slice(0, 2));
  }

  /** The bytes of a stored file, as they were uploaded. */
  async open(file: string): Promise<StoredBytes> {
    const cipherAt = (position: number): Cipher => this.vault.fileCipher(file, position);
    const kept = await storedBytes(this.path(file), cipherAt).catch(nullWhenMissing);
    return kept ?? storedBytes(this.part(file), cipherAt);
  }

  async remove(file: string): Promise<void> {
    await rm(this.path(file), { force: true });
    await rm(this.part(file), { force: true });
  }

  /** What nobody has written to, nor kept, since an instant. */
  async unkept(since: number): Promise<string[]> {
    const parts = join(this.directory, 'parts');
    await mkdir(parts, { recursive: true });
    const left: string[] = [];
    for (const name of await readdir(parts)) {
      if (!NAME.test(name)) continue;
      // Gone: it is kept now, or another process was faster.
      const found = await stat(join(parts, name)).catch(nullWhenMissing);
      if (found && found.mtimeMs < since) left.push(name);
    }
    return left;
  }

  private path(file: string): string {
    return join(this.directory, nameOf(file).slice(0, 2), file);
  }

  private part(file: string): string {
    return join(this.directory, 'parts', nameOf(file));
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

function nameOf(file: string): string {
  if (!NAME.test(file)) throw new TypeError('not a name of a stored file');
  return file;
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
