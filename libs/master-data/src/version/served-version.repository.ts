import type { Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';

/**
 * Serves what was appended to master_version for the coming publication, where the base has ready rows: as many, each with its key and its interval.
 * @param tx the transaction that appended it
 */
export async function appendServed(
  tx: Sql,
  { schema, served }: BaseDefinition,
  next: number,
  masters: readonly string[],
): Promise<void> {
  if (!served || masters.length === 0) return;
  const key = ['master_id', 'version', 'valid_from', 'valid_to', 'recorded_from'];
  // By the masters: the index that tells what is recorded last would answer all of a first load for each chunk.
  await tx.query(
    `INSERT INTO ${schema}.served_version (${[...key, ...Object.keys(served)].join(', ')})
     SELECT ${[...key.map((column) => `v.${column}`), ...Object.values(served)].join(', ')}
       FROM ${schema}.master_version v WHERE v.master_id = ANY($1::uuid[]) AND v.recorded_from + 0 = $2`,
    [masters, next],
  );
}
