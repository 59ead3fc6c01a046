import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import pg from 'pg';

/** Fields of /proc/PID/stat after the name: the parent, then the processor time of the process and of its children that ended, in ticks. */
const PARENT = 1;
const OWN = [11, 12];
const ENDED = [13, 14];

/** Linux counts a hundred ticks a second. */
const TICKS = 100;

function fieldsOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return []; // it has ended meanwhile, and its parent counts it
  }
}

const seconds = (pid: number, fields: readonly number[]): number => {
  const all = fieldsOf(pid);
  return fields.reduce((sum, field) => sum + (all[field] ?? 0), 0) / TICKS;
};

/** Seconds of processor time that a process has used; what else the machine does hardly changes them. Linux only. */
export const processorSeconds = (pid: number): number => seconds(pid, OWN);

/** The same of a PostgreSQL server on this machine: all of its processes, those that have ended too. */
export async function serverProcessorSeconds(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = fieldsOf(rows[0]!.pid)[PARENT]!;
  const children = execFileSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' });
  const running = children.trim().split('\n').map(Number);
  await client.end();
  return running.reduce((sum, pid) => sum + seconds(pid, OWN), seconds(postmaster, [...OWN, ...ENDED]));
}
