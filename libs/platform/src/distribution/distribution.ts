/** Where a table lives in a Citus cluster; `column` tells its shard. */
export type Placement = { on: 'shards'; column: string } | { on: 'every node' } | { on: 'coordinator' };

export interface TableName {
  schema: string;
  table: string;
}

/**
 * The big tables that every base has, by the column they are distributed by: the record or the master, so that what belongs to one of them lies
 * together. The feed is spread by its ordinal, since one publication may be all of a first load.
 */
const kernel: Readonly<Record<string, string>> = {
  source_record: 'record_id',
  source: 'record_id',
  decided_record: 'record_id',
  decided_value: 'record_id',
  crosswalk: 'record_id',
  work_record: 'record_id',
  work_component: 'record_id',
  match_key: 'key',
  exclusive_key: 'key',
  work_key: 'key',
  match_pair: 'record_a',
  master: 'master_id',
  master_version: 'master_id',
  served_version: 'master_id',
  place_key: 'master_id',
  work_master: 'master_id',
  change_event: 'ordinal',
  review_task: 'task_id',
  work_task: 'task_id',
  work_identity: 'record_id',
};

/** The one big table that the bases share. */
const shared: Readonly<Record<string, string>> = { 'catalogue.row_issue': 'batch' };

/** Chained and guarded by triggers, or the cluster's own business: one copy. */
const local = new Set(['access.audit_entry', 'access.audit_head', 'public.siku_migration']);

/** Schemas that are no base's. */
const common = new Set(['access', 'catalogue', 'stewardship', 'public']);

/** Everything that is not big is small enough for a copy on every node, where it can be joined with any shard. */
export function placementOf({ schema, table }: TableName): Placement {
  const name = `${schema}.${table}`;
  if (local.has(name)) return { on: 'coordinator' };
  const column = shared[name] ?? (common.has(schema) ? undefined : kernel[table]);
  return column === undefined ? { on: 'every node' } : { on: 'shards', column };
}
