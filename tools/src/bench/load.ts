import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { SikuClient, type BatchState } from '../demo/client.js';
import { onboardCity } from '../demo/load-demo-city.js';
import { generateLegalEntities } from '../generate/legal-entities.js';
import { processorSeconds, serverProcessorSeconds } from './processor-time.js';
import { ADMIN_KEY, BenchmarkServer, seconds } from './server.js';

/**
 * First load of six departments, from file to published masters, and the same files again, beside COPY of as many rows
 * of the same size into one table of the same server in the same run.
 */
export async function benchmarkLoad(flags: string[]): Promise<object> {
  const { values } = parseArgs({ args: flags, options: { entities: { type: 'string', default: '20000' } } });
  const folder = mkdtempSync(join(tmpdir(), 'siku-load-'));
  const manifest = await generateLegalEntities({ entities: Number(values.entities), months: 1, out: folder });
  const server = await BenchmarkServer.start();
  try {
    const client = new SikuClient(server.url, ADMIN_KEY);
    await onboardCity(client, folder, manifest);
    const deliverAll = async (): Promise<Delivered[]> => {
      const delivered: Delivered[] = [];
      for (const { dataset, file, mode, effectiveDate } of manifest.deliveries) {
        const before = await usedBy(server);
        let batch: BatchState | undefined;
        const took = await seconds(
          async () => (batch = await client.deliver(dataset, join(folder, file), { mode, effectiveDate })),
        );
        const { status, counts } = batch!;
        delivered.push({
          dataset,
          status,
          rows: counts.read,
          seconds: took,
          used: since(before, await usedBy(server)),
        });
      }
      return delivered;
    };
    const first = await deliverAll();
    const again = await deliverAll();
    const copy = await copySeconds(server.databaseUrl);
    return {
      benchmark: 'load',
      rows: sum(first, ({ rows }) => rows),
      copySeconds: round(copy),
      load: summary(first, copy),
      redelivery: summary(again, copy),
      peakMemoryMegabytes: server.process.peakMemory(),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Processor time in seconds. */
type Used = readonly [siku: number, postgresql: number];

interface Delivered {
  dataset: string;
  status: string;
  rows: number;
  seconds: number;
  used: Used;
}

const usedBy = async ({ process, databaseUrl }: BenchmarkServer): Promise<Used> => [
  processorSeconds(process.pid),
  await serverProcessorSeconds(databaseUrl),
];

const since = (before: Used, after: Used): Used => [after[0] - before[0], after[1] - before[1]];

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const round = (value: number): number => Math.round(value * 100) / 100;

function summary(delivered: readonly Delivered[], copy: number): object {
  const took = sum(delivered, ({ seconds: one }) => one);
  return {
    seconds: round(took),
    perCopy: round(took / copy),
    ...perRow(delivered),
    batches: delivered.map((one) => ({
      dataset: one.dataset,
      status: one.status,
      rows: one.rows,
      seconds: round(one.seconds),
      ...perRow([one]),
    })),
  };
}

/** Processor time beside the clock's: what else the machine does changes it less. */
function perRow(delivered: readonly Delivered[]): object {
  const rows = sum(delivered, (one) => one.rows);
  const micro = (total: number): number => Math.round((total / rows) * 1e6);
  return {
    microsecondsPerRow: micro(sum(delivered, (one) => one.seconds)),
    processorMicrosecondsPerRow: {
      siku: micro(sum(delivered, ({ used }) => used[0])),
      postgresql: micro(sum(delivered, ({ used }) => used[1])),
    },
  };
}

/** The yardstick: seconds in which COPY writes the staged rows into one table with nothing on it. */
async function copySeconds(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE TABLE public.yardstick (dataset text, source_key text, attributes jsonb)');
  const rows = 'SELECT dataset, source_key, attributes FROM legal_entity.source_record WHERE attributes IS NOT NULL';
  // Bytes, which lie outside the heap: a million rows as objects do not fit into it.
  const blocks: Buffer[] = [];
  for await (const block of client.query(copyTo(`COPY (${rows}) TO STDOUT`))) blocks.push(block as Buffer);
  const lines = Readable.from(blocks);
  const took = await seconds(() => pipeline(lines, client.query(copyFrom('COPY public.yardstick FROM STDIN'))));
  await client.end();
  return took;
}
