import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Somebody else uses the data directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
}

interface RunningProcess {
  pid: number;
  /** when it started: a pid alone may have been given to another process since */
  started: string;
}

interface Lock {
  owner: RunningProcess;
  database?: RunningProcess;
}

/** How long a database process whose parent was killed gets to close by itself. */
const orphanMilliseconds = 20_000;

/** Start of a running process in the system's own words, or null when there is none. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  if (process.platform === 'linux') {
    try {
      // After the name in parentheses, which may hold anything: state is the first field, the start time the twentieth.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH')
        return null;
      throw error;
    }
  }
  if (process.platform === 'win32') return 'running';
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
}

const describe = (pid: number): RunningProcess => ({ pid, started: startOf(pid) ?? 'unknown' });
const isRunning = ({ pid, started }: RunningProcess): boolean => startOf(pid) === started;

/** Holds a data directory for this process; `siku.lock` in it names who does. */
export class DataDirectory {
  private constructor(
    private readonly file: string,
    private lock: Lock,
  ) {}

  /** @throws DataDirectoryInUse naming the process that holds it */
  static async take(directory: string): Promise<DataDirectory> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, 'siku.lock');
    const lock: Lock = { owner: describe(process.pid) };
    const until = Date.now() + orphanMilliseconds;
    for (;;) {
      try {
        writeWhole(file, lock, linkSync);
        return new DataDirectory(file, lock);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const held = readLock(file);
      if (held && isRunning(held.owner)) {
        throw new DataDirectoryInUse(
          `the data directory ${directory} is in use by process ${held.owner.pid}; stop it, or choose another with --data-dir`,
        );
      }
      if (held?.database && isRunning(held.database)) {
        if (Date.now() > until) {
          throw new DataDirectoryInUse(
            `the database process ${held.database.pid} of an earlier run still uses the data directory ${directory}; stop it`,
          );
        }
        await pause(100);
        continue;
      }
      discardStale(file, held);
    }
  }

  /** Notes the process that has the database files open. */
  noteDatabase(pid: number): void {
    this.lock = { ...this.lock, database: describe(pid) };
    writeWhole(this.file, this.lock, renameSync);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

/** Nobody ever sees half a lock: it is written beside its place, then linked (fails where one is) or renamed into it. */
function writeWhole(file: string, lock: Lock, place: (from: string, to: string) => void): void {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, JSON.stringify(lock), { mode: 0o600 });
  try {
    place(next, file);
  } finally {
    rmSync(next, { force: true });
  }
}

function readLock(file: string): Lock | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock;
  } catch (error) {
    // Gone meanwhile, or damaged: nobody's either way.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Moves a dead process's lock aside; of two that try, only one finds the same lock still there. */
function discardStale(file: string, seen: Lock | null): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readLock(aside);
  // A third process may have taken it between reading and moving: hand it back.
  if (JSON.stringify(moved) === JSON.stringify(seen)) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
