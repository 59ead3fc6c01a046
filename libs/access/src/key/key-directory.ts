import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { credentialsExpired, credentialsInvalid, credentialsRevoked } from '../authentication/authentication.errors.js';
import type { Principal } from '../principal/principal.js';
import { ApiKey } from './api-key.entity.js';
import { KeyCache } from './key-cache.js';
import type { KeyParts } from './key-text.js';

/** Last use is kept to the hour: enough to find forgotten keys, and no write per request. */
const LAST_USED_MS = 3_600_000;

/** Answers whose key this is. */
@Injectable()
export class KeyDirectory {
  private readonly cache = new KeyCache((prefix) => this.dataSource.manager.findOneBy(ApiKey, { prefix }));

  constructor(private readonly dataSource: DataSource) {}

  /** Throws 401. Expiry and revocation are told only to whoever has the secret. */
  async authenticate({ prefix, secret }: KeyParts): Promise<Principal> {
    const now = new Date();
    const key = await this.cache.get(prefix);
    if (!key?.accepts(secret, now)) throw credentialsInvalid();
    if (key.revokedAt !== null) throw credentialsRevoked();
    if (key.expiresAt !== null && key.expiresAt <= now) throw credentialsExpired();
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= LAST_USED_MS) await this.touch(key, now);
    return key.principal;
  }

  /** After a change of the key. */
  forget(prefix: string): void {
    this.cache.forget(prefix);
  }

  private async touch(key: ApiKey, now: Date): Promise<void> {
    // Set on the cached key first: concurrent requests leave the write to this one.
    key.lastUsedAt = new Date(Math.floor(now.getTime() / LAST_USED_MS) * LAST_USED_MS);
    await this.dataSource.manager.update(ApiKey, { id: key.id }, { lastUsedAt: key.lastUsedAt });
  }
}
