import type { Batch } from './batch.js';

/** A batch as its API shows it. */
export function batchView(batch: Batch) {
  const { id, base, dataset, datasetVersion, department, mode, effectiveDate, dryRun, status, counts, progress, problem } = batch;
  return {
    id,
    status,
    base,
    dataset,
    datasetVersion,
    department,
    mode,
    effectiveDate,
    dryRun,
    counts,
    progress,
    problem,
    requested: batch.requested,
    file: { size: batch.fileSize, sha256: batch.sha256 },
    receivedAt: batch.receivedAt,
    finishedAt: batch.finishedAt,
    publishedIn: batch.publishedIn,
    rolledBackIn: batch.rolledBackIn,
    links: {
      self: `/v1/batches/${id}`,
      issues: `/v1/batches/${id}/issues`,
      events: `/v1/batches/${id}/events`,
    },
  };
}

export type BatchView = ReturnType<typeof batchView>;
