import type { Message } from '@siku/standards';

export type BatchMode = 'snapshot' | 'delta';

export type BatchStatus =
  | 'received'
  | 'validating'
  | 'matching'
  | 'resolving'
  | 'publishing'
  | 'published'
  | 'validated'
  | 'held'
  | 'rejected'
  | 'failed'
  | 'cancelled'
  | 'rolled-back';

export interface BatchCounts {
  read: number;
  accepted: number;
  rejected: number;
  warnings: number;
  /** below the table, and totals: neither accepted nor rejected */
  remarks: number;
  unchanged: number;
  created: number;
  updated: number;
  deleted: number;
  masters: { created: number; updated: number; merged: number; split: number; restored: number };
  reviewTasks: number;
}

export const noCounts = (): BatchCounts => ({
  read: 0,
  accepted: 0,
  rejected: 0,
  warnings: 0,
  remarks: 0,
  unchanged: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  masters: { created: 0, updated: 0, merged: 0, split: 0, restored: 0 },
  reviewTasks: 0,
});

export interface BatchProgress {
  stage: BatchStatus;
  rows: number;
  /** rows of this stage, when known */
  total: number | null;
  rowsPerSecond: number;
  secondsLeft: number | null;
}

export interface BatchProblem {
  code: string;
  message: Message;
}

/** A batch as the pipeline and its API see it; the row of catalogue.batch. */
export interface Batch {
  id: string;
  number: number;
  base: string;
  dataset: string;
  datasetVersion: number;
  department: string;
  mode: BatchMode;
  effectiveDate: string;
  /** Instant before which nobody is to know; null: as soon as it is ready */
  publishAt: string | null;
  dryRun: boolean;
  sender: string;
  file: string;
  fileSize: number;
  sha256: string;
  columns: string[] | null;
  status: BatchStatus;
  requested: 'cancel' | 'rollback' | null;
  requestedBy: string | null;
  confirmedBy: string | null;
  counts: BatchCounts;
  progress: BatchProgress | null;
  problem: BatchProblem | null;
  receivedAt: string;
  finishedAt: string | null;
  publishedIn: number | null;
  rolledBackIn: number | null;
}

/** No worker will touch it again unless somebody asks for a rollback. */
export const isFinished = (status: BatchStatus): boolean =>
  ['published', 'validated', 'rejected', 'failed', 'cancelled', 'rolled-back'].includes(status);
