import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Principal } from '../principal/principal.js';
import { ApiKey } from './api-key.entity.js';
import { KeyDirectory } from './key-directory.js';
import type { KeyCreation, KeyPage, KeyView, KeyWithSecret } from './key.dto.js';
import { cursorInvalid, departmentNeeded, expiryPast, keyAlreadyRevoked, keyNotFound } from './key.errors.js';
import { createPrefix, createSecret, keyText, secretHash } from './key-text.js';

const MINUTE_MS = 60_000;

/** The operator's side of API keys. Every change is in the audit log exactly when it is in the table. */
@Injectable()
export class KeyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: KeyDirectory,
    private readonly audit: AuditLog,
  ) {}

  async create(creation: KeyCreation, principal: Principal): Promise<KeyWithSecret> {
    const now = new Date();
    const { name, roles, department = null, scopes = [] } = creation;
    const expiresAt = creation.expiresAt === undefined ? null : new Date(creation.expiresAt);
    if (roles.includes('uploader') && department === null) throw departmentNeeded();
    if (expiresAt !== null && expiresAt <= now) throw expiryPast();

    const secret = createSecret();
    const key = Object.assign(new ApiKey(), {
      id: randomUUID(),
      name,
      prefix: createPrefix(),
      secretHash: secretHash(secret),
      previousHash: null,
      previousUntil: null,
      roles,
      department,
      scopes,
      createdAt: now,
      createdBy: principal.id,
      rotatedAt: null,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
    });
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(ApiKey, key);
      await this.record(manager, principal, 'key.create', key.id, { roles, department, scopes, expiresAt });
    });
    return Object.assign(viewOf(key), { key: keyText({ prefix: key.prefix, secret }) });
  }

  async list(after: string | undefined, limit: number): Promise<KeyPage> {
    const query = this.dataSource.manager
      .createQueryBuilder(ApiKey, 'key')
      .orderBy('key.createdAt')
      .addOrderBy('key.id')
      .take(limit + 1);
    if (after !== undefined) {
      const last = await this.dataSource.manager.findOneBy(ApiKey, { id: after });
      if (!last) throw cursorInvalid();
      query.where('(key.createdAt, key.id) > (:createdAt, :id)', { createdAt: last.createdAt, id: last.id });
    }
    const keys = await query.getMany();
    const items = keys.slice(0, limit).map(viewOf);
    return { items, next: keys.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async get(id: string): Promise<KeyView> {
    const key = await this.dataSource.manager.findOneBy(ApiKey, { id });
    if (!key) throw keyNotFound();
    return viewOf(key);
  }

  /** A new secret for the same key; the old one is accepted for `overlapMinutes` more. */
  async rotate(id: string, overlapMinutes: number, principal: Principal): Promise<KeyWithSecret> {
    const secret = createSecret();
    const key = await this.change(id, async (manager, held, now) => {
      if (held.revokedAt !== null) throw keyAlreadyRevoked();
      held.previousHash = overlapMinutes > 0 ? held.secretHash : null;
      held.previousUntil = overlapMinutes > 0 ? new Date(now.getTime() + overlapMinutes * MINUTE_MS) : null;
      held.secretHash = secretHash(secret);
      held.rotatedAt = now;
      const { previousHash, previousUntil, rotatedAt } = held;
      await manager.update(ApiKey, { id }, { secretHash: held.secretHash, previousHash, previousUntil, rotatedAt });
      await this.record(manager, principal, 'key.rotate', id, { overlapMinutes });
    });
    return Object.assign(viewOf(key), { key: keyText({ prefix: key.prefix, secret }) });
  }

  /** Revoking twice is revoking once. */
  async revoke(id: string, principal: Principal): Promise<void> {
    await this.change(id, async (manager, key, now) => {
      if (key.revokedAt !== null) return;
      await manager.update(ApiKey, { id }, { revokedAt: now, revokedBy: principal.id });
      await this.record(manager, principal, 'key.revoke', id);
    });
  }

  private async change(
    id: string,
    work: (manager: EntityManager, key: ApiKey, now: Date) => Promise<void>,
  ): Promise<ApiKey> {
    const key = await this.dataSource.transaction(async (manager) => {
      const held = await manager.findOne(ApiKey, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!held) throw keyNotFound();
      await work(manager, held, new Date());
      return held;
    });
    this.directory.forget(key.prefix);
    return key;
  }

  private record(
    manager: EntityManager,
    principal: Principal,
    action: string,
    subject: string,
    detail?: object,
  ): Promise<void> {
    return this.audit.record(
      { principal, action, subject, outcome: 'done', detail },
      { query: <T>(sql: string, parameters?: unknown[]): Promise<T[]> => manager.query<T[]>(sql, parameters) },
    );
  }
}

function viewOf(key: ApiKey): KeyView {
  const {
    id,
    name,
    prefix,
    roles,
    department,
    scopes,
    createdAt,
    createdBy,
    rotatedAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  } = key;
  return {
    id,
    name,
    prefix,
    roles,
    department,
    scopes,
    createdAt,
    createdBy,
    rotatedAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
