import type { DataSource } from 'typeorm';

export interface ClusterNode {
  host: string;
  port: number;
  coordinator: boolean;
}

/** Nodes that a coordinator knows, itself among them. */
export const nodesOf = (maintenance: DataSource): Promise<ClusterNode[]> =>
  maintenance.query<ClusterNode[]>(
    `SELECT nodename AS host, nodeport AS port, groupid = 0 AS coordinator FROM pg_dist_node WHERE isactive ORDER BY groupid`,
  );

/** Makes a coordinator's new database know them. */
export async function joinNodes(database: DataSource, nodes: readonly ClusterNode[]): Promise<void> {
  for (const { host, port, coordinator } of nodes) {
    const join = coordinator ? 'citus_set_coordinator_host' : 'citus_add_node';
    await database.query(`SELECT ${join}($1, $2)`, [host, port]);
  }
}
