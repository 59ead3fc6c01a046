import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers } from '@siku/platform';
import pg from 'pg';
import { SikuProcess } from '../process/siku-process.js';

export const ADMIN_KEY = 'benchmark-admin-key';

/** Where a server keeps what it knows: its database, and the folder with the keys to what is sealed there. */
export interface ServerPlace {
  databaseUrl: string;
  folder: string;
}

/** The API in a process of its own, on a fresh database of the server that BENCH_DATABASE_URL names. */
export class BenchmarkServer {
  private constructor(
    readonly process: SikuProcess,
    readonly databaseUrl: string,
    readonly folder: string,
    private readonly maintenance: string,
  ) {}

  /** @param place of a server that was stopped and kept */
  static async start(place?: ServerPlace): Promise<BenchmarkServer> {
    const maintenance = maintenanceUrl();
    return BenchmarkServer.startAt(maintenance, place ?? (await freshPlace(maintenance)));
  }

  /** @param place of a server that was stopped and kept, and stays as it is */
  static async startOnCopy(place: ServerPlace): Promise<BenchmarkServer> {
    const maintenance = maintenanceUrl();
    return BenchmarkServer.startAt(maintenance, await freshPlace(maintenance, place));
  }

  private static async startAt(maintenance: string, { databaseUrl, folder }: ServerPlace): Promise<BenchmarkServer> {
    const environment = { DATABASE_URL: databaseUrl, SIKU_ADMIN_KEY: ADMIN_KEY, SIKU_DATA_DIR: folder };
    return new BenchmarkServer(await SikuProcess.start(environment), databaseUrl, folder, maintenance);
  }

  get url(): string {
    return this.process.url;
  }

  get place(): ServerPlace {
    return { databaseUrl: this.databaseUrl, folder: this.folder };
  }

  async stop(keep = false): Promise<void> {
    await this.process.stop();
    if (keep) return;
    await query(this.maintenance, `DROP DATABASE ${databaseOf(this.databaseUrl)} WITH (FORCE)`);
    rmSync(this.folder, { recursive: true });
  }
}

function maintenanceUrl(): string {
  const url = testServers().benchmarkUrl;
  if (!url) throw new Error('BENCH_DATABASE_URL must name a PostgreSQL server on which databases can be made');
  return url;
}

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

async function freshPlace(maintenance: string, copied?: ServerPlace): Promise<ServerPlace> {
  const name = `siku_bench_${randomBytes(4).toString('hex')}`;
  // By file: going through the log would double what a large base is copied with.
  const template = copied && `TEMPLATE ${databaseOf(copied.databaseUrl)} STRATEGY file_copy`;
  await query(maintenance, `CREATE DATABASE ${name} ${template ?? ''}`);
  const folder = mkdtempSync(join(tmpdir(), 'siku-bench-'));
  if (copied) cpSync(copied.folder, folder, { recursive: true });
  return { databaseUrl: Object.assign(new URL(maintenance), { pathname: `/${name}` }).href, folder };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Seconds a piece of work takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Lines in blocks of some kilobytes, so that what is measured is not the handing over of lines. */
export function* inBlocks<T>(rows: Iterable<T>, line: (row: T) => string): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += line(row);
    if (block.length < 64 * 1024) continue;
    yield block;
    block = '';
  }
  yield block;
}
