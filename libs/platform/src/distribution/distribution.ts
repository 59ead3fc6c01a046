/**
 * Where a table lives in a Citus cluster: on the one node that holds its whole base, since matching and resolving walk from table to table by record,
 * by master and by key; in shards told by `column`; as a copy on every node, where any base can join it; or on the coordinator alone.
 */
export type Placement =
  { on: 'node of its base' } | { on: 'shards'; column: string } | { on: 'every node' } | { on: 'coordinator' };

export interface TableName {
  schema: string;
  table: string;
}

/** Schemas that are no base's. */
const common = new Set(['access', 'catalogue', 'stewardship', 'public']);

/** The one big table that the bases share. */
const sharded: Readonly<Record<string, string>> = { 'catalogue.row_issue': 'batch' };

/** Chained, guarded by grants or triggers, changed by the clock, or the cluster's own business. */
const local = new Set([
  'access.audit_entry',
  'access.audit_head',
  'access.data_key',
  'public.siku_migration',
  'stewardship.claim',
  'stewardship.policy',
]);

/** What the bases share is small enough for a copy on every node, save one table. */
export function placementOf({ schema, table }: TableName): Placement {
  const name = `${schema}.${table}`;
  if (local.has(name)) return { on: 'coordinator' };
  if (!common.has(schema)) return { on: 'node of its base' };
  const column = sharded[name];
  return column === undefined ? { on: 'every node' } : { on: 'shards', column };
}
