import type { DatasetDefinition } from '@siku/catalogue';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from './registers/manifest.js';

/** Every file that was written, by its path. */
export function contents(out: string): Map<string, Buffer> {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).slice(out.length),
      readFileSync(join(parentPath, name)),
    ]),
  );
}

/** Cells of a file of the truth, without its header. */
export const linesOf = (out: string, file: string): string[][] =>
  readFileSync(join(out, file), 'utf8')
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));

/** Reads a file as the platform does. */
export type ReadRows = (
  file: string,
  definition: DatasetDefinition,
  effectiveDate: string,
) => AsyncIterable<{
  key: string | null;
  effectiveFrom: string | null;
  issues: readonly { severity: string; code: string }[];
}>;

/** Every file as the platform reads it: rows, refused rows, keys, and the codes of warnings. */
export async function readBack(out: string, { datasets, deliveries }: Manifest, read: ReadRows) {
  const definitions = new Map(
    datasets.map(({ code, file }) => [code, JSON.parse(readFileSync(join(out, file), 'utf8')) as DatasetDefinition]),
  );
  const keys = new Set<string>();
  const warnings = new Set<string>();
  const files: { file: string; rows: number; rejected: number }[] = [];
  for (const { file, dataset, effectiveDate } of deliveries) {
    const definition = definitions.get(dataset)!;
    const seen = new Set<string>();
    const found = { file, rows: 0, rejected: 0 };
    for await (const { key, effectiveFrom, issues } of read(join(out, file), definition, effectiveDate)) {
      const statement = `${key}|${effectiveFrom}`;
      found.rows++;
      for (const { severity, code } of issues) if (severity !== 'error') warnings.add(code);
      if (issues.some(({ severity }) => severity === 'error') || seen.has(statement)) found.rejected++;
      else keys.add(`${dataset}|${key}`);
      seen.add(statement);
    }
    files.push(found);
  }
  return { definitions, files, keys, warnings };
}
