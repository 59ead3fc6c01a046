import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Asking {
  url: string;
  headers: Readonly<Record<string, string>>;
  questions: readonly string[];
}

export interface Answers {
  answered: number;
  p50: number;
  p99: number;
  most: number;
}

/**
 * Asks at a fixed rate, whether or not what was asked before is answered: a request that has to wait counts from when it was due.
 * @returns milliseconds
 */
export async function askAtRate(
  { url, headers, questions }: Asking,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const due = start + (i * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    waiting.push(
      post(agent, url, headers, questions[i % questions.length]!).then(() => void times.push(performance.now() - due)),
    );
  }
  await Promise.all(waiting);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)]! * 100) / 100;
  return { answered: times.length, p50: at(0.5), p99: at(0.99), most: at(1 - 1 / times.length) };
}

const post = (agent: Agent, url: string, headers: Asking['headers'], body: string): Promise<void> =>
  new Promise((done, fail) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        if (answer.statusCode !== 200) fail(new Error(`${url}: ${answer.statusCode}`));
        answer.resume().once('end', done);
      },
    );
    sent.once('error', fail).end(body);
  });

/** How long requests took inside the service, as its /metrics counts them: cumulative, by upper bound in milliseconds. */
export class Durations {
  constructor(private readonly counts: ReadonlyMap<number, number>) {}

  since(before: Durations): { answered: number; p50: number; p99: number; within10ms: number } {
    const bounds = [...this.counts.keys()].sort((a, b) => a - b);
    const counts = bounds.map((bound) => this.counts.get(bound)! - (before.counts.get(bound) ?? 0));
    const all = counts.at(-1)!;
    const at = (share: number): number => {
      const i = counts.findIndex((count) => count >= all * share);
      const [low, below] = i > 0 ? [bounds[i - 1]!, counts[i - 1]!] : [0, 0];
      return Math.round((low + ((all * share - below) / (counts[i]! - below)) * (bounds[i]! - low)) * 10) / 10;
    };
    const within = counts[bounds.indexOf(10)] ?? 0;
    return { answered: all, p50: at(0.5), p99: at(0.99), within10ms: Math.round((within / all) * 10_000) / 10_000 };
  }
}

/** Of the requests that were answered with 200 so far. */
export async function requestDurations(origin: string, route: string): Promise<Durations> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const counts = new Map<number, number>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('siku_http_request_duration_seconds_bucket') || !line.includes(`route="${route}"`)) continue;
    if (!line.includes('status="200"')) continue;
    const bound = /le="([^"]+)"/.exec(line)![1]!;
    counts.set(bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound) * 1000, Number(line.split(' ').at(-1)));
  }
  return new Durations(counts);
}
