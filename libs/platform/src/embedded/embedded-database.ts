import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryRoot } from '../configuration/repository-root.js';
import { DataDirectory } from './data-directory.js';

const program = join(repositoryRoot, 'libs/platform/src/embedded/embedded-server.mjs');

/** A first start on a slow machine creates the whole cluster; a second opens it in seconds. */
const startMilliseconds = 120_000;

/** PGlite in a child process, on a loopback port, with its files in `<data directory>/database`. */
export class EmbeddedDatabase {
  private closing?: Promise<void>;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly directory: DataDirectory,
  ) {}

  /**
   * @param onLost called when the database process ends by itself
   * @param prepare called when the directory is held and nothing has it open
   */
  static async open(
    dataDirectory: string,
    extensions: readonly string[],
    onLost: () => void,
    prepare: () => unknown = () => undefined,
  ): Promise<EmbeddedDatabase> {
    const directory = await DataDirectory.take(dataDirectory);
    prepare();
    const child = fork(program, [JSON.stringify({ directory: join(dataDirectory, 'database'), extensions })], {
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      if (child.pid) directory.noteDatabase(child.pid);
      const port = await portOf(child);
      const database = new EmbeddedDatabase(`postgres://postgres@127.0.0.1:${port}/postgres`, child, directory);
      child.once('exit', () => database.closing ?? onLost());
      return database;
    } catch (error) {
      child.kill('SIGKILL');
      directory.release();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closing ??= (async () => {
      if (this.child.exitCode === null && this.child.signalCode === null) {
        const ended = once(this.child, 'exit');
        this.child.disconnect();
        await ended;
      }
      this.directory.release();
    })();
    return this.closing;
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), startMilliseconds);
  try {
    const [message] = (await Promise.race([
      once(child, 'message', { signal: abort.signal }),
      once(child, 'exit', { signal: abort.signal }).then(([code]) => [
        { error: `its process ended with code ${code}` },
      ]),
    ])) as [{ port?: number; error?: string }];
    if (message.port) return message.port;
    throw new Error(`the embedded database did not start: ${message.error}`);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}
