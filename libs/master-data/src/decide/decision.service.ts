import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@siku/access';
import { Database, JobQueue, type Sql } from '@siku/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import { PublicationRepository } from '../publish/publication.repository.js';
import { PublicationService, type Lease } from '../publish/publication.service.js';
import type { Decision, NewDecision } from './decision.js';
import { alreadyDecided, alreadyUndone, noSuchDecision, notToApprove } from './decision.errors.js';
import { DecisionRepository, type DecisionFilter } from './decision.repository.js';

/** Name of the job that publishes what stewards decided. */
export const DECISION_JOB = 'decision';

/** How long a steward waits to see her decision published; it is durable before. */
const WAIT_MS = 10_000;

const POLL_MS = 40;

/** Principal of a publication in which decisions of several stewards come into force. */
const STEWARDS = 'stewards';

/** Takes decisions in, and publishes together what is asked for at a time. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly repository: DecisionRepository,
    private readonly publicationRepository: PublicationRepository,
    private readonly publications: PublicationService,
    private readonly queue: JobQueue,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Makes a decision durable and waits a while for its publication. With an Idempotency-Key used before it answers the
   * decision made then; throws 409 with the first decision when the task has been decided.
   */
  async decide(principal: Principal, base: Base, decision: NewDecision): Promise<Decision> {
    return this.published(await this.database.transaction((tx) => this.decideWithin(tx, principal, base, decision)));
  }

  /** The same in a transaction of somebody else's, for a decision that no ruling follows from: nothing is published. */
  async decideWithin(tx: Sql, principal: Principal, base: Base, decision: NewDecision): Promise<Decision> {
    const made = await this.made(tx, principal, base, decision);
    if (made) return made;
    const earlier = (await this.repository.findEarlier(tx, decision))!;
    if (decision.task !== null && earlier.task === decision.task && earlier.actor !== decision.actor) {
      throw alreadyDecided(earlier);
    }
    return earlier;
  }

  /**
   * Several at once, all or none; throws 409 when one of the tasks has been decided by somebody else, or otherwise. What the
   * same principal answered the same is answered again: a lost answer can be asked for. Waits for no publication.
   */
  async decideAll(
    principal: Principal,
    decisions: readonly { base: Base; decision: NewDecision }[],
  ): Promise<Decision[]> {
    const made = await this.database.transaction(async (tx) => {
      const stored: Decision[] = [];
      for (const { base, decision } of decisions) {
        const first = await this.made(tx, principal, base, decision);
        const one = first ?? (await this.repository.findEarlier(tx, decision))!;
        if (one.actor !== decision.actor || one.kind !== decision.kind) throw alreadyDecided(one);
        stored.push(one);
      }
      return stored;
    });
    for (const { id } of made) await this.queue.enqueue(DECISION_JOB, { version: 1, id });
    return made;
  }

  /** Lets a decision of somebody else go ahead. Throws 403 for one's own, 409 when it does not wait. */
  async approve(principal: Principal, id: string): Promise<Decision> {
    const decision = await this.find(id);
    const approved = await this.database.transaction(async (tx) => {
      const approvedOne = await this.repository.approve(tx, id, principal.id);
      if (approvedOne) await this.audit.record(auditEntry(principal, 'decision.approve', approvedOne), tx);
      return approvedOne;
    });
    if (!approved) throw notToApprove(decision, principal.id);
    return this.published(approved);
  }

  private async made(tx: Sql, principal: Principal, base: Base, decision: NewDecision): Promise<Decision | null> {
    const stored = await this.repository.insert(tx, base, randomUUID(), decision);
    if (!stored) return null;
    await this.audit.record(auditEntry(principal, `decision.${stored.kind}`, stored), tx);
    for (const earlier of decision.supersedes ?? []) {
      await this.repository.requestUndo(tx, earlier, principal.id, decision.reason);
    }
    return stored;
  }

  /** Takes a decision back, in a publication of its own: what follows is as if it had never been made. */
  async undo(principal: Principal, id: string, reason: string): Promise<Decision> {
    const decision = await this.find(id);
    const undone = await this.database.transaction(async (tx) => {
      const asked = await this.repository.requestUndo(tx, id, principal.id, reason);
      if (asked) await this.audit.record(auditEntry(principal, 'decision.undo', asked), tx);
      return asked;
    });
    if (!undone) throw alreadyUndone(decision);
    return this.published(undone);
  }

  async find(id: string): Promise<Decision> {
    const decision = await this.repository.find(id);
    if (!decision) throw noSuchDecision();
    return decision;
  }

  list(filter: DecisionFilter, before: number | null, limit: number): Promise<Decision[]> {
    return this.repository.list(filter, before, limit);
  }

  /** Offers again what a lost queue or a stopped process left undone. */
  async offerRequested(): Promise<void> {
    for (const { id } of await this.repository.requested()) await this.queue.enqueue(DECISION_JOB, { version: 1, id });
  }

  /** The job: publishes everything that is asked for in the base of one decision. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    const decision = await this.repository.find(id);
    if (!decision?.requested || decision.requested === 'approval') return;
    const base = this.bases.get(decision.base);
    await this.publications.withLease(base, signal, async (lease) => {
      for (;;) {
        const requested = await this.repository.requested(base.code);
        if (requested.length === 0) return;
        await this.publish(base, lease, requested);
      }
    });
  }

  private async publish(base: Base, { known, publish }: Lease, requested: readonly Decision[]): Promise<void> {
    const asked = (what: Decision['requested']): number[] =>
      requested.filter((one) => one.requested === what).map(({ number }) => number);
    const inForce = { with: asked('publish'), without: asked('undo') };
    const actors = new Set(requested.map((one) => (one.requested === 'undo' && one.undoneBy) || one.actor));
    await this.publicationRepository.markDirty(base);
    await this.repository.touch(base, [...inForce.with, ...inForce.without]);
    await publish({
      cause: 'decision',
      actor: actors.size === 1 ? [...actors][0]! : STEWARDS,
      known,
      inForce,
      onStage: () => Promise.resolve(),
      onProgress: () => undefined,
      alongside: (tx, next) => this.repository.stamp(tx, inForce, next),
    });
  }

  private async published(decision: Decision): Promise<Decision> {
    const { id, requested } = decision;
    if (requested === null || requested === 'approval') return decision;
    await this.queue.enqueue(DECISION_JOB, { version: 1, id });
    for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(POLL_MS)) {
      const now = (await this.repository.find(id))!;
      if (now.requested === null) return now;
    }
    return (await this.repository.find(id))!;
  }
}

const auditEntry = (principal: Principal, action: string, { base, id }: Decision) =>
  ({ principal, action, base, subject: id, outcome: 'done' }) as const;
