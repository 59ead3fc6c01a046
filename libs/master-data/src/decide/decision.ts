/** Kinds after which a question is still open. */
export const INTERIM: readonly string[] = ['return', 'investigate'];

/**
 * `same` and `different` answer a question about two masters, `merge` and `split` were not asked for; `return` gives a
 * question to the department and `confirm`, `reject` answer those that no ruling follows from.
 */
export const DECISION_KINDS = [
  'merge',
  'split',
  'same',
  'different',
  'override',
  'investigate',
  'return',
  'confirm',
  'reject',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What a steward decided. */
export interface Decision {
  id: string;
  number: number;
  base: string;
  kind: DecisionKind;
  actor: string;
  reason: string;
  task: string | null;
  /** publication that raised the task; 0 where none did */
  taskOpenedIn: number | null;
  detail: Record<string, unknown>;
  madeAt: string;
  /** what a coming publication is to do; `approval`: first somebody else must approve */
  requested: 'approval' | 'publish' | 'undo' | null;
  approvedBy: string | null;
  undoneBy: string | null;
  undoReason: string | null;
  publishedIn: number | null;
  undoneIn: number | null;
}

/** Source records that are one entity (one group), or several that are not the same (one group each). */
export interface GroupRuling {
  groups: readonly (readonly string[])[];
}

/** A golden value, tied to a source record so that it follows the record from master to master. */
export interface ValueRuling {
  recordId: string;
  path: string;
  /** Only marks the value as under investigation. */
  doubted: boolean;
  /** null: there is none */
  value: unknown;
  validFrom: string;
  validTo: string | null;
}

export type Ruling = GroupRuling | ValueRuling;

export interface NewDecision extends Pick<
  Decision,
  'base' | 'kind' | 'actor' | 'reason' | 'task' | 'taskOpenedIn' | 'detail'
> {
  idempotencyKey: string | null;
  /** null where nothing follows from it for any record */
  ruling: Ruling | null;
  /** four eyes: it waits for somebody else */
  needsApproval: boolean;
  /** earlier decisions it takes the place of: they are undone with it */
  supersedes?: readonly string[];
}

/**
 * Decisions that count: those published and not undone, with some more, or without some. Like deliveries, decisions are
 * never edited: whatever follows from them is derived from the ones that count.
 */
export interface DecisionsInForce {
  with?: readonly number[];
  without?: readonly number[];
}

/** SQL condition on catalogue.decision `d`. */
export const inForce = ({ with: more = [], without = [] }: DecisionsInForce): string =>
  `(d.number = ANY('{${more.join()}}') OR (d.published_in IS NOT NULL AND d.undone_in IS NULL AND d.number <> ALL('{${without.join()}}')))`;
