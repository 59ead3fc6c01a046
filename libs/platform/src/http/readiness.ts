import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { JobQueue } from '../queue/job-queue.js';

/** What a process depends on. */
export type Dependency = 'database' | 'queue';

export interface Ready {
  ready: boolean;
  checks: Record<Dependency, 'up' | 'down'>;
}

/** Whether this process can do its work now. */
@Injectable()
export class Readiness {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** @param needed what nothing can be done without; the others are asked, too, but not waited for as long */
  async check(needed: readonly Dependency[]): Promise<Ready> {
    const state = (name: Dependency, answer: Promise<unknown>): Promise<'up' | 'down'> =>
      within(needed.includes(name) ? patienceMilliseconds : briefMilliseconds, answer);
    const [database, queue] = await Promise.all([
      state('database', this.database.check()),
      state('queue', this.queue.check()),
    ]);
    const checks = { database, queue };
    return { ready: needed.every((name) => checks[name] === 'up'), checks };
  }
}

/** A dependency that takes longer than this to answer is of no use to a request either. */
const patienceMilliseconds = 3_000;

/** Kubernetes gives a probe one second if it is not told otherwise. */
const briefMilliseconds = 500;

async function within(milliseconds: number, answer: Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((done) => {
    timer = setTimeout(() => done('down'), milliseconds);
  });
  try {
    return await Promise.race([
      answer.then(
        () => 'up' as const,
        () => 'down' as const,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
