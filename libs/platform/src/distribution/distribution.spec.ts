import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.js';
import type { Sql } from '../database/sql.js';
import { distribute, tables, uniqueIndexes } from './distribution.repository.js';
import { placementOf } from './distribution.js';
import { distributeDatabase, NoCluster } from './distributor.js';

describe('distribution over a cluster', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase('embedded');
  });
  afterAll(() => test.close());

  it('has the distribution column in every primary key and unique index of a distributed table', async () => {
    const wrong = (await uniqueIndexes(test.database)).filter((index) => {
      const placement = placementOf(index);
      return placement.on === 'shards' && !index.columns.includes(placement.column);
    });
    expect(wrong).toEqual([]);
  });

  it('spreads the same tables in every base, each of which has its column', async () => {
    const spread = new Map<string, string[]>();
    for (const name of await tables(test.database)) {
      const placement = placementOf(name);
      if (placement.on === 'shards') spread.set(name.schema, [...(spread.get(name.schema) ?? []), name.table]);
    }
    expect(spread.get('catalogue')).toEqual(['row_issue']);
    spread.delete('catalogue');
    expect([...spread.keys()]).toEqual(['geospatial', 'legal_entity', 'macroeconomic', 'population']);
    // What the map keeps ready to be served, other bases need not.
    spread.set(
      'geospatial',
      spread.get('geospatial')!.filter((name) => name !== 'served_version'),
    );
    for (const names of spread.values()) expect(names).toHaveLength(19);
  });

  it('is refused plainly where there is no cluster', async () => {
    const refused = distributeDatabase({ url: test.server.url, embedded: true });
    await expect(refused).rejects.toThrow(NoCluster);
    await expect(refused).rejects.toThrow('no citus extension');
  });

  it('places copies first, then shards, and nothing twice', async () => {
    const said: string[] = [];
    const sql: Sql = {
      query: async <T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> => {
        if (!statement.includes('create_')) {
          return statement.includes('pg_dist_partition')
            ? ([{ schema: 'population', table: 'master' }] as T[])
            : test.database.query<T>(statement, parameters);
        }
        said.push([/create_\w+/.exec(statement)![0], ...parameters].join(' '));
        return [];
      },
    };
    expect(await distribute(sql)).toBe(said.length);
    const firstBig = said.findIndex((line) => line.startsWith('create_distributed_table'));
    expect(said.slice(firstBig).every((line) => line.startsWith('create_distributed_table'))).toBe(true);
    expect(said).toContain('create_reference_table catalogue batch');
    expect(said).toContain('create_distributed_table population master_version master_id');
    expect(said.filter((line) => /audit_|siku_migration|spatial_ref_sys| population master /.test(line))).toEqual([]);
  });
});
