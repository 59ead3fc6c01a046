import { randomBytes } from 'node:crypto';
import { ConfigurationError, type Configuration } from '../configuration/configuration.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/sql.js';
import { insertDataKey, lockDataKey, readDataKey, replaceWrapping, type WrappedKey } from './data-key.repository.js';
import { KeyRing, type KeyEncryptionKey } from './key-ring.js';
import { Sealer, type CipherName } from './sealer.js';
import { Vault } from './vault.js';

/** The vault of an installation; an empty database gets its data key. Throws ConfigurationError without the right key. */
export async function openVault(sql: Sql, configuration: Configuration): Promise<Vault> {
  const ring = KeyRing.open(configuration);
  if (!(await readDataKey(sql))) await insertDataKey(sql, wrap(ring.first, randomBytes(32), configuration.cipher));
  const stored = (await readDataKey(sql))!;
  return new Vault(unwrap(ring, stored), stored.cipher);
}

/** The vault of another installation. Throws ConfigurationError where its data key was wrapped with a key that is not here. */
export const vaultElsewhere = (configuration: Configuration, theirs: WrappedKey): Vault =>
  new Vault(unwrap(KeyRing.open(configuration), theirs), theirs.cipher);

/**
 * Wraps the data key with a new key-encryption key: a new one in the key file, or the first one of SIKU_KEY. What is
 * sealed stays as it is. Killed at any moment, or beside another rotation, the file holds the key that the database needs.
 */
export async function rotateKey(
  database: Database,
  configuration: Configuration,
): Promise<{ from: string; to: string }> {
  const rotation = await database.transaction(async (tx) => {
    const stored = await lockDataKey(tx);
    if (!stored) throw new ConfigurationError('nothing has been sealed in this database yet');
    const ring = KeyRing.open(configuration);
    const dataKey = unwrap(ring, stored);
    const { first } = ring.withNewKey();
    if (first.id === stored.wrappedBy)
      throw new ConfigurationError(
        `SIKU_KEY begins with ${first.id}, the key in use: put a new one before it, new,old`,
      );
    await replaceWrapping(tx, wrap(first, dataKey, stored.cipher));
    return { from: stored.wrappedBy, to: first.id };
  });
  await database.transaction(async (tx) => {
    const { wrappedBy } = (await lockDataKey(tx))!;
    KeyRing.open(configuration).keepOnly(wrappedBy);
  });
  return rotation;
}

function wrap({ id, secret }: KeyEncryptionKey, dataKey: Buffer, cipher: CipherName): WrappedKey {
  return { cipher, wrapped: new Sealer(secret, cipher).seal(dataKey.toString('base64')), wrappedBy: id };
}

function unwrap(ring: KeyRing, { cipher, wrapped, wrappedBy }: WrappedKey): Buffer {
  const key = ring.find(wrappedBy);
  const text = key && new Sealer(key.secret, cipher).open(wrapped);
  if (text === undefined || text === wrapped) {
    const present = ring.keys.map(({ id }) => id).join(', ');
    throw new ConfigurationError(
      `the database was sealed with the key ${wrappedBy}, but SIKU_KEY, SIKU_KEY_FILE or siku.key in the data directory holds ${present}`,
    );
  }
  return Buffer.from(text, 'base64');
}
