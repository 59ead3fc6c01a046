import type { Vault } from '@siku/platform';
import { FileConfigstore, FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';

/** Unfinished uploads on disk, sealed as finished ones are. */
export class SealedUploads extends FileStore {
  constructor(
    private readonly vault: Vault,
    directory: string,
    expirationPeriodInMilliseconds: number,
  ) {
    super({ directory, expirationPeriodInMilliseconds, configstore: new WholeNotes(directory) });
  }

  /** Nothing of an upload stays that could not be noted down. */
  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload);
    } catch (error) {
      await rm(join(this.directory, upload.id), { force: true });
      throw error;
    }
  }

  /** What reached the disk before an error stays; the error is thrown as it was, which the protocol's own store does not. */
  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const disk = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    await finished(bytes, this.vault.fileCipher(id, offset), disk);
    return offset + disk.bytesWritten;
  }

  /** What was uploaded, opened. */
  bytesOf(id: string): Readable {
    return pipeline(this.read(id), this.vault.fileCipher(id), () => undefined);
  }
}

/** What is noted of each upload: the old note holds until the new one is wholly on disk. */
class WholeNotes extends FileConfigstore {
  private turn: Promise<void> = Promise.resolve();

  /** One after the other: two requests about one upload would write one file. */
  override set(id: string, upload: Upload): Promise<void> {
    const written = this.turn.then(() => this.replace(id, upload));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async replace(id: string, upload: Upload): Promise<void> {
    const file = join(this.directory, `${id}.json`);
    const next = `${file}.next`;
    try {
      await writeFile(next, JSON.stringify(upload), { flush: true });
      await rename(next, file);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  }
}
