import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Principal, Role } from '../principal/principal.js';
import { sameSecret } from './key-text.js';

/** Constraints carry the names of the migration, for the drift check. */
@Entity({ schema: 'access', name: 'api_key' })
@Unique('api_key_prefix', ['prefix'])
@Check('api_key_roles', `roles <@ ARRAY['uploader', 'application', 'steward', 'operator'] AND cardinality(roles) > 0`)
@Check('api_key_department', `department IS NOT NULL OR NOT 'uploader' = ANY (roles)`)
export class ApiKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  prefix!: string;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  @Column('bytea', { name: 'previous_hash', nullable: true })
  previousHash!: Buffer | null;

  @Column('timestamp with time zone', { name: 'previous_until', precision: 3, nullable: true })
  previousUntil!: Date | null;

  @Column('text', { array: true })
  roles!: Role[];

  @Column('text', { nullable: true })
  department!: string | null;

  @Column('text', { array: true, default: '{}' })
  scopes!: string[];

  @Column('timestamp with time zone', { name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamp with time zone', { name: 'rotated_at', precision: 3, nullable: true })
  rotatedAt!: Date | null;

  @Column('timestamp with time zone', { name: 'expires_at', precision: 3, nullable: true })
  expiresAt!: Date | null;

  @Column('timestamp with time zone', { name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamp with time zone', { name: 'revoked_at', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'revoked_by', nullable: true })
  revokedBy!: string | null;

  /** The present secret, or the one before the last rotation while that is still accepted. */
  accepts(secret: string, now: Date): boolean {
    if (sameSecret(secret, this.secretHash)) return true;
    return (
      this.previousHash !== null &&
      this.previousUntil !== null &&
      now < this.previousUntil &&
      sameSecret(secret, this.previousHash)
    );
  }

  get principal(): Principal {
    const { id, roles, department, scopes } = this;
    return { id: `key:${id}`, kind: 'key', roles, department, scopes };
  }
}
