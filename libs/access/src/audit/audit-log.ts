import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Logger, type Sql } from '@siku/platform';
import { pendingEntry, type AuditEntry, type PendingEntry } from './audit-entry.js';
import { auditUnavailable } from './audit.errors.js';
import { AuditRepository } from './audit.repository.js';
import { GroupedActs } from './grouped-acts.js';

/** How long `recordSoon` may keep an entry back; a crash loses no more than this. */
const DELAY_MS = 100;
/** Pause after a failed write, so that a database that is down is not hammered. */
const RETRY_MS = 1000;
/** Entries of one write, which other processes wait for: some ten milliseconds. */
const LARGEST_WRITE = 200;
/** Beyond this the database has been away for long, and what cannot be audited must not be delivered. */
const MOST_WAITING = 20_000;

interface Write {
  readonly entries: readonly PendingEntry[];
  /** What it counts towards MOST_WAITING. */
  readonly acts: number;
  /** Absent for `recordSoon`, which is tried again instead. */
  readonly settle?: { resolve(): void; reject(error: unknown): void };
}

/**
 * The audit log: numbered, hash-chained, append-only.
 *
 * | call | durable | for |
 * |---|---|---|
 * | `record(entry, tx)` | with the transaction | a change: the entry exists exactly when the change does. Call it last: the chain's lock is held until commit |
 * | `await record(entry)`, `await recordMany(entries)` | when it resolves | deliveries of personal data (before the answer is sent) and refusals. Concurrent calls share one write |
 * | `recordSoon(entry)` | within 100 ms, and on shutdown | point reads of open and general data, where a crash may lose the last moments. Reads of one caller that differ in their subject only become one entry with `detail.subjects` |
 *
 * Inside a transaction always pass `tx`: another connection would wait for the transaction that waits for it.
 */
@Injectable()
export class AuditLog implements OnApplicationShutdown {
  private waiting: Write[] = [];
  private waitingActs = 0;
  private readonly soon = new GroupedActs();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> | null = null;

  constructor(
    private readonly repository: AuditRepository,
    private readonly logger: Logger,
  ) {}

  record(entry: AuditEntry, tx?: Sql): Promise<void> {
    return this.recordMany([entry], tx);
  }

  async recordMany(entries: readonly AuditEntry[], tx?: Sql): Promise<void> {
    const now = new Date();
    const pending = entries.map((entry) => pendingEntry(entry, now));
    if (pending.length === 0) return;
    if (tx) return void (await this.repository.appendWithin(tx, pending));
    this.checkRoom(pending.length);
    await new Promise<void>((resolve, reject) => {
      this.enqueue({ entries: pending, acts: pending.length, settle: { resolve, reject } });
      void this.flush();
    });
  }

  /** Throws a 503 problem when entries have not reached the database for long. */
  recordSoon(entry: AuditEntry): void {
    this.checkRoom(1);
    this.soon.add(entry, new Date());
    this.schedule(DELAY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.enqueueSoon();
    await this.flush();
    if (this.waitingActs > 0) this.logger.error({ acts: this.waitingActs }, 'audit entries are lost');
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private checkRoom(acts: number): void {
    if (this.waitingActs + this.soon.acts + acts > MOST_WAITING) throw auditUnavailable();
  }

  private enqueue(write: Write): void {
    this.waiting.push(write);
    this.waitingActs += write.acts;
  }

  private enqueueSoon(): void {
    const { acts } = this.soon;
    if (acts > 0) this.enqueue({ entries: this.soon.take(), acts });
  }

  private schedule(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.enqueueSoon();
      void this.flush();
    }, delay);
  }

  /** Writes all that waits, and what arrives meanwhile. Never rejects: those who wait are told, the rest is tried again. */
  private async flush(): Promise<void> {
    if (this.waiting.length > 0) await (this.flushing ??= this.drain());
  }

  private async drain(): Promise<void> {
    let failed = false;
    while (this.waiting.length > 0 && !failed) failed = !(await this.writeSome());
    // Cleared in the same step that found nothing waiting: an entry enqueued any later starts a flush of its own.
    this.flushing = null;
    if (failed) this.schedule(RETRY_MS);
  }

  private async writeSome(): Promise<boolean> {
    const writes = this.take();
    try {
      await this.repository.append(writes.flatMap((write) => write.entries));
      for (const write of writes) write.settle?.resolve();
      return true;
    } catch (error) {
      for (const write of writes) write.settle?.reject(error);
      const again = writes.filter((write) => !write.settle);
      if (again.length === 0) return true;
      this.logger.error({ writes: again.length, error }, 'audit entries could not be written and will be tried again');
      this.waiting.unshift(...again);
      this.waitingActs += again.reduce((sum, write) => sum + write.acts, 0);
      return false;
    }
  }

  /** Whole calls, so that the entries of one stay together; a call larger than a write goes alone. */
  private take(): Write[] {
    let size = 0;
    let count = 0;
    for (const write of this.waiting) {
      if (count > 0 && size + write.entries.length > LARGEST_WRITE) break;
      size += write.entries.length;
      this.waitingActs -= write.acts;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}
