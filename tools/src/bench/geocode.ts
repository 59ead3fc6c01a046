import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { groupBy } from '@siku/master-data';
import { SikuClient } from '../demo/client.js';
import { deliverCity, onboardCity } from '../demo/load-demo-city.js';
import { generateAddresses, type AskedAddress } from '../generate/addresses.js';
import { ADMIN_KEY, BenchmarkServer, seconds } from './server.js';

/** Addresses of one request: as many as it takes. */
const BATCH = 1000;

/** Requests at once, for as many cores. */
const CONNECTIONS = 2;

interface Answer {
  level: string;
  ambiguous: boolean;
  address: string | null;
  division: string | null;
}

/**
 * Addresses as departments write them against the standard address base, in batches over HTTP; every answer is held against the truth: the level
 * the base allows, and at that level the right house or division.
 */
export async function benchmarkGeocode(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: {
      houses: { type: 'string', default: '50000' },
      asked: { type: 'string', default: '40000' },
      wrong: { type: 'boolean' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'siku-geocode-'));
  const server = await BenchmarkServer.start();
  try {
    const { manifest, asked } = await generateAddresses({
      out: folder,
      houses: Number(values.houses),
      asked: Number(values.asked),
    });
    const client = new SikuClient(server.url, ADMIN_KEY);
    await onboardCity(client, folder, manifest);
    await deliverCity(client, folder, manifest, () => undefined);
    await ask(server.url, asked.slice(0, 4 * BATCH));
    let answers: Answer[] = [];
    const took = await seconds(async () => (answers = await ask(server.url, asked)));
    const wrong = asked.flatMap((each, i) => (isRight(each, answers[i]!) ? [] : [{ ...each, answer: answers[i]! }]));
    const share = (of: readonly unknown[], all: readonly unknown[]): number =>
      Math.round((of.length / all.length) * 10_000) / 10_000;
    const levels = groupBy(asked, ({ level }) => level);
    return {
      benchmark: 'geocode',
      houses: Number(values.houses),
      asked: asked.length,
      perSecond: Math.round(asked.length / took),
      levelCorrect: 1 - share(wrong, asked),
      wrongByLevel: Object.fromEntries(
        [...levels].map(([level, all]) => [
          level,
          share(
            wrong.filter((each) => each.level === level),
            all,
          ),
        ]),
      ),
      ...(values.wrong && { wrong: wrong.slice(0, 60) }),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** A house that several divisions have is told as such: nobody could know. */
function isRight({ level, standard, division }: AskedAddress, answer: Answer): boolean {
  if (answer.level !== level) return false;
  if (answer.ambiguous) return true;
  return level === 'number' ? answer.address === standard : answer.division === division;
}

async function ask(url: string, asked: readonly AskedAddress[]): Promise<Answer[]> {
  const batches: AskedAddress[][] = [];
  for (let i = 0; i < asked.length; i += BATCH) batches.push(asked.slice(i, i + BATCH));
  const answers: Answer[][] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < batches.length) {
      const i = next++;
      const answer = await fetch(`${url}/v1/geocode`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ addresses: batches[i]!.map(({ text }) => text), prefecture: '3302' }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      answers[i] = ((await answer.json()) as { items: Answer[] }).items;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return answers.flat();
}
