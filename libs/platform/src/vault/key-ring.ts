import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError, type Configuration } from '../configuration/configuration.js';

const KEY_BYTES = 32;

/** A key-encryption key, and the name by which the database remembers which one it needs. */
export interface KeyEncryptionKey {
  /** public: a hash of the key */
  id: string;
  secret: Buffer;
}

/** Where keys come from, as an operator sees it. */
export type KeyRingSettings = Pick<Configuration, 'key' | 'keyFile' | 'dataDirectory'>;

/** Key-encryption keys of this process, the one to wrap with first; others only open what they wrapped before. */
export class KeyRing {
  private constructor(
    readonly keys: readonly KeyEncryptionKey[],
    /** the file they came from; null: the environment */
    private readonly file: string | null,
  ) {}

  /** From SIKU_KEY, SIKU_KEY_FILE, or siku.key in the data directory, which is made where there is none. */
  static open({ key, keyFile, dataDirectory }: KeyRingSettings): KeyRing {
    if (key !== undefined)
      return new KeyRing(
        key.split(',').map((text) => parsed(text, 'SIKU_KEY')),
        null,
      );
    const file = keyFile ?? join(dataDirectory, 'siku.key');
    if (keyFile === undefined) makeOnce(file);
    return new KeyRing(read(file), file);
  }

  get first(): KeyEncryptionKey {
    return this.keys[0]!;
  }

  find(id: string): KeyEncryptionKey | undefined {
    return this.keys.find((key) => key.id === id);
  }

  /** With a new first key, on disk before this answers. A ring of the environment is changed by whoever sets it. */
  withNewKey(): KeyRing {
    return this.file === null ? this : this.kept([newKey(), ...this.keys]);
  }

  /** Without the keys that nothing is wrapped with any more. */
  keepOnly(id: string): void {
    if (this.file !== null) this.kept(this.keys.filter((key) => key.id === id));
  }

  private kept(keys: readonly KeyEncryptionKey[]): KeyRing {
    write(this.file!, keys, renameSync);
    return new KeyRing(keys, this.file);
  }
}

const newKey = (): KeyEncryptionKey => named(randomBytes(KEY_BYTES));

const named = (secret: Buffer): KeyEncryptionKey => ({
  id: createHash('sha256').update('siku key id').update(secret).digest('hex').slice(0, 16),
  secret,
});

function read(file: string): KeyEncryptionKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`SIKU_KEY_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return text
    .trim()
    .split(/\s+/)
    .map((line) => parsed(line, 'SIKU_KEY_FILE'));
}

function parsed(text: string, variable: string): KeyEncryptionKey {
  const secret = Buffer.from(text.trim(), /^[0-9a-f]{64}$/i.test(text.trim()) ? 'hex' : 'base64');
  if (secret.length !== KEY_BYTES) {
    throw new ConfigurationError(`${variable} must hold keys of 32 bytes in base64: openssl rand -base64 32 makes one`);
  }
  return named(secret);
}

/** Of several processes or threads that start at once, one makes the file and all read it. */
function makeOnce(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    write(file, [newKey()], linkSync);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Nobody ever sees half a file: it is written beside its place, then linked (fails where one is) or renamed into it. */
function write(file: string, keys: readonly KeyEncryptionKey[], place: (from: string, to: string) => void): void {
  const next = `${file}.${randomUUID()}`;
  const lines = keys.map(({ secret }) => `${secret.toString('base64')}\n`);
  writeFileSync(next, lines.join(''), { mode: 0o600, flush: true });
  try {
    place(next, file);
    flushDirectory(dirname(file));
  } finally {
    rmSync(next, { force: true });
  }
}

/** The new name of a file is on disk when its directory is. */
function flushDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
