import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliveryNote } from './delivery.js';
import type { Register } from './register.js';

/** manifest.json: what to set up, and what to deliver in which order. */
export interface Manifest {
  /** Options that gave it. */
  generator: Record<string, string | number | boolean>;
  departments: {
    code: string;
    title: { zh: string; en: string };
    description: { zh: string; en: string };
    division: string;
  }[];
  /** What else is set up before the datasets: body of PUT, by path. */
  resources?: { path: string; file: string }[];
  /** Definitions, each in a file of its own. */
  datasets: { code: string; file: string }[];
  deliveries: DeliveryNote[];
}

/** GB/T 2260 of the city whose departments these are. */
const CITY = '330200';

/** Writes manifest.json, and a file for each department and dataset. */
export function writeManifest(
  out: string,
  generator: Manifest['generator'],
  registers: readonly Register[],
  notes: DeliveryNote[],
): Manifest {
  // A department with several registers is described by its first.
  const firsts = registers.filter(({ code }, i) => registers.findIndex((other) => other.code === code) === i);
  const manifest: Manifest = {
    generator,
    departments: firsts.map(({ code, title, description }) => ({ code, title, description, division: CITY })),
    datasets: registers.map(({ dataset }) => ({ code: dataset, file: `datasets/${dataset}.json` })),
    // Stable: within a day in the order of the departments.
    deliveries: notes.sort((a, b) =>
      a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0,
    ),
  };
  for (const folder of ['datasets', 'departments']) mkdirSync(join(out, folder), { recursive: true });
  for (const { dataset, definition } of registers) writeJson(join(out, `datasets/${dataset}.json`), definition);
  for (const { code, ...department } of manifest.departments)
    writeJson(join(out, `departments/${code}.json`), department);
  writeJson(join(out, 'manifest.json'), manifest);
  return manifest;
}

export const writeJson = (file: string, json: object): void =>
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
