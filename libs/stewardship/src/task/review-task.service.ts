import { Injectable } from '@nestjs/common';
import { requireScope, type Principal, readableBases } from '@siku/access';
import { BaseRegistry, pause, type EventSource } from '@siku/master-data';
import { PolicyRepository } from '../policy/policy.repository.js';
import type { Desk } from '../policy/policy.js';
import { claimedByAnother, noSuchTask, notYoursToGive, taskClosed } from '../stewardship.errors.js';
import { ReviewTaskRepository, type QueueCount, type TaskCursor } from './review-task.repository.js';
import { PRIORITIES, type ReviewTask, type TaskFilter } from './review-task.js';

const POLL_MS = 1000;

/** Tasks per filter value. */
export type QueueCounts = Record<QueueCount['dimension'], Record<string, number>>;

@Injectable()
export class ReviewTaskService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly repository: ReviewTaskRepository,
    private readonly policies: PolicyRepository,
  ) {}

  /** Bases a principal may see tasks of; of the one asked for, if it is one of them. Throws 404, 403. */
  visible(principal: Principal, asked?: string): string[] {
    if (asked !== undefined) {
      const { code } = this.bases.get(asked);
      requireScope(principal, code, 'read');
      return [code];
    }
    const readable = readableBases(principal);
    return this.bases
      .all()
      .map(({ code }) => code)
      .filter((code) => readable === null || readable.includes(code));
  }

  async list(filter: TaskFilter, after: TaskCursor | null, limit: number) {
    const found = await this.repository.page(filter, after, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      next: found.length > limit && last ? encodeTaskCursor(last) : null,
      counts: await this.counts(filter),
    };
  }

  async counts(filter: TaskFilter): Promise<QueueCounts> {
    const counts: QueueCounts = { base: {}, kind: {}, status: {}, priority: {}, assignee: {} };
    for (const { dimension, value, count } of await this.repository.counts(filter)) counts[dimension][value] = count;
    return counts;
  }

  /** Throws 404. */
  async get(principal: Principal, id: string): Promise<ReviewTask> {
    const task = await this.repository.find(this.visible(principal), id);
    if (!task) throw noSuchTask();
    return task;
  }

  /** What lies on a steward's desk, in these bases. */
  desksOf(steward: string, bases: readonly string[]): Promise<Desk[]> {
    return this.policies.desksOf(steward, bases);
  }

  /** Throws 409 with whoever has it, 403 when somebody who is no operator gives it to another. */
  async claim(principal: Principal, task: ReviewTask, assignee: string): Promise<ReviewTask> {
    requireScope(principal, task.base, 'write');
    if (assignee !== principal.id && !principal.roles.includes('operator')) throw notYoursToGive();
    if (task.status === 'closed') throw taskClosed();
    const { claimMinutes } = await this.policies.of(task.base);
    const claim = await this.repository.claim(task.id, assignee, claimMinutes);
    const now = await this.get(principal, task.id);
    if (!claim) throw claimedByAnother(now.assignee ?? '', now.claimedUntil ?? '');
    return now;
  }

  async release(principal: Principal, task: ReviewTask): Promise<ReviewTask> {
    requireScope(principal, task.base, 'write');
    await this.repository.release(task.id, principal.id);
    return this.get(principal, task.id);
  }

  /** The queue's counts, whenever they change. */
  follow(filter: TaskFilter): EventSource {
    return (signal) => this.events(filter, signal);
  }

  private async *events(filter: TaskFilter, signal: AbortSignal) {
    for (let last = ''; !signal.aborted; await pause(POLL_MS, signal)) {
      const counts = await this.counts(filter);
      const text = JSON.stringify(counts);
      yield text === last ? null : { type: 'queue', data: counts };
      last = text;
    }
  }
}

const encodeTaskCursor = ({ priority, openedAt, id }: ReviewTask): string =>
  Buffer.from(JSON.stringify([PRIORITIES.indexOf(priority) + 1, openedAt, id])).toString('base64url');
