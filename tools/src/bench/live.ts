import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SikuClient } from '../demo/client.js';
import { generatePopulation } from '../generate/population.js';
import { DELIVERED, fillBase, type Filled } from './live/fill-base.js';
import { questionsFrom } from './live/questions.js';
import { askAtRate, requestDurations } from './live/rate.js';
import { ADMIN_KEY, BenchmarkServer, seconds, type ServerPlace } from './server.js';

const ROUTE = '/v1/persons/match';

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

/** A base that was filled by an earlier run. */
interface Kept extends ServerPlace {
  filled: Filled;
}

/**
 * `POST /v1/persons/match` of one record against a base of people, at a rate: over HTTP, and inside the service as its own metrics have it.
 * With `--keep <folder>` the filled base stays, and is asked again by the next run with that folder.
 */
export async function benchmarkLive(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: {
      persons: { type: 'string', default: '20000' },
      departments: { type: 'string', default: 'public-security' },
      rate: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '30' },
      keep: { type: 'string' },
    },
  });
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'siku-live-'));
  mkdirSync(folder, { recursive: true });
  const persons = Number(values.persons);
  const departments = values.departments === 'all' ? undefined : values.departments.split(',');
  const kept = values.keep === undefined ? undefined : join(folder, 'filled.json');
  const present = kept !== undefined && existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Kept) : undefined;
  const server = await BenchmarkServer.start(present);
  let whole = present !== undefined;
  try {
    const file = join(folder, 'flat.csv');
    let filled: Filled = present?.filled ?? { rows: 0, persons: 0, keys: 0 };
    const loadSeconds = await seconds(async () => {
      if (present) return;
      await generatePopulation({ persons, departments, flat: true, out: folder });
      filled = await fillBase(server, folder, file);
      whole = true;
    });
    if (kept !== undefined) writeFileSync(kept, JSON.stringify({ ...server.place, filled } satisfies Kept));
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
    const stays = kept !== undefined && whole;
    await server.stop(stays);
    if (!stays) rmSync(folder, { recursive: true });
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
