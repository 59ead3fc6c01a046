import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../dist/apps/api/src/main.js');

/** Siku as a process of its own: what can be killed. */
export class SikuProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(environment: NodeJS.ProcessEnv): Promise<SikuProcess> {
    const env = {
      PATH: process.env['PATH'],
      SIKU_PORT: '0',
      SIKU_DEMO: 'false',
      SIKU_LOG_LEVEL: 'fatal',
      SIKU_RATE_LIMIT: '0',
      ...environment,
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^siku listening on (\S+)/.exec(line)?.[1];
      if (url) return new SikuProcess(child, url);
    }
    throw new Error(`the process ended with ${child.exitCode} before it listened`);
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
