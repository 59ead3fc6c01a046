import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withModel } from '@siku/master-data';
import type { MatchModel } from '@siku/matching';
import { Configuration, Database, DatabaseServer, openVault } from '@siku/platform';
import { populationBase } from '@siku/population';
import { DataSource } from 'typeorm';
import { SikuClient } from '../../demo/client.js';
import { ADMIN_KEY, type BenchmarkServer } from '../server.js';
import { fillPeople } from './fill-people.js';
import { copyLines } from './lines.js';

/** Rows that take the road of every delivery; the rest is written as they were (see fillPeople). */
export const DELIVERED = 2000;

export const EFFECTIVE = '2020-01-01';

/** What was written beside the rows delivered. */
export interface Filled {
  rows: number;
  persons: number;
  keys: number;
}

/** The beginning of the file through the API, the rest into the tables. */
export async function fillBase(server: BenchmarkServer, folder: string, file: string): Promise<Filled> {
  const client = new SikuClient(server.url, ADMIN_KEY);
  const definition = join(folder, 'flat.dataset.json');
  await client.put('/v1/departments/statistics', { title: { zh: '市统计局', en: 'Statistics' } });
  await client.put('/v1/datasets/flat', JSON.parse(await readFile(definition, 'utf8')));
  const beginning = join(folder, 'beginning.csv');
  await copyLines(file, beginning, DELIVERED + 1);
  const { status } = await client.deliver('flat', beginning, { mode: 'delta', effectiveDate: EFFECTIVE });
  if (status !== 'published') throw new Error(`the first rows were not published: ${status}`);
  const configuration = Configuration.of({ databaseUrl: server.databaseUrl, dataDirectory: server.folder });
  const target = new DatabaseServer(server.databaseUrl, false, undefined, [], async () => undefined);
  const dataSource = await new DataSource({ type: 'postgres', url: server.databaseUrl, poolSize: 2 }).initialize();
  try {
    const database = new Database(dataSource, target);
    const vault = await openVault(database, configuration);
    const [active] = await database.query<{ model: unknown }>(
      `SELECT model FROM population.match_model WHERE status = 'active'`,
    );
    const base = withModel(populationBase, vault.openJson(active!.model) as MatchModel);
    const delivered = { batch: 1, publication: 1, effectiveDate: EFFECTIVE, rows: DELIVERED };
    return await fillPeople({ database, vault, base }, { file, definition }, delivered);
  } finally {
    await dataSource.destroy();
  }
}
