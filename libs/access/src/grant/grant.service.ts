import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, requirePreconditions, today, type Preconditions, type Sql } from '@siku/platform';
import { AuditLog } from '../audit/audit-log.js';
import { requireScope } from '../permission/permission.js';
import type { Principal } from '../principal/principal.js';
import type { PurposefulAsking } from './asking.js';
import { BoundBases } from './bound-bases.js';
import { checkTerms } from './grant-check.js';
import type { GrantRequest } from './grant.dto.js';
import { foreignGrant, grantDecided, grantInvalid, grantNotFound, ownGrant } from './grant.errors.js';
import { GrantRepository, type GrantFilter } from './grant.repository.js';
import { stepOf, type Grant } from './grant.js';
import { noGrant } from './reading.errors.js';

/**
 * requested ─▶ approved ─▶ revoked
 *     └──────▶ refused
 *
 * Whoever asks does not decide. Every step is in the audit log exactly when it is in the table.
 */
@Injectable()
export class GrantService {
  constructor(
    private readonly database: Database,
    private readonly repository: GrantRepository,
    private readonly bases: BoundBases,
    private readonly audit: AuditLog,
  ) {}

  async request(request: GrantRequest, principal: Principal): Promise<Grant> {
    const errors = checkTerms(request, this.bases);
    if (errors.length > 0) throw grantInvalid(errors);
    requireScope(principal, request.base, 'read');
    const { base, purpose, legalBasis, fields, searchBy = [], divisions = [], validTo } = request;
    const grant: Grant = {
      ...{ id: randomUUID(), base, purpose, legalBasis, fields, searchBy, divisions, validTo },
      ...{ holder: principal.id, department: principal.department },
      ...{ validFrom: request.validFrom ?? today(), status: 'requested', requestedAt: new Date().toISOString() },
      ...{ decidedAt: null, decidedBy: null, decisionReason: null },
      ...{ revokedAt: null, revokedBy: null, revocationReason: null },
    };
    await this.database.transaction(async (tx) => {
      await this.repository.insert(tx, grant);
      const detail = { purpose, legalBasis, fields, searchBy, divisions, validFrom: grant.validFrom, validTo };
      await this.record(tx, principal, 'grant.request', grant, detail);
    });
    return grant;
  }

  /** Applications see their own grants, stewards and operators all of them. */
  async get(id: string, principal: Principal): Promise<Grant> {
    const grant = await this.repository.find(id);
    if (!grant || (grant.holder !== principal.id && !oversees(principal))) throw grantNotFound();
    return grant;
  }

  async list(
    { after, limit, ...filter }: GrantFilter & { after?: string; limit: number },
    principal: Principal,
  ): Promise<{ items: Grant[]; next: string | null }> {
    if (!oversees(principal)) {
      if (filter.holder !== undefined && filter.holder !== principal.id) return { items: [], next: null };
      filter.holder = principal.id;
    }
    const grants = await this.repository.list(filter, after ?? null, limit + 1);
    const items = grants.slice(0, limit);
    return { items, next: grants.length > limit ? items.at(-1)!.id : null };
  }

  approve(id: string, reason: string | null, principal: Principal, seen: Preconditions = {}): Promise<Grant> {
    return this.decide(id, 'approved', reason, principal, seen);
  }

  refuse(id: string, reason: string, principal: Principal, seen: Preconditions = {}): Promise<Grant> {
    return this.decide(id, 'refused', reason, principal, seen);
  }

  /** By a steward or an operator, or given back by whoever holds it. Takes effect with the next request. */
  async revoke(id: string, reason: string, principal: Principal, seen: Preconditions = {}): Promise<Grant> {
    return this.change(id, principal, seen, async (tx, grant) => {
      if (grant.holder !== principal.id && !oversees(principal)) throw foreignGrant();
      if (grant.status !== 'approved' && grant.status !== 'requested') throw grantDecided(grant.status);
      const at = new Date().toISOString();
      await this.repository.revoke(tx, id, { at, by: principal.id, reason });
      await this.record(tx, principal, 'grant.revoke', grant, { reason });
    });
  }

  /** The grant under which the caller reads a base. Throws 403 `no-grant`. */
  async inForce(sql: Sql, base: string, asking: PurposefulAsking): Promise<Grant> {
    const { principal, purpose } = asking;
    const grant = await this.repository.inForce(sql, principal.id, base, purpose, today());
    if (!grant) throw noGrant(base, asking);
    return grant;
  }

  private decide(
    id: string,
    status: 'approved' | 'refused',
    reason: string | null,
    principal: Principal,
    seen: Preconditions,
  ): Promise<Grant> {
    return this.change(id, principal, seen, async (tx, grant) => {
      if (grant.holder === principal.id) throw ownGrant();
      if (grant.status !== 'requested') throw grantDecided(grant.status);
      await this.repository.decide(tx, id, { status, at: new Date().toISOString(), by: principal.id, reason });
      const action = status === 'approved' ? 'grant.approve' : 'grant.refuse';
      await this.record(tx, principal, action, grant, { purpose: grant.purpose, holder: grant.holder, reason });
    });
  }

  /** Throws 412 when the grant is no longer as `seen` says; 409 when the step is none from where it is. */
  private async change(
    id: string,
    principal: Principal,
    seen: Preconditions,
    work: (tx: Sql, grant: Grant) => Promise<void>,
  ): Promise<Grant> {
    await this.database.transaction(async (tx) => {
      const grant = await this.repository.lock(tx, id);
      if (!grant) throw grantNotFound();
      requireScope(principal, grant.base, grant.holder === principal.id ? 'read' : 'write');
      requirePreconditions(seen, stepOf(grant));
      await work(tx, grant);
    });
    return (await this.repository.find(id))!;
  }

  private record(tx: Sql, principal: Principal, action: string, { id, base }: Grant, detail: object): Promise<void> {
    return this.audit.record({ principal, action, base, subject: id, outcome: 'done', detail }, tx);
  }
}

const oversees = ({ roles }: Principal): boolean => roles.includes('steward') || roles.includes('operator');
