import type { Vault } from '@siku/platform';
import { FileStore } from '@tus/file-store';
import { pipeline, type Readable } from 'node:stream';

/** Unfinished uploads on disk, sealed as finished ones are. */
export class SealedUploads extends FileStore {
  constructor(
    private readonly vault: Vault,
    directory: string,
    expirationPeriodInMilliseconds: number,
  ) {
    super({ directory, expirationPeriodInMilliseconds });
  }

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    // Errors reach the store through the cipher, which pipeline() destroys with them.
    return super.write(
      pipeline(bytes, this.vault.fileCipher(id, offset), () => undefined),
      id,
      offset,
    );
  }

  /** What was uploaded, opened. */
  bytesOf(id: string): Readable {
    return pipeline(this.read(id), this.vault.fileCipher(id), () => undefined);
  }
}
