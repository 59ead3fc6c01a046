import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import fastify from 'fastify';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SikuClient } from '../demo/client.js';
import { load } from './http-load.js';
import { processorSeconds, serverProcessorSeconds } from './processor-time.js';
import { ADMIN_KEY, BenchmarkServer, inBlocks, seconds } from './server.js';

/** Months of a series: fifty years. */
const PERIODS = 600;

/** One month in so many is revised a quarter later. */
const REVISED = 10;

const READS = 400;

/**
 * Observations with vintages from SDMX-CSV to the read API, beside COPY of the same rows; one series as of a date beside a bare
 * handler on a table made for the question; all of them as SDMX-CSV.
 */
export async function benchmarkObservations(flags: string[]): Promise<object> {
  const { values } = parseArgs({ args: flags, options: { series: { type: 'string', default: '200' } } });
  const series = Number(values.series);
  const folder = mkdtempSync(join(tmpdir(), 'siku-observations-'));
  const file = join(folder, 'observations.csv');
  await pipeline(Readable.from(inBlocks(sdmxCsv(series), (line) => line)), createWriteStream(file));
  const server = await BenchmarkServer.start();
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const bare = await startBare(server.databaseUrl);
  try {
    const siku = new SikuClient(server.url, ADMIN_KEY);
    await onboard(siku);
    let rows = 0;
    const used = async (): Promise<readonly [number, number]> => [
      processorSeconds(server.process.pid),
      await serverProcessorSeconds(server.databaseUrl),
    ];
    const before = await used();
    const loading = await seconds(async () => {
      const { counts } = await siku.deliver('figures', file, { mode: 'delta' });
      rows = counts.accepted;
    });
    const after = await used();
    const loadMemory = server.process.peakMemory();
    const copy = await copySeconds(client, series, join(folder, 'yardstick.tsv'));
    await client.query('CREATE INDEX ON public.yardstick (series, period, published)');
    await client.query('ANALYZE');
    const keys = Array.from({ length: series }, (_, i) => `M.${indicator(i)}.330200.N`);
    const asked = { siku: server.url, bare: bare.url };
    const paths = {
      siku: (key: string) => `/v1/series/${key}?knownAt=2015-06-30`,
      bare: (key: string) => `/${key}`,
    };
    const one = async (who: 'siku' | 'bare') => load({ origin: asked[who], path: paths[who] }, keys, READS, 1);
    await one('siku');
    await one('bare');
    const read = { siku: await one('siku'), bare: await one('bare') };
    const [slice, sliceSeconds] = await stream(`${server.url}/sdmx/3.0/data`);
    return {
      benchmark: 'observations',
      rows,
      loadSeconds: round(loading),
      copySeconds: round(copy),
      loadPerCopy: round(loading / copy),
      microsecondsPerRow: Math.round((loading / rows) * 1e6),
      processorMicrosecondsPerRow: {
        siku: Math.round(((after[0] - before[0]) / rows) * 1e6),
        postgresql: Math.round(((after[1] - before[1]) / rows) * 1e6),
      },
      peakMemoryMegabytes: loadMemory,
      seriesAsOfDate: read,
      seriesRatio: round(read.siku.p50 / read.bare.p50),
      sliceObservations: slice,
      sliceObservationsPerSecond: Math.round(slice / sliceSeconds),
      peakMemoryAfterSliceMegabytes: server.process.peakMemory(),
    };
  } finally {
    await bare.stop();
    await client.end();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

const indicator = (i: number): string => `I${String(i).padStart(5, '0')}`;

interface Row {
  series: string;
  indicator: string;
  period: string;
  value: string;
  published: string;
}

/** Every figure a month after its period, some again three months later. */
function* figures(series: number): Generator<Row> {
  const month = (n: number): string => `${1976 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  for (let i = 0; i < series; i++) {
    for (let n = 0; n < PERIODS; n++) {
      const row = { series: `M.${indicator(i)}.330200.N`, indicator: indicator(i), period: month(n) };
      const value = ((i * 7919 + n * 104_729) % 1_000_000) / 100;
      yield { ...row, value: value.toFixed(2), published: `${month(n + 1)}-20` };
      if (n % REVISED === 0) yield { ...row, value: (value + 1).toFixed(2), published: `${month(n + 4)}-20` };
    }
  }
}

function* sdmxCsv(series: number): Generator<string> {
  yield 'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,INDICATOR,REF_AREA,ADJUSTMENT,TIME_PERIOD,OBS_VALUE,PUBLISHED\n';
  for (const row of figures(series)) {
    yield `dataflow,X:F(1.0.0),I,M,${row.indicator},330200,N,${row.period},${row.value},${row.published}\n`;
  }
}

async function onboard(siku: SikuClient): Promise<void> {
  await siku.put('/v1/departments/bench', { title: { zh: '测试', en: 'Benchmark' } });
  await siku.put('/v1/datasets/figures', {
    base: 'macroeconomic',
    department: 'bench',
    title: { zh: '测试', en: 'Benchmark' },
    key: ['INDICATOR', 'REF_AREA', 'TIME_PERIOD'],
    mapping: {
      indicator: 'INDICATOR',
      area: 'REF_AREA',
      frequency: 'FREQ',
      adjustment: 'ADJUSTMENT',
      period: 'TIME_PERIOD',
      value: 'OBS_VALUE',
    },
    effectiveDate: { from: 'PUBLISHED' },
  });
}

async function copySeconds(client: pg.Client, series: number, file: string): Promise<number> {
  await client.query(
    'CREATE TABLE public.yardstick (series text, indicator text, period text, value numeric, published date)',
  );
  const lines = inBlocks(figures(series), (row) => `${Object.values(row).join('\t')}\n`);
  await pipeline(Readable.from(lines), createWriteStream(file));
  const copy = client.query(copyFrom('COPY public.yardstick FROM STDIN'));
  return seconds(() => pipeline(createReadStream(file), copy));
}

/** What somebody would write for this one question. */
async function startBare(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const app = fastify();
  app.get<{ Params: { key: string } }>('/:key', async ({ params }, reply) => {
    const { rows } = await pool.query<{ text: string }>({
      text: `SELECT json_build_object('observations', json_agg(json_build_object('period', period, 'value', value::text)))::text AS text
               FROM (SELECT DISTINCT ON (period) period, value FROM public.yardstick
                      WHERE series = $1 AND published <= '2015-06-30' ORDER BY period, published DESC) latest`,
      values: [params.key],
    });
    return reply.type('application/json; charset=utf-8').send(rows[0]?.text);
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    stop: async () => {
      await app.close();
      await pool.end();
    },
  };
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

/** Observations and seconds of a whole dataflow. */
async function stream(url: string): Promise<[observations: number, seconds: number]> {
  let lines = -1;
  const took = await seconds(async () => {
    const answer = await fetch(url, {
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        accept: 'application/vnd.sdmx.data+csv;version=2.0.0',
        'accept-encoding': 'identity',
      },
    });
    for await (const chunk of answer.body!) lines += linesIn(chunk as Uint8Array);
  });
  return [lines, took];
}
