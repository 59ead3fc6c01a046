import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { JobHandler } from './job-queue.js';

/** One run of a job, counted and told of in the log; throws what the handler throws. */
export async function runJob(
  job: { name: string; id: string; isLast: boolean },
  handler: JobHandler,
  signal: AbortSignal,
  logger: Logger,
  metrics: Metrics,
): Promise<void> {
  const stop = metrics.jobSeconds.startTimer({ name: job.name });
  try {
    await handler(job.id, signal, job.isLast);
    metrics.jobs.inc({ name: job.name, outcome: 'done' });
    logger.info({ job: job.name, id: job.id, seconds: stop() }, 'job done');
  } catch (error) {
    metrics.jobs.inc({ name: job.name, outcome: 'failed' });
    if (signal.aborted)
      logger.info({ job: job.name, id: job.id, seconds: stop() }, 'job interrupted by the end of the process');
    else logger.error({ job: job.name, id: job.id, seconds: stop(), error }, 'job failed');
    throw error;
  }
}
