import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SikuClient } from './client.js';

/** A request that shows something of the demo city. */
export interface DemoRequest {
  /** role of the key it is made with */
  as: string;
  path: string;
  headers?: Record<string, string>;
  body?: object;
}

const PURPOSE = 'social-assistance';

/**
 * Looked up in the city as it was loaded; what is read for a purpose is granted first.
 * @param folder what the city was made of
 */
export async function requestsToTry(
  address: string,
  client: SikuClient,
  folder: string,
  keys: readonly { role: string; key: string }[],
): Promise<DemoRequest[]> {
  const keyOf = (role: string): string => keys.find((one) => one.role === role)!.key;
  const headers = { 'siku-purpose': PURPOSE };
  const grant = await new SikuClient(address, keyOf('application')).post<{ id: string }>('/v1/grants', {
    base: 'population',
    purpose: PURPOSE,
    legalBasis: '社会救助暂行办法',
    fields: { name: 'value', sex: 'value', birthDate: 'value', 'identifiers.residentId': 'masked' },
    searchBy: ['name', 'identifiers.residentId', 'birthDate'],
    validTo: `${new Date().getFullYear() + 10}-01-01`,
  });
  await new SikuClient(address, keyOf('steward')).post(`/v1/grants/${grant.id}/approve`, { reason: 'demo' });
  return [
    { as: 'application', path: await organisationWithMostIdentifiers(client) },
    {
      as: 'application',
      path: '/v1/persons/search',
      headers,
      body: { name: await somebody(folder), fields: ['name', 'sex', 'age', 'identifiers.residentId'] },
    },
  ];
}

/** The first person of the city. */
async function somebody(folder: string): Promise<string> {
  const [header, first] = (await readFile(join(folder, 'persons', 'truth-persons.csv'), 'utf8')).split(/\r?\n/);
  return first!.split(',')[header!.split(',').indexOf('name')]!;
}

async function organisationWithMostIdentifiers(client: SikuClient): Promise<string> {
  type Item = { id: string; attributes: { identifiers?: object } };
  const { items } = await client.get<{ items: Item[] }>('/v1/legal-entities?status=active&limit=200');
  const identifiers = ({ attributes }: Item): number => Object.keys(attributes.identifiers ?? {}).length;
  const [best] = items.sort((a, b) => identifiers(b) - identifiers(a));
  return best ? `/v1/legal-entities/${best.id}` : '/v1/legal-entities';
}
