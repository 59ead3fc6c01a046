import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '@siku/platform';

/** What each program prints when it can be reached, with its address. */
const READY = /^siku (?:listening|worker ready, health) on (\S+)/;

/** As tools/program.mjs and the image start it. */
const FLAGS = readFileSync(join(repositoryRoot, 'tools/node.flags'), 'utf8').trim().split(' ');

/** A built program as a process of its own: what can be measured, and killed. */
export class SikuProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(environment: NodeJS.ProcessEnv, program: 'api' | 'worker' = 'api'): Promise<SikuProcess> {
    const main = join(repositoryRoot, `dist/apps/${program}/src/main.js`);
    const env = {
      SIKU_PORT: '0',
      SIKU_DEMO: 'false',
      SIKU_LOG_LEVEL: 'fatal',
      SIKU_RATE_LIMIT: '0',
      ...environment,
    };
    const child = spawn(process.execPath, [...FLAGS, main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = READY.exec(line)?.[1];
      if (url) return new SikuProcess(child, url);
    }
    throw new Error(`the process ended with ${child.exitCode} before it listened`);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Largest resident memory so far, in megabytes; Linux only. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  /** Ends it as a power failure would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
