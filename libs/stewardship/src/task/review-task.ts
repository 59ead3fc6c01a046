import type { TaskDecisionKind } from '../decision/decision.dto.js';
import type { Desk } from '../policy/policy.js';
import type { TaskKind } from './task-kind.js';

/** Decisions that answer a task of a kind. */
export const POSSIBLE: Readonly<Record<TaskKind, readonly TaskDecisionKind[]>> = {
  'possible-match': ['same', 'different', 'split', 'return'],
  contradiction: ['same', 'different', 'split', 'return'],
  'attribute-tie': ['override', 'investigate', 'return'],
  violation: ['confirm', 'return'],
  dispute: ['override', 'investigate', 'confirm', 'reject', 'return'],
  'held-snapshot': ['confirm', 'reject', 'return'],
};

/** `returned`: a department is asked; `waiting`: decided, and somebody else must approve. */
export const TASK_STATES = ['open', 'claimed', 'returned', 'waiting', 'closed'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const PRIORITIES = ['high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The decision a task is in: the last one about it that was not undone. */
export interface TaskDecision {
  decisionId: string;
  kind: string;
  actor: string;
  madeAt: string;
}

/** What the machine does not decide alone. Names records, and nothing of what is in them. */
export interface ReviewTask {
  id: string;
  base: string;
  kind: TaskKind;
  status: TaskState;
  priority: Priority;
  openedAt: string;
  dueAt: string;
  /** publication that raised it; 0 where none did */
  openedIn: number;
  assignee: string | null;
  claimedUntil: string | null;
  /** the records it is about, by id */
  records: string[];
  /** source records of these */
  sourceRecords: number;
  /** applications that read any of these in the last 90 days */
  readers: number;
  /** log2 of the odds, of a pair */
  weight: number | null;
  attribute: string | null;
  /** what is broken, and what to look at */
  violation: ({ rule: string } & Record<string, unknown>) | null;
  /** of a held snapshot */
  dataset: string | null;
  decision: TaskDecision | null;
  /** changes with the task and with every decision about it */
  etag: string;
}

export interface TaskFilter {
  bases: readonly string[];
  kind?: TaskKind;
  /** default: all that are not closed */
  status?: TaskState;
  priority?: Priority;
  assignee?: string;
  /** only what lies on one of these desks */
  desks?: readonly Desk[];
  /** GB/T 2260 code, with all that lies in it */
  division?: string;
  department?: string;
  /** either of the records it is about */
  record?: string;
  minWeight?: number;
  maxWeight?: number;
}
