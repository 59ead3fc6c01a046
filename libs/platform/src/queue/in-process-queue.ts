import { AsyncResource } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import {
  jobAttempts,
  jobDrainMilliseconds,
  jobRetryMilliseconds,
  JobQueue,
  type JobData,
  type JobHandler,
} from './job-queue.js';
import { runJob } from './run-job.js';

interface WaitingJob {
  name: string;
  id: string;
}

/** Runs jobs inside this process, in the order they were offered. An offer equal to one still waiting adds nothing. */
export class InProcessQueue extends JobQueue implements BeforeApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly waiting: WaitingJob[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  /** A job is no part of the work that offered it. */
  private readonly apart = new AsyncResource('siku-job');

  constructor(
    private readonly concurrency: number,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly retryMilliseconds = jobRetryMilliseconds,
  ) {
    super();
  }

  override async enqueue(name: string, { id }: JobData): Promise<void> {
    if (this.waiting.some((job) => job.name === name && job.id === id)) return;
    this.waiting.push({ name, id });
    this.startNext();
  }

  override process(name: string, handler: JobHandler): void {
    if (this.handlers.has(name)) throw new Error(`the job ${name} has a handler already`);
    this.handlers.set(name, handler);
    this.startNext();
  }

  override async check(): Promise<void> {}

  /** Waits until nothing waits or runs; for tests and tools. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.race(this.running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort(new Error('the process is ending'));
    const timer = new AbortController();
    const drained = Promise.all(this.running).then(() => timer.abort());
    await Promise.race([
      drained,
      pause(jobDrainMilliseconds, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    if (this.running.size > 0) this.logger.warn({ running: this.running.size }, 'jobs did not stop in time');
  }

  private startNext(): void {
    while (this.running.size < this.concurrency && !this.ending.signal.aborted) {
      const next = this.waiting.findIndex(({ name }) => this.handlers.has(name));
      if (next < 0) return;
      const [job] = this.waiting.splice(next, 1) as [WaitingJob];
      const run = this.apart
        .runInAsyncScope(() => this.run(job))
        .finally(() => {
          this.running.delete(run);
          this.startNext();
        });
      this.running.add(run);
    }
  }

  private async run(job: WaitingJob): Promise<void> {
    const { signal } = this.ending;
    const handler = this.handlers.get(job.name) as JobHandler;
    for (let attempt = 1; attempt <= jobAttempts; attempt++) {
      const isLast = attempt === jobAttempts;
      try {
        await runJob({ ...job, isLast }, handler, signal, this.logger, this.metrics);
        return;
      } catch {
        // Told by runJob. Unfinished, its row is offered again by its owner.
        if (signal.aborted || isLast) return;
        await pause(this.retryMilliseconds * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
    }
  }
}
