import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SikuClient } from '../demo/client.js';
import { load, type Load } from './http-load.js';
import { ADMIN_KEY, BenchmarkServer } from './server.js';

/**
 * Point reads by id over HTTP, beside a bare Fastify handler that sends the same bytes from one `pg` query. Both run in
 * turn, several times, each in a process of its own; the client is this process.
 */
export async function benchmarkRead(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: { requests: { type: 'string', default: '20000' }, records: { type: 'string', default: '5000' } },
  });
  const server = await BenchmarkServer.start();
  const bare = await startBare(server.databaseUrl);
  try {
    const ids = await fill(server, Number(values.records));
    const total = Number(values.requests);
    const siku = { origin: server.url, path: (id: string) => `/v1/legal-entities/${id}` };
    const yardstick = { origin: bare.url, path: (id: string) => `/${id}` };
    const rounds: { siku: Load; bare: Load }[] = [];
    await load(siku, ids, total / 4);
    await load(yardstick, ids, total / 4);
    for (let i = 0; i < 3; i++)
      rounds.push({ siku: await load(siku, ids, total), bare: await load(yardstick, ids, total) });
    const median = (numbers: number[]): number => Math.round(numbers.sort((a, b) => a - b)[1]! * 100) / 100;
    return {
      benchmark: 'read',
      rounds,
      throughputRatio: median(rounds.map(({ siku: a, bare: b }) => a.perSecond / b.perSecond)),
      p99Ratio: median(rounds.map(({ siku: a, bare: b }) => a.p99 / b.p99)),
    };
  } finally {
    await bare.stop();
    await server.stop();
  }
}

async function fill(server: BenchmarkServer, records: number): Promise<string[]> {
  const client = new SikuClient(server.url, ADMIN_KEY);
  await client.put('/v1/departments/bench', { title: { zh: '测试', en: 'Benchmark' } });
  await client.put('/v1/datasets/bench', {
    base: 'legal-entity',
    department: 'bench',
    title: { zh: '测试', en: 'Benchmark' },
    key: ['id'],
    mapping: { name: 'name', 'address.text': 'address', phone: 'phone' },
  });
  const rows = Array.from(
    { length: records },
    (_, i) => `${i},宁波第${i}贸易有限公司,宁波市海曙区中山西路${i}号,0574-8765${String(i % 10000).padStart(4, '0')}`,
  );
  const query = new URLSearchParams({ mode: 'delta', effectiveDate: '2020-01-01' }).toString();
  const answer = await fetch(`${server.url}/v1/datasets/bench/batches?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'text/csv' },
    body: ['id,name,address,phone', ...rows].join('\n'),
  });
  await client.finished(((await answer.json()) as { id: string }).id);
  const { items } = await client.get<{ items: { id: string }[] }>('/v1/legal-entities?limit=1000');
  return items.map(({ id }) => id);
}

async function startBare(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('./bare-handler.js', import.meta.url)), [databaseUrl]);
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
