export const TASK_KINDS = [
  'possible-match',
  'contradiction',
  'attribute-tie',
  'violation',
  'dispute',
  'held-snapshot',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
