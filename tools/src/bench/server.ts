import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const ADMIN_KEY = 'benchmark-admin-key';

/** The API in a process of its own, on a fresh database of the server that BENCH_DATABASE_URL names. */
export class BenchmarkServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly databaseUrl: string,
    private readonly folder: string,
    private readonly maintenance: string,
  ) {}

  static async start(): Promise<BenchmarkServer> {
    const maintenance = maintenanceUrl();
    const name = `siku_bench_${randomBytes(4).toString('hex')}`;
    await query(maintenance, `CREATE DATABASE ${name}`);
    const databaseUrl = Object.assign(new URL(maintenance), { pathname: `/${name}` }).href;
    const folder = mkdtempSync(join(tmpdir(), 'siku-bench-'));
    const main = join(import.meta.dirname, '../../../apps/api/src/main.js');
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      SIKU_ADMIN_KEY: ADMIN_KEY,
      SIKU_PORT: '0',
      SIKU_DEMO: 'false',
      SIKU_RATE_LIMIT: '0',
      SIKU_LOG_LEVEL: 'error',
      SIKU_DATA_DIR: folder,
    };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^siku listening on (\S+)/.exec(line)?.[1];
      if (url) return new BenchmarkServer(child, url, databaseUrl, folder, maintenance);
    }
    throw new Error('the server ended before it listened');
  }

  /** Largest resident memory so far, in megabytes. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    await query(this.maintenance, `DROP DATABASE ${new URL(this.databaseUrl).pathname.slice(1)} WITH (FORCE)`);
    rmSync(this.folder, { recursive: true });
  }
}

export async function query(url: string, sql: string): Promise<void> {
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

function maintenanceUrl(): string {
  const url = process.env['BENCH_DATABASE_URL'];
  if (!url) throw new Error('BENCH_DATABASE_URL must name a PostgreSQL server on which databases can be made');
  return url;
}
