import { distributeDatabase } from '../distribution/distributor.js';
import { Migrator } from '../migration/migrator.js';
import { withMaintenance, withName } from './maintenance.js';
import { joinNodes, nodesOf, type ClusterNode } from './test-cluster.repository.js';
import { createEmpty, dropDatabase } from './test-database.repository.js';

/**
 * Makes a database on every node of a Citus cluster, migrates and distributes it, and answers how to drop it.
 * @param url of a database on the coordinator that knows the nodes
 */
export async function createOnCluster(url: string, name: string): Promise<() => Promise<void>> {
  const nodes = await withMaintenance(url, nodesOf);
  const everywhere = [url, ...nodes.filter(({ coordinator }) => !coordinator).map((node) => at(url, node))];
  for (const server of everywhere) {
    await withMaintenance(server, (maintenance) => createEmpty(maintenance, name));
    await withMaintenance(withName(server, name), (database) => database.query('CREATE EXTENSION citus'));
  }
  const target = { url: withName(url, name), embedded: false };
  await withMaintenance(target.url, (database) => joinNodes(database, nodes));
  await new Migrator(target).migrate();
  await distributeDatabase(target);
  return async () => {
    for (const server of everywhere) await withMaintenance(server, (maintenance) => dropDatabase(maintenance, name));
  };
}

function at(url: string, { host, port }: ClusterNode): string {
  const changed = new URL(url);
  changed.hostname = host;
  changed.port = String(port);
  return changed.href;
}
