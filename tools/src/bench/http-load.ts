import { Agent, request } from 'node:http';
import { ADMIN_KEY } from './server.js';

/** Requests at once: what a few dozen applications make. */
const CONNECTIONS = 32;

export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

/** A closed loop of keep-alive connections. */
export async function load(
  { origin, path }: { origin: string; path(id: string): string },
  ids: readonly string[],
  total: number,
  connections = CONNECTIONS,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let sent = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (sent < total) {
      const id = ids[sent++ % ids.length]!;
      const begun = performance.now();
      await get(agent, origin + path(id));
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)]! * 100) / 100;
  return { perSecond: Math.round(times.length / elapsed), p50: at(0.5), p99: at(0.99) };
}

const get = (agent: Agent, url: string): Promise<void> =>
  new Promise((done, fail) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${ADMIN_KEY}` } }, (answer) => {
      if (answer.statusCode !== 200) fail(new Error(`${url}: ${answer.statusCode}`));
      answer.resume().once('end', done);
    });
    sent.once('error', fail).end();
  });
