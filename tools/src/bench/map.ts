import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fastify from 'fastify';
import pg from 'pg';
import { SikuClient } from '../demo/client.js';
import { load, type Load } from './http-load.js';
import { processorSeconds, serverProcessorSeconds } from './processor-time.js';
import { ADMIN_KEY, BenchmarkServer, seconds } from './server.js';

const OPTIONS = {
  features: { type: 'string', default: '40000' },
  requests: { type: 'string', default: '400' },
  featureserv: { type: 'string' },
  tileserv: { type: 'string' },
} as const;

const ROUNDS = 3;
const PAGE = 1000;

/** What the city covers, in degrees. */
const [WEST, SOUTH, WIDTH, HEIGHT] = [121.2, 29.6, 0.8, 0.6];

/** Squares of 20 to 60 metres on a lattice, which none shares with another. */
function* parcels(count: number): Generator<string> {
  const columns = Math.ceil(Math.sqrt(count));
  for (let i = 0; i < count; i++) {
    const x = WEST + (WIDTH * (i % columns)) / columns;
    const y = SOUTH + (HEIGHT * Math.floor(i / columns)) / columns;
    const side = 0.0002 + ((i * 7919) % 400) / 1e6;
    const corners = [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    yield `P${i},${i}号地块,"POLYGON((${corners.map((corner) => corner.map((value) => value.toFixed(7)).join(' ')).join(',')}))"\n`;
  }
}

interface City {
  server: BenchmarkServer;
  features: number;
  loadSeconds: number;
  /** of the load, a feature */
  processorMicroseconds: { siku: number; postgresql: number };
  peakMemoryMegabytes: number;
  copySeconds: number;
  /** of ogr2ogr, where it is installed, from the same file into a table with a spatial index */
  ogrSeconds: number | null;
}

/** A layer of polygons through the API, and the same polygons in one table with a spatial index for the others. */
async function withCity<T>(features: number, work: (city: City) => Promise<T>): Promise<T> {
  const server = await BenchmarkServer.start();
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    const siku = new SikuClient(server.url, ADMIN_KEY);
    await siku.put('/v1/departments/land', { title: { zh: '土地', en: 'Land' } });
    await siku.put('/v1/datasets/parcels', {
      ...{ base: 'geospatial', department: 'land', title: { zh: '地块', en: 'Parcels' }, key: ['code'] },
      mapping: { layer: { constant: 'parcels' }, code: 'code', name: 'name', geometry: 'wkt' },
    });
    const file = ['code,name,wkt\n', ...parcels(features)].join('');
    const used = async () => [processorSeconds(server.process.pid), await serverProcessorSeconds(server.databaseUrl)];
    const before = await used();
    const loadSeconds = await seconds(async () => {
      const query = new URLSearchParams({ mode: 'delta', effectiveDate: '2020-01-01' }).toString();
      const answer = await fetch(`${server.url}/v1/datasets/parcels/batches?${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'text/csv' },
        body: file,
      });
      const { counts } = await siku.finished(((await answer.json()) as { id: string }).id);
      if (counts.masters.created !== features) throw new Error(`${counts.masters.created} of ${features} features`);
    });
    const [node, postgresql] = (await used()).map((now, i) => Math.round(((now - before[i]!) / features) * 1e6));
    const processorMicroseconds = { siku: node!, postgresql: postgresql! };
    const peakMemoryMegabytes = server.process.peakMemory();
    const copySeconds = await seconds(async () => {
      await client.query(
        `CREATE TABLE public.parcels AS SELECT row_number() OVER () AS gid, code, name, class, ST_SetSRID(geom, 4326)::geometry(Geometry, 4326) AS geom
           FROM geospatial.master_version`,
      );
      await client.query('ALTER TABLE public.parcels ADD PRIMARY KEY (gid)');
      await client.query('CREATE INDEX ON public.parcels USING gist (geom)');
    });
    const ogrSeconds = await ogr2ogr(server.databaseUrl, file);
    await client.query('VACUUM ANALYZE');
    return await work({
      server,
      ...{ features, loadSeconds, processorMicroseconds, peakMemoryMegabytes, copySeconds, ogrSeconds },
    });
  } finally {
    await client.end();
    await server.stop();
  }
}

/** In words: GDAL takes no URL. */
function connectionOf(databaseUrl: string): string {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const words = { host: hostname, port, user: username, password, dbname: pathname.slice(1) };
  const given = Object.entries(words).filter(([, word]) => word !== '');
  return `PG:${given.map(([name, word]) => `${name}=${decodeURIComponent(word)}`).join(' ')}`;
}

async function ogr2ogr(databaseUrl: string, file: string): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'siku-ogr-'));
  const source = join(folder, 'parcels.csv');
  writeFileSync(source, file);
  const flags = [
    '--config',
    'PG_USE_COPY',
    'YES',
    '-f',
    'PostgreSQL',
    connectionOf(databaseUrl),
    source,
    '-nln',
    'ogr',
  ];
  const run = (): Promise<number | null> =>
    new Promise((done) => {
      const child = spawn('ogr2ogr', [...flags, '-oo', 'GEOM_POSSIBLE_NAMES=wkt', '-a_srs', 'EPSG:4490'], {
        stdio: 'ignore',
      });
      child.once('error', () => done(null)).once('exit', done);
    });
  let code: number | null = null;
  const took = await seconds(async () => (code = await run()));
  rmSync(folder, { recursive: true });
  return code === 0 ? took : null;
}

/** A thousand features of a box as GeoJSON, beside pg_featureserv (`--featureserv PATH`) on the same polygons; a late page beside the first. */
export async function benchmarkFeatures(flags: string[]): Promise<object> {
  const { values } = parseArgs({ args: flags, options: OPTIONS });
  return withCity(Number(values.features), async ({ server, loadSeconds, copySeconds, ogrSeconds, ...measured }) => {
    const boxes = Array.from({ length: 64 }, (_, i) => {
      const [x, y] = [WEST + ((i % 8) / 8) * WIDTH * 0.7, SOUTH + (Math.floor(i / 8) / 8) * HEIGHT * 0.7];
      return [x, y, x + WIDTH * 0.3, y + HEIGHT * 0.3].map((value) => value.toFixed(4)).join(',');
    });
    const items = `${server.url}/ogc/collections/parcels/items`;
    const siku = { origin: items, path: (box: string) => `?limit=${PAGE}&bbox=${box}&f=json` };
    const peer = await startPeer(values.featureserv, server.databaseUrl);
    const table = {
      origin: `${peer?.url}/collections/public.parcels/items.json`,
      path: (box: string) => `?limit=${PAGE}&bbox=${box}`,
    };
    try {
      const compared = await inTurn(siku, peer ? table : null, boxes, Number(values.requests));
      return {
        benchmark: 'features',
        ...{
          ...measured,
          loadSeconds: Math.round(loadSeconds),
          loadPerCopy: ratio(loadSeconds, copySeconds),
          loadPerOgr2ogr: ogrSeconds === null ? 'skipped: no ogr2ogr' : ratio(loadSeconds, ogrSeconds),
          ...compared,
        },
        latePagePerFirst: await latePage(items),
      };
    } finally {
      peer?.process.kill();
    }
  });
}

/** Vector tiles of zoom 10 to 16, beside a bare handler of ST_AsMVT, and pg_tileserv (`--tileserv PATH`) on the same polygons. */
export async function benchmarkTiles(flags: string[]): Promise<object> {
  const { values } = parseArgs({ args: flags, options: OPTIONS });
  return withCity(Number(values.features), async ({ server, features }) => {
    const tiles = [10, 11, 12, 13, 14, 15, 16].flatMap((zoom) =>
      Array.from({ length: 9 }, (_, i) => {
        const [u, v] = [0.2 + (i % 3) * 0.3, 0.2 + Math.floor(i / 3) * 0.3];
        const [x, y] = tileAt(zoom, WEST + u * WIDTH, SOUTH + v * HEIGHT);
        return `${zoom}/${x}/${y}`;
      }),
    );
    const siku = {
      origin: `${server.url}/ogc/collections/parcels/tiles/WebMercatorQuad`,
      path: (tile: string) => {
        const [zoom, x, y] = tile.split('/');
        return `/${zoom}/${y}/${x}`;
      },
    };
    const bare = await startBare(server.databaseUrl);
    const peer = await startPeer(values.tileserv, server.databaseUrl);
    const total = Number(values.requests);
    try {
      const besideBare = await inTurn(siku, { origin: bare.url, path: (tile) => `/${tile}` }, tiles, total);
      const table = peer && { origin: `${peer.url}/public.parcels`, path: (tile: string) => `/${tile}.pbf` };
      return { benchmark: 'tiles', features, besideBare, besidePeer: await inTurn(siku, table, tiles, total) };
    } finally {
      await bare.stop();
      peer?.process.kill();
    }
  });
}

type Target = Parameters<typeof load>[0];

/** Both in turn, after a round that does not count. */
async function inTurn(siku: Target, other: Target | null, ids: readonly string[], total: number) {
  const rounds: { siku: Load; other: Load | null }[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const round = { siku: await load(siku, ids, total), other: other && (await load(other, ids, total)) };
    if (i > 0) rounds.push(round);
  }
  const ratios = rounds.flatMap((round) => (round.other ? [ratio(round.siku.perSecond, round.other.perSecond)] : []));
  const throughputRatio = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 'skipped: no peer was named';
  return { rounds, throughputRatio };
}

/** Time of the last of up to a thousand pages by that of the first, one at a time. */
async function latePage(items: string): Promise<number> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const times: number[] = [];
  let next: string | undefined = `${items}?limit=20&f=json`;
  while (next !== undefined && times.length < 1000) {
    const page: string = next;
    let links: { rel: string; href: string }[] = [];
    times.push(
      await seconds(async () => {
        ({ links } = (await (await fetch(page, { headers })).json()) as { links: typeof links });
      }),
    );
    next = links.find(({ rel }) => rel === 'next')?.href;
  }
  const median = (some: number[]): number => some.sort((a, b) => a - b)[Math.floor(some.length / 2)]!;
  return ratio(median(times.slice(-50)), median(times.slice(5, 55)));
}

const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;

function tileAt(zoom: number, longitude: number, latitude: number): [number, number] {
  const radians = (latitude * Math.PI) / 180;
  const x = (longitude + 180) / 360;
  const y = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return [Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)];
}

/** pg_featureserv or pg_tileserv as a process; null where none is named. */
async function startPeer(
  program: string | undefined,
  databaseUrl: string,
): Promise<{ url: string; process: ChildProcess } | null> {
  if (program === undefined) return null;
  const port = await freePort();
  const environment = {
    ...{ DATABASE_URL: databaseUrl, PGFS_SERVER_HTTPPORT: String(port), TS_HTTPPORT: String(port) },
    ...{ PGFS_PAGING_LIMITMAX: String(PAGE), PGFS_PAGING_LIMITDEFAULT: String(PAGE) },
  };
  const process_ = spawn(program, { env: { ...process.env, ...environment }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return { url, process: process_ };
    await new Promise((done) => setTimeout(done, 100));
  }
  process_.kill();
  throw new Error(`${program} does not answer`);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

async function startBare(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const app = fastify();
  app.get<{ Params: Record<'z' | 'x' | 'y', string> }>('/:z/:x/:y', async ({ params: { z, x, y } }, reply) => {
    const { rows } = await pool.query<{ tile: Buffer }>({
      name: 'tile',
      text: `SELECT ST_AsMVT(t, 'parcels') AS tile FROM (
               SELECT gid, code, name, class, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope($1, $2, $3)) AS geom
                 FROM public.parcels WHERE geom && ST_Transform(ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096), 4326)) t`,
      values: [Number(z), Number(x), Number(y)],
    });
    return reply.type('application/vnd.mapbox-vector-tile').send(rows[0]!.tile);
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async stop() {
      await app.close();
      await pool.end();
    },
  };
}
