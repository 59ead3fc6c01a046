import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SikuClient, type BatchState } from '../demo/client.js';
import { onboardCity } from '../demo/load-demo-city.js';
import { generateLegalEntities } from '../generate/legal-entities.js';
import { processorSeconds, serverProcessorSeconds } from './processor-time.js';
import { ADMIN_KEY, BenchmarkServer, inBlocks, seconds } from './server.js';

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
    const batches: (BatchState & { seconds: number; dataset: string })[] = [];
    const deliverAll = async (): Promise<void> => {
      for (const { dataset, file, mode, effectiveDate } of manifest.deliveries) {
        let batch: BatchState | undefined;
        const took = await seconds(
          async () => (batch = await client.deliver(dataset, join(folder, file), { mode, effectiveDate })),
        );
        batches.push({ ...batch!, seconds: took, dataset });
      }
    };
    const used = async (): Promise<[siku: number, postgresql: number]> => [
      processorSeconds(server.process.pid),
      await serverProcessorSeconds(server.databaseUrl),
    ];
    const before = await used();
    const load = await seconds(deliverAll);
    const after = await used();
    const rows = batches.reduce((sum, { counts }) => sum + counts.read, 0);
    const again = await seconds(deliverAll);
    const copy = await copySeconds(server.databaseUrl);
    const round = (value: number): number => Math.round(value * 100) / 100;
    return {
      benchmark: 'load',
      rows,
      batches: batches.map(({ dataset, status, seconds: took, counts }) => ({
        dataset,
        status,
        rows: counts.read,
        seconds: round(took),
      })),
      copySeconds: round(copy),
      loadSeconds: round(load),
      redeliverySeconds: round(again),
      loadPerCopy: round(load / copy),
      redeliveryPerCopy: round(again / copy),
      microsecondsPerRow: Math.round((load / rows) * 1e6),
      processorMicrosecondsPerRow: {
        siku: Math.round(((after[0] - before[0]) / rows) * 1e6),
        postgresql: Math.round(((after[1] - before[1]) / rows) * 1e6),
      },
      peakMemoryMegabytes: server.process.peakMemory(),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The yardstick: seconds in which COPY writes the staged rows into one table with nothing on it. */
async function copySeconds(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE TABLE public.yardstick (dataset text, source_key text, attributes jsonb)');
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(E'\\t', dataset, source_key, replace(attributes::text, '\\', '\\\\')) || E'\\n' AS line
       FROM legal_entity.source_record WHERE attributes IS NOT NULL`,
  );
  const lines = Readable.from([...inBlocks(rows, ({ line }) => line)]);
  const took = await seconds(() => pipeline(lines, client.query(copyFrom('COPY public.yardstick FROM STDIN'))));
  await client.end();
  return took;
}
