import { DataSource } from 'typeorm';
import { connectionOptions, type ConnectionTarget } from '../database/connection.js';
import { distribute, hasCitus, letRolesIn } from './distribution.repository.js';

/** The database is no Citus cluster. */
export class NoCluster extends Error {
  override readonly name = 'NoCluster';
}

/**
 * Distributes a migrated database over the nodes of its Citus cluster: all tables or none; a second run finds nothing to do. Answers how many tables it moved.
 * @throws NoCluster without the extension
 */
export async function distributeDatabase(target: ConnectionTarget): Promise<number> {
  const dataSource = await new DataSource(connectionOptions(target, 1)).initialize();
  try {
    return await dataSource.transaction(async (tx) => {
      const sql = {
        query: <T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> =>
          tx.query<T[]>(statement, [...parameters]),
      };
      if (!(await hasCitus(sql))) {
        throw new NoCluster(
          '--distributed: this database has no citus extension. Install Citus on every node, put citus first in shared_preload_libraries, ' +
            'CREATE EXTENSION citus and add the workers; a single server needs no --distributed',
        );
      }
      await letRolesIn(sql);
      return distribute(sql);
    });
  } finally {
    await dataSource.destroy();
  }
}
