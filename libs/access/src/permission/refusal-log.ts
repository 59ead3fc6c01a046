import { Injectable } from '@nestjs/common';
import { Logger, Problem, ProblemWitnesses } from '@siku/platform';
import type { AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { tokenOf } from '../authentication/credentials.js';
import { ReadingRefusal } from '../grant/reading-refusal.js';
import { parseKey } from '../key/key-text.js';
import type { AuthenticatedRequest } from '../principal/authenticated-request.js';

/** Writes refused requests (401, 403, and readings refused for any reason) to the audit log, whoever refused them. */
@Injectable()
export class RefusalLog {
  constructor(
    private readonly audit: AuditLog,
    private readonly logger: Logger,
    problems: ProblemWitnesses,
  ) {
    problems.add((problem, request) => (isRefusal(problem) ? this.write(request, problem) : undefined));
  }

  /** A refusal stands even when it cannot be written down. */
  private async write(request: AuthenticatedRequest, refusal: Problem): Promise<void> {
    const route = request.routeOptions?.url ?? 'unknown route';
    try {
      await this.audit.recordMany(entriesOf(request, route, refusal));
    } catch (error) {
      this.logger.error(
        { method: request.method, route, code: refusal.code, error },
        'a refusal could not be written to the audit log',
      );
    }
  }
}

/** One for each record that a refused reading would have delivered; otherwise one. */
function entriesOf(request: AuthenticatedRequest, route: string, refusal: Problem): AuditEntry[] {
  const reading = refusal instanceof ReadingRefusal ? refusal.reading : null;
  const { base, fields, purpose, case: file, grant } = reading ?? {};
  const subjects = reading && reading.subjects.length > 0 ? reading.subjects : [subjectOf(request.params)];
  return subjects.map((subject) => ({
    principal: request.principal ?? null,
    action: `${request.method} ${route}`,
    outcome: 'refused',
    ...(subject !== undefined && { subject }),
    ...(base !== undefined && { base }),
    ...(fields !== undefined && { fields }),
    detail: {
      code: refusal.code,
      address: request.ip,
      ...keyOf(request),
      ...(reading && { purpose, case: file, grant }),
    },
  }));
}

/** The route's `id` or `code`. Other parameters may hold identifiers of persons. */
function subjectOf(params: unknown): string | undefined {
  const { id, code } = (params ?? {}) as { id?: unknown; code?: unknown };
  const subject = id ?? code;
  return typeof subject === 'string' ? subject : undefined;
}

/** Whose key it may have been, when it was not good: the public part of it only. */
function keyOf(request: AuthenticatedRequest): { key?: string } {
  const parts = request.principal ? null : parseKey(tokenOf(request) ?? '');
  return parts ? { key: parts.prefix } : {};
}

const isRefusal = (problem: Problem): boolean =>
  problem instanceof ReadingRefusal || problem.status === 401 || problem.status === 403;
