import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withModel } from '@siku/master-data';
import type { MatchModel } from '@siku/matching';
import { Configuration, Database, DatabaseServer, openVault } from '@siku/platform';
import { populationBase } from '@siku/population';
import { DataSource } from 'typeorm';
import { SikuClient } from '../demo/client.js';
import { generatePopulation } from '../generate/population.js';
import { fillPeople } from './live/fill-people.js';
import { copyLines, questionsFrom } from './live/questions.js';
import { askAtRate, requestDurations } from './live/rate.js';
import { ADMIN_KEY, BenchmarkServer, seconds } from './server.js';

/** Rows that take the road of every delivery; the rest is written as they were (see fillPeople). */
const DELIVERED = 2000;

const ROUTE = '/v1/persons/match';

const EFFECTIVE = '2020-01-01';

/** What is compared, and so what must be granted to be searched by. */
const SEARCH_BY = [
  'name',
  'birthDate',
  'sex',
  'identifiers.residentId',
  'phone',
  'registeredAddress',
  'residenceAddress',
];

/**
 * `POST /v1/persons/match` of one record against a base of people, at a rate: over HTTP, and inside the service as its own metrics have it.
 */
export async function benchmarkLive(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: {
      persons: { type: 'string', default: '20000' },
      departments: { type: 'string', default: 'public-security' },
      rate: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '30' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'siku-live-'));
  const persons = Number(values.persons);
  const departments = values.departments === 'all' ? undefined : values.departments.split(',');
  const server = await BenchmarkServer.start();
  try {
    await generatePopulation({ persons, departments, flat: true, out: folder });
    const file = join(folder, 'flat.csv');
    let filled = { rows: 0, persons: 0, keys: 0 };
    const loadSeconds = await seconds(async () => (filled = await fill(server, folder, file)));
    const questions = await questionsFrom(file, join(folder, 'flat.dataset.json'), filled.rows + DELIVERED);
    const headers = await grantedReader(server.url);
    const ask = { url: `${server.url}${ROUTE}`, headers, questions };
    // The first questions find the database cold and the code not compiled.
    await askAtRate(ask, { rate: Number(values.rate) / 2, seconds: 10 });
    const before = await requestDurations(server.url, ROUTE);
    const http = await askAtRate(ask, { rate: Number(values.rate), seconds: Number(values.seconds) });
    const service = (await requestDurations(server.url, ROUTE)).since(before);
    return {
      benchmark: 'live',
      persons: filled.persons,
      records: filled.rows + DELIVERED,
      keysPerRecord: Math.round((filled.keys / filled.rows) * 10) / 10,
      fillSeconds: Math.round(loadSeconds),
      rate: Number(values.rate),
      http,
      service,
      peakMemoryMegabytes: server.process.peakMemory(),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The beginning of the file through the API, the rest into the tables. */
async function fill(
  server: BenchmarkServer,
  folder: string,
  file: string,
): Promise<{ rows: number; persons: number; keys: number }> {
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
    // As the database has it: the seed of its keys depends on how the model was written down.
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

/** Headers of an application that may match and see names. */
async function grantedReader(origin: string): Promise<Record<string, string>> {
  const admin = new SikuClient(origin, ADMIN_KEY);
  const { key } = await admin.post<{ key: string }>('/v1/keys', { name: 'bench', roles: ['application'] });
  const reader = new SikuClient(origin, key);
  const { id } = await reader.post<{ id: string }>('/v1/grants', {
    base: 'population',
    purpose: 'bench',
    legalBasis: 'benchmark',
    fields: { name: 'value', birthDate: 'value', 'identifiers.residentId': 'masked' },
    searchBy: SEARCH_BY,
    validTo: `${new Date().getFullYear() + 1}-01-01`,
  });
  await admin.post(`/v1/grants/${id}/approve`, {});
  return { authorization: `Bearer ${key}`, 'siku-purpose': 'bench' };
}
