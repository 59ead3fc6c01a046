import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIndicators } from '../generate/indicators.js';
import { generateLegalEntities, type Manifest } from '../generate/legal-entities.js';
import { generateMap } from '../generate/map.js';
import { generatePopulation } from '../generate/population.js';
import { SikuClient, type BatchState } from './client.js';
import { requestsToTry, type DemoRequest } from './requests-to-try.js';

/** A base of the demo city: large enough to look around in, small enough to load in about a minute. */
interface DemoPart {
  title: string;
  generate(out: string): Manifest | Promise<Manifest>;
}

const PARTS: Readonly<Record<string, DemoPart>> = {
  'legal-entities': {
    title: 'organisations: six departments, eight months of deliveries',
    generate: (out) => generateLegalEntities({ entities: 2000, months: 8, out }),
  },
  persons: {
    title: 'people: seven departments, three months of deliveries',
    generate: (out) => generatePopulation({ persons: 600, months: 3, out }),
  },
  map: {
    title: 'the map: eight departments, eleven layers',
    generate: (out) => generateMap({ out }),
  },
  indicators: {
    title: 'indicators: eight departments, three years of figures',
    generate: (out) => generateIndicators({ out }),
  },
};

const DAY_MS = 86_400_000;

export interface DemoCity {
  keys: { role: string; key: string }[];
  /** requests that show something */
  requests: DemoRequest[];
}

/** Fills an empty platform with the demo city: through the API, as its departments would. */
export async function loadDemoCity(
  address: string,
  adminKey: string,
  dataDirectory: string,
  say: (line: string) => void,
): Promise<DemoCity | null> {
  const cityFile = join(dataDirectory, 'demo-city.json');
  const client = new SikuClient(address, adminKey);
  const stored = await readFile(cityFile, 'utf8').catch(() => null);
  if (stored !== null) return JSON.parse(stored) as DemoCity;
  const folder = join(dataDirectory, 'demo');
  const begun = existsSync(folder);
  // Somebody's own data is not to be mixed with a made-up city. A load that was interrupted begins anew: what had
  // arrived of it is delivered again and changes nothing.
  if (!begun && (await client.get<{ items: object[] }>('/v1/departments')).items.length > 0) return null;
  say('loading the demo city');
  for (const [name, { title, generate }] of Object.entries(PARTS)) {
    const out = join(folder, name);
    await mkdir(out, { recursive: true });
    const manifest = await generate(out);
    say(title);
    await onboardCity(client, out, manifest);
    await deliverCity(client, out, manifest, say);
  }
  const keys = await createKeys(client);
  const requests = await requestsToTry(address, client, folder, keys);
  await writeFile(cityFile, JSON.stringify({ keys, requests }), { mode: 0o600 });
  await rm(folder, { recursive: true });
  return { keys, requests };
}

/** Departments and datasets of a generated city. */
export async function onboardCity(client: SikuClient, folder: string, manifest: Manifest): Promise<void> {
  for (const { code, ...department } of manifest.departments) await client.put(`/v1/departments/${code}`, department);
  for (const { path, file } of manifest.resources ?? []) {
    await client.put(path, JSON.parse(await readFile(join(folder, file), 'utf8')));
  }
  for (const { code, file } of manifest.datasets) {
    await client.put(`/v1/datasets/${code}`, JSON.parse(await readFile(join(folder, file), 'utf8')));
  }
}

/** Hands over what a generated city has to hand over, in order. */
export async function deliverCity(
  client: SikuClient,
  folder: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<BatchState[]> {
  const batches: BatchState[] = [];
  for (const [i, { dataset, file, mode, effectiveDate, embargoDays }] of manifest.deliveries.entries()) {
    const publishAt = embargoDays && { publishAt: new Date(Date.now() + embargoDays * DAY_MS).toISOString() };
    const batch = await client.deliver(dataset, join(folder, file), { mode, effectiveDate, ...publishAt });
    batches.push(batch);
    say(`  ${i + 1}/${manifest.deliveries.length} ${dataset} ${effectiveDate} ${outcomeOf(batch)}`);
  }
  return batches;
}

function outcomeOf({ status, publishAt, counts }: BatchState): string {
  if (publishAt) return `under embargo until ${publishAt.slice(0, 10)}`;
  const { read, rejected, masters } = counts;
  return `${status}: ${read} rows, ${rejected} refused, ${masters.created} new, ${masters.updated} changed`;
}

async function createKeys(client: SikuClient): Promise<DemoCity['keys']> {
  const wanted = [
    { name: 'demo uploader', role: 'uploader', department: 'industry-commerce' },
    { name: 'demo application', role: 'application' },
    { name: 'demo steward', role: 'steward' },
    { name: 'demo operator', role: 'operator' },
  ];
  const keys: DemoCity['keys'] = [];
  for (const { name, role, department } of wanted) {
    const { key } = await client.post<{ key: string }>('/v1/keys', {
      name,
      roles: [role],
      ...(department && { department }),
    });
    keys.push({ role: department ? `${role} (${department})` : role, key });
  }
  return keys;
}
