import type { TaskKind } from '../task/task-kind.js';

/** Tasks that somebody is to look after. A task may lie on several desks; whoever claims it has it. */
export interface Desk {
  base: string;
  /** principals */
  stewards: readonly string[];
  /** default: all */
  kinds?: readonly TaskKind[];
  /** GB/T 2260 code, with all that lies in it */
  division?: string;
  /** one that delivered any of the records */
  department?: string;
}

/** How a base is worked on. */
export interface ReviewPolicy {
  base: string;
  /** decisions wait for the approval of somebody else */
  fourEyes: boolean;
  claimMinutes: number;
  dueDays: number;
  desks: readonly Omit<Desk, 'base'>[];
}

export const DEFAULT_POLICY = { fourEyes: false, claimMinutes: 30, dueDays: 14, desks: [] } as const;
