import type { Database } from '@siku/platform';

/** Tables that hold what deliveries made; everything else is set up once. */
const DELIVERED = [
  'source_record',
  'source',
  'match_key',
  'exclusive_key',
  'match_pair',
  'publication',
  'master',
  'crosswalk',
  'master_version',
  'change_event',
  'review_task',
];

/** The base as if nothing had ever been delivered. */
export async function forgetDeliveries(database: Database, schema = 'legal_entity'): Promise<void> {
  await database.query(
    `TRUNCATE ${DELIVERED.map((table) => `${schema}.${table}`).join(', ')}, catalogue.batch, catalogue.row_issue`,
  );
  await database.query(`UPDATE catalogue.base_clock SET number = 0 WHERE base = $1`, [schema]);
}

/**
 * Everything readers see, ids and batch numbers aside: for each cluster of source records its golden values over valid
 * time and where each came from, and the open questions about it.
 */
export async function masterState(database: Database, schema = 'legal_entity'): Promise<unknown[]> {
  return database.query(
    `SELECT c.members,
            (SELECT json_agg(json_build_array(v.valid_from, v.valid_to, v.attributes, v.provenance::jsonb->'values',
                      (SELECT json_agg(s - 'batch') FROM jsonb_array_elements(v.provenance::jsonb->'sources') s)) ORDER BY v.valid_from)
               FROM ${schema}.master_version v WHERE v.master_id = c.master_id AND v.recorded_to = 9223372036854775807) AS golden,
            (SELECT json_agg(t.kind ORDER BY t.kind, t.task_id) FROM ${schema}.review_task t
              WHERE t.closed_in = 9223372036854775807 AND c.master_id IN (t.master_a, t.master_b)) AS questions
       FROM (SELECT master_id, json_agg(json_build_array(dataset, source_key, reason) ORDER BY dataset, source_key) AS members
               FROM ${schema}.crosswalk WHERE until = 9223372036854775807 GROUP BY master_id) c
      ORDER BY c.members::text`,
  );
}
