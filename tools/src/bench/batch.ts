import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BatchState, SikuClient } from '../demo/client.js';
import { generatePopulation } from '../generate/population.js';
import { DELIVERED, EFFECTIVE, fillBase } from './live/fill-base.js';
import { chooseLines } from './live/lines.js';
import { processorSeconds, serverProcessorSeconds } from './processor-time.js';
import { ADMIN_KEY, BenchmarkServer, seconds, type ServerPlace } from './server.js';

/** Batches of the same size: the first finds the database cold and the code not compiled. */
const BATCHES = 3;

interface Delivery {
  status: string;
  seconds: number;
  processorSeconds: { siku: number; postgresql: number };
  created: number;
  updated: number;
}

/** A base that was filled by an earlier run. */
interface Kept extends ServerPlace {
  records: number;
}

/**
 * The same rows delivered to a small base of people and to one of which that is a part: what a batch costs must follow the batch. The rows are
 * some of the people whom both bases know, by rows of other registers. With `--keep <folder>` the filled bases stay as they are: that run and
 * later ones deliver to copies.
 */
export async function benchmarkBatch(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: {
      persons: { type: 'string', default: '40000' },
      times: { type: 'string', default: '10' },
      rows: { type: 'string', default: '10000' },
      keep: { type: 'string' },
    },
  });
  const [persons, times, rows] = [Number(values.persons), Number(values.times), Number(values.rows)];
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'siku-batch-'));
  const keep = values.keep !== undefined;
  mkdirSync(folder, { recursive: true });
  try {
    const file = join(folder, 'flat.csv');
    if (!existsSync(file)) await generatePopulation({ persons: persons * times, flat: true, out: folder });
    let last = 0;
    await chooseLines(file, join(folder, 'none.csv'), (line) => {
      last = line;
      return 'leave';
    });
    const small = Math.floor(last / times);
    const step = Math.floor((small - DELIVERED) / (rows * BATCHES));
    if (step < 2) throw new Error(`${small} rows are too few to take ${rows * BATCHES} of them out`);
    /** Number of the batch that a line belongs to, -1 for the base. */
    const batchOf = (line: number): number => {
      const place = line - DELIVERED - 1;
      if (place < 0 || place % step !== 0) return -1;
      const number = place / step;
      return number < rows * BATCHES ? number % BATCHES : -1;
    };
    const batches: string[] = [];
    for (let number = 0; number < BATCHES; number++) {
      batches.push(join(folder, `batch-${number}.csv`));
      await chooseLines(file, batches[number]!, (line) => (line === 0 || batchOf(line) === number ? 'take' : 'leave'));
    }
    const measured = [];
    for (const end of [small, last]) {
      const fill = async (server: BenchmarkServer): Promise<number> => {
        const base = join(folder, 'base.csv');
        await chooseLines(file, base, (line) => (line > end ? 'stop' : batchOf(line) < 0 ? 'take' : 'leave'));
        return (await fillBase(server, folder, base)).rows + DELIVERED;
      };
      const { server, records } = keep ? await copyOfKept(join(folder, `filled-${end}.json`), fill) : await fresh(fill);
      try {
        measured.push({ records, deliveries: await deliverTo(server, batches) });
      } finally {
        await server.stop();
      }
    }
    const costs = measured.map(({ deliveries }) => costOf(deliveries.slice(1)));
    return {
      benchmark: 'batch',
      rows,
      bases: measured,
      processorSeconds: costs.map(rounded),
      ratio: rounded(costs[1]! / costs[0]!),
    };
  } finally {
    if (!keep) rmSync(folder, { recursive: true });
  }
}

interface FilledServer {
  server: BenchmarkServer;
  records: number;
}

async function fresh(fill: (server: BenchmarkServer) => Promise<number>): Promise<FilledServer> {
  const server = await BenchmarkServer.start();
  try {
    return { server, records: await fill(server) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A copy of the base that a file tells of; without that file it is filled first. */
async function copyOfKept(file: string, fill: (server: BenchmarkServer) => Promise<number>): Promise<FilledServer> {
  if (!existsSync(file)) {
    const { server, records } = await fresh(fill);
    await server.stop(true);
    writeFileSync(file, JSON.stringify({ ...server.place, records } satisfies Kept));
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  return { server: await BenchmarkServer.startOnCopy(kept), records: kept.records };
}

async function deliverTo(server: BenchmarkServer, batches: readonly string[]): Promise<Delivery[]> {
  const client = new SikuClient(server.url, ADMIN_KEY);
  const deliveries: Delivery[] = [];
  for (const batch of batches) {
    const before = await used(server);
    let state: BatchState | undefined;
    const query = { mode: 'delta', effectiveDate: EFFECTIVE };
    const took = await seconds(async () => (state = await client.deliver('flat', batch, query)));
    const after = await used(server);
    const { created, updated } = state!.counts.masters;
    deliveries.push({
      status: state!.status,
      seconds: rounded(took),
      processorSeconds: {
        siku: rounded(after.siku - before.siku),
        postgresql: rounded(after.postgresql - before.postgresql),
      },
      created,
      updated,
    });
  }
  return deliveries;
}

const used = async ({ process, databaseUrl }: BenchmarkServer): Promise<Delivery['processorSeconds']> => ({
  siku: processorSeconds(process.pid),
  postgresql: await serverProcessorSeconds(databaseUrl),
});

/** Processor time of a batch: what else the machine does hardly changes it. */
function costOf(deliveries: readonly Delivery[]): number {
  const sum = deliveries.reduce((all, { processorSeconds: { siku, postgresql } }) => all + siku + postgresql, 0);
  return sum / deliveries.length;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
