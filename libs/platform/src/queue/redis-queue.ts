import { setTimeout as pause } from 'node:timers/promises';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
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

export interface RedisQueueOptions {
  url: string;
  /** whether this process runs jobs, or only offers them */
  work: boolean;
  concurrency: number;
  /** how long a worker that died keeps its jobs from others, about */
  leaseSeconds: number;
  /** queues of several installations in one Redis are told apart by this */
  name?: string;
}

/** How long an offer waits for Redis. Where it has never been reached, BullMQ waits for ever. */
const offerMilliseconds = 2_000;

/** What Redis takes to let go of a process that ends. */
const closeMilliseconds = 2_000;

/** What a socket is given to close; ioredis keeps the process for all of it where there is no connection to close. */
const socketMilliseconds = 200;

/** Undefined when it takes longer. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const late = pause(milliseconds, undefined, { signal: settled.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    settled.abort();
  }
}

/** BullMQ: any number of workers on one Redis. */
export class RedisQueue extends JobQueue implements BeforeApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly connections: Redis[] = [];
  private readonly queue: Queue<JobData>;
  private worker?: Worker<JobData>;
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly options: RedisQueueOptions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    super();
    this.queue = new Queue(this.name, { connection: this.connect(false) });
    this.queue.on('error', (error) => this.logger.error({ error }, 'queue error'));
  }

  override async enqueue(name: string, data: JobData): Promise<void> {
    try {
      const offered = await within(offerMilliseconds, this.add(name, data));
      if (!offered) throw new Error(`Redis has not answered for ${offerMilliseconds} ms`);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.logger.error({ job: name, id: data.id, error }, 'job not offered, for now: the queue is away');
    }
  }

  private add(name: string, data: JobData): Promise<unknown> {
    return this.queue.add(name, data, {
      attempts: jobAttempts,
      backoff: { type: 'exponential', delay: jobRetryMilliseconds },
      removeOnComplete: true,
      removeOnFail: { age: 86_400 },
      // One offer waits at most; one that arrives while its like is running is kept, for what it is about came later.
      deduplication: { id: `${name}-${data.id}`, keepLastIfActive: true },
    });
  }

  override process(name: string, handler: JobHandler): void {
    if (!this.options.work) return;
    if (this.handlers.has(name)) throw new Error(`the job ${name} has a handler already`);
    this.handlers.set(name, handler);
    this.worker ??= this.startWorker();
  }

  override async check(): Promise<void> {
    const [connection] = this.connections;
    // A command waits until the connection is back.
    if (connection?.status !== 'ready') throw new Error('Redis is away');
    await connection.ping();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort(new Error('the process is ending'));
    const isAway = this.connections.some(({ status }) => status !== 'ready');
    // Closing in order waits for Redis, which may never come.
    const closed = isAway ? undefined : this.close(false);
    await within(jobDrainMilliseconds, Promise.allSettled(this.running));
    await within(closeMilliseconds, closed ?? this.close(true));
    for (const connection of this.connections) connection.disconnect();
  }

  private async close(force: boolean): Promise<void> {
    await this.worker?.close(force);
    await this.queue.close();
    await Promise.all(this.connections.map((connection) => connection.quit().catch(() => connection.disconnect())));
  }

  private get name(): string {
    return this.options.name ?? 'siku';
  }

  private startWorker(): Worker<JobData> {
    const worker = new Worker<JobData>(
      this.name,
      async ({ name, data, attemptsMade }) => {
        const handler = this.handlers.get(name);
        if (!handler || data.version !== 1) throw new Error(`no handler for the job ${name}, version ${data.version}`);
        const job = { name, id: data.id, isLast: attemptsMade + 1 >= jobAttempts };
        const run = runJob(job, handler, this.ending.signal, this.logger, this.metrics);
        this.running.add(run);
        await run.finally(() => this.running.delete(run));
      },
      {
        connection: this.connect(true),
        concurrency: this.options.concurrency,
        autorun: false,
        lockDuration: this.options.leaseSeconds * 1000,
        stalledInterval: this.options.leaseSeconds * 1000,
      },
    );
    worker.on('error', (error) => this.logger.error({ error }, 'worker error'));
    // Handlers are registered while the modules start, one after the other: begin when all are.
    setImmediate(() => void worker.run().catch((error: unknown) => this.logger.error({ error }, 'worker ended')));
    return worker;
  }

  /** A worker waits for jobs as long as it takes; whoever offers one must hear soon that Redis is away. */
  private connect(waits: boolean): Redis {
    const connection = new Redis(this.options.url, {
      disconnectTimeout: socketMilliseconds,
      maxRetriesPerRequest: waits ? null : 2,
    });
    connection.on('error', (error: Error) => this.logger.error({ error }, 'redis error'));
    this.connections.push(connection);
    return connection;
  }
}
