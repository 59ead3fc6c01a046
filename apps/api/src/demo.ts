import { ADMIN, KeyService } from '@siku/access';
import type { Configuration } from '@siku/platform';
import { loadDemoCity, type DemoCity } from '../../../tools/src/demo/load-demo-city.js';
import type { DemoRequest } from '../../../tools/src/demo/requests-to-try.js';
import type { RunningApp } from './create-app.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The demo city of `npm start`: loaded over HTTP into an embedded database that is empty, when the settings allow it.
 * Answers the lines to print below "siku listening on …".
 */
export async function startDemo({ app, url }: RunningApp, configuration: Configuration): Promise<string[]> {
  if (!configuration.demo || !configuration.embedded) return [];
  const keys = app.get(KeyService);
  const loader = await keys.create({ name: 'demo loader', roles: ['operator', 'application'] }, ADMIN);
  try {
    const city = await loadDemoCity(url, loader.key, configuration.dataDirectory, say);
    if (!city) return [];
    const width = Math.max(...city.keys.map(({ role }) => role.length));
    return [
      '',
      'demo keys',
      ...city.keys.map(({ role, key }) => `  ${role.padEnd(width)}  ${key}`),
      '',
      'try',
      ...city.requests.map((request) => curlOf(url, request, city.keys)),
      `  ${url}/docs`,
      `  ${url}/ogc  the map; the browser asks for a user, any, and a password: a key`,
    ];
  } finally {
    await keys.revoke(loader.id, ADMIN);
  }
}

function curlOf(url: string, { as, path, headers = {}, body }: DemoRequest, keys: DemoCity['keys']): string {
  const key = keys.find(({ role }) => role === as)?.key ?? '';
  const given = { Authorization: `Bearer ${key}`, ...headers, ...(body && { 'Content-Type': 'application/json' }) };
  const words = [
    '  curl',
    ...Object.entries(given).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(body ? [`-d '${JSON.stringify(body)}'`] : []),
    `'${url}${path}'`,
  ];
  return words.join(' ');
}
