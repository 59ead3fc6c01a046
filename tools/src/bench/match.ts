import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { generatePopulation } from '../generate/population.js';

const run = promisify(execFile);

/** Of the project: the script is no program of ours, and stays where it is. */
const root = fileURLToPath(new URL('../../../../', import.meta.url));

const SPLINK = ['splink==4.0.17', 'duckdb==2.0.1', 'pandas'];
const MOST_OUTPUT = 64 * 1024 * 1024;

interface Result {
  f1: number;
  precision: number;
  recall: number;
  pairs: number;
  seconds: Record<string, number>;
  total: number;
  peakMemoryMb: number;
}

/**
 * Train, compare and cluster a flat file of people whose truth is known, beside Splink on DuckDB with the same file, each in a process of its
 * own and one after the other. Splink is installed from PyPI into a folder of its own; without PyPI it is left out, and `splink` says so.
 */
export async function benchmarkMatch(flags: string[]): Promise<object> {
  const { values } = parseArgs({
    args: flags,
    options: { persons: { type: 'string', default: '75000' }, python: { type: 'string', default: 'python3' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'siku-match-'));
  try {
    await generatePopulation({ persons: Number(values.persons), flat: true, out: folder });
    const file = join(folder, 'flat.csv');
    const siku = await runSiku(folder, file);
    const splink = await runSplink(folder, file, values.python);
    const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
    return {
      benchmark: 'match',
      rows: readFileSync(file, 'utf8').split('\n').length - 2,
      siku,
      splink,
      ...(typeof splink === 'object' && {
        timeRatio: ratio(siku.total, splink.total),
        memoryRatio: ratio(siku.peakMemoryMb, splink.peakMemoryMb),
        errorRatio: ratio(1 - siku.f1, 1 - splink.f1),
      }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runSiku(folder: string, file: string): Promise<Result> {
  const heap = `--max-old-space-size=${Math.floor(totalmem() / 2 / 1024 / 1024)}`;
  const program = fileURLToPath(new URL('../evaluate.js', import.meta.url));
  const flags = ['--dataset', join(folder, 'flat.dataset.json'), '--file', file, '--truth', 'person'];
  const { stdout } = await run(process.execPath, [heap, program, ...flags], { maxBuffer: MOST_OUTPUT });
  const report = JSON.parse(stdout) as {
    pairwise: { f1: number; precision: number; recall: number };
    pairsCompared: number;
    seconds: Record<string, number>;
    peakMemoryMb: number;
  };
  const { evaluate: _, ...seconds } = report.seconds;
  const { f1, precision, recall } = report.pairwise;
  return { f1, precision, recall, pairs: report.pairsCompared, ...timed(seconds), peakMemoryMb: report.peakMemoryMb };
}

async function runSplink(folder: string, file: string, python: string): Promise<Result | string> {
  const home = join(folder, 'python');
  const program = join(home, 'bin', 'python');
  try {
    await run(python, ['-m', 'venv', home]);
    await run(program, ['-m', 'pip', 'install', '-q', ...SPLINK], { maxBuffer: MOST_OUTPUT });
  } catch (error) {
    return `skipped: Splink could not be installed (${error instanceof Error ? error.message.split('\n')[0] : ''})`;
  }
  const script = join(root, 'tools/src/bench/splink-people.py');
  const { stdout } = await run(program, [script, file], { maxBuffer: MOST_OUTPUT });
  const result = JSON.parse(stdout.slice(stdout.lastIndexOf('{"pairs"'))) as Omit<Result, 'total'>;
  return { ...result, ...timed(result.seconds) };
}

/** Train, predict, cluster. Reading is shown, not summed up: Siku checks and standardises the rows in it, Splink takes them as they are. */
const timed = ({ read = 0, ...seconds }: Record<string, number>): Pick<Result, 'seconds' | 'total'> => ({
  seconds: { read, ...seconds },
  total: Math.round(Object.values(seconds).reduce((sum, each) => sum + each, 0) * 100) / 100,
});
