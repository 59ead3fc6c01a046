import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { JobQueue } from '../queue/job-queue.js';

/** Whether this process can do its work now. */
@Injectable()
export class Readiness {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** State of each thing the process depends on. */
  async check(): Promise<{ ready: boolean; checks: Record<'database' | 'queue', 'up' | 'down'> }> {
    const [database, queue] = await Promise.all([state(this.database.check()), state(this.queue.check())]);
    return { ready: database === 'up' && queue === 'up', checks: { database, queue } };
  }
}

/** A dependency that takes longer than this to answer is of no use to a request either. */
const patienceMilliseconds = 3_000;

async function state(answer: Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((done) => {
    timer = setTimeout(() => done('down'), patienceMilliseconds);
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
