import { DataSource } from 'typeorm';
import { connectionOptions } from '../database/connection.js';

/** Work on a server's databases rather than in one. */
export async function withMaintenance<T>(url: string, work: (maintenance: DataSource) => Promise<T>): Promise<T> {
  const maintenance = await new DataSource(connectionOptions({ url, embedded: false }, 2)).initialize();
  try {
    return await work(maintenance);
  } finally {
    await maintenance.destroy();
  }
}

/** The same server, another of its databases. */
export function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
