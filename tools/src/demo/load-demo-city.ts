import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateLegalEntities, type Manifest } from '../generate/legal-entities.js';
import { SikuClient } from './client.js';

/** Organisations of the demo city: enough to look around in, few enough to load in well under a minute. */
const ENTITIES = 2000;

const MONTHS = 8;

export interface DemoCity {
  keys: { role: string; key: string }[];
  /** path of a record to show */
  example: string;
}

/** Fills an empty platform with the demo city: through the API, as its departments would. */
export async function loadDemoCity(
  address: string,
  adminKey: string,
  dataDirectory: string,
  say: (line: string) => void,
): Promise<DemoCity | null> {
  const keysFile = join(dataDirectory, 'demo-keys.json');
  const client = new SikuClient(address, adminKey);
  const stored = await readFile(keysFile, 'utf8').catch(() => null);
  if (stored !== null) return { keys: JSON.parse(stored) as DemoCity['keys'], example: await examplePath(client) };
  const folder = join(dataDirectory, 'demo');
  const begun = existsSync(folder);
  // Somebody's own data is not to be mixed with a made-up city. A load that was interrupted begins anew: what had
  // arrived of it is delivered again and changes nothing.
  if (!begun && (await client.get<{ items: object[] }>('/v1/departments')).items.length > 0) return null;
  say('loading the demo city: six departments, eight months of deliveries');
  await mkdir(folder, { recursive: true });
  const manifest = await generateLegalEntities({ entities: ENTITIES, months: MONTHS, out: folder });
  await onboardCity(client, folder, manifest);
  await deliver(client, folder, manifest, say);
  const keys = await createKeys(client);
  await writeFile(keysFile, JSON.stringify(keys), { mode: 0o600 });
  await rm(folder, { recursive: true });
  return { keys, example: await examplePath(client) };
}

/** Departments and datasets of a generated city. */
export async function onboardCity(client: SikuClient, folder: string, manifest: Manifest): Promise<void> {
  for (const { code, ...department } of manifest.departments) await client.put(`/v1/departments/${code}`, department);
  for (const { code, file } of manifest.datasets) {
    await client.put(`/v1/datasets/${code}`, JSON.parse(await readFile(join(folder, file), 'utf8')));
  }
}

async function deliver(
  client: SikuClient,
  folder: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  for (const [i, { dataset, file, mode, effectiveDate }] of manifest.deliveries.entries()) {
    const batch = await client.deliver(dataset, join(folder, file), { mode, effectiveDate });
    const { read, rejected, masters } = batch.counts;
    say(
      `  ${i + 1}/${manifest.deliveries.length} ${dataset} ${effectiveDate} ${batch.status}: ` +
        `${read} rows, ${rejected} refused, ${masters.created} new, ${masters.updated} changed`,
    );
  }
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

/** A record that shows something: one whose organisation has the most identifiers. */
async function examplePath(client: SikuClient): Promise<string> {
  type Item = { id: string; attributes: { identifiers?: object } };
  const { items } = await client.get<{ items: Item[] }>('/v1/legal-entities?status=active&limit=200');
  const identifiers = ({ attributes }: Item): number => Object.keys(attributes.identifiers ?? {}).length;
  const [best] = items.sort((a, b) => identifiers(b) - identifiers(a));
  return best ? `/v1/legal-entities/${best.id}` : '/v1/legal-entities';
}
