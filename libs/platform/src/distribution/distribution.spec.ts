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

  it('keeps a base together, shares the rest with every node, and leaves what is chained or clocked where it is', async () => {
    const places = new Map<string, string[]>();
    for (const name of await tables(test.database)) {
      const { on } = placementOf(name);
      const which = on === 'node of its base' || on === 'every node' ? name.schema : `${name.schema}.${name.table}`;
      places.set(on, [...new Set([...(places.get(on) ?? []), which])]);
    }
    expect(Object.fromEntries(places)).toEqual({
      'node of its base': ['geospatial', 'legal_entity', 'macroeconomic', 'population'],
      'every node': ['access', 'catalogue', 'stewardship'],
      shards: ['catalogue.row_issue'],
      coordinator: [
        'access.audit_entry',
        'access.audit_head',
        'access.data_key',
        'public.siku_migration',
        'stewardship.claim',
        'stewardship.policy',
      ],
    });
  });

  it('is refused plainly where there is no cluster', async () => {
    const refused = distributeDatabase({ url: test.server.url, embedded: true });
    await expect(refused).rejects.toThrow(NoCluster);
    await expect(refused).rejects.toThrow('no citus extension');
  });

  it('places copies first, then bases, then shards, and nothing twice', async () => {
    const said: string[] = [];
    const sql: Sql = {
      query: async <T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> => {
        const call = /create_\w+|citus_schema_distribute/.exec(statement)?.[0];
        if (call === undefined) {
          return statement.includes('pg_dist_partition')
            ? ([{ schema: 'catalogue', table: 'department' }] as T[])
            : test.database.query<T>(statement, parameters);
        }
        said.push([call, ...parameters].join(' '));
        return [];
      },
    };
    expect(await distribute(sql)).toBeGreaterThan(90);
    expect(said.filter((line) => !line.startsWith('create_reference_table'))).toEqual([
      'citus_schema_distribute geospatial',
      'citus_schema_distribute legal_entity',
      'citus_schema_distribute macroeconomic',
      'citus_schema_distribute population',
      'create_distributed_table catalogue row_issue batch',
    ]);
    expect(said[0]).toBe('create_reference_table access api_key');
    expect(said.filter((line) => /audit_|data_key|siku_migration|spatial_ref_sys|department/.test(line))).toEqual([]);
  });
});
