import { parseArgs } from 'node:util';
import { DEFAULT_ENTITIES, generateLegalEntities, legalEntityDepartments } from './generate/legal-entities.js';
import { generateIndicators } from './generate/indicators.js';
import { generateMap } from './generate/map.js';
import { DEFAULTS, type CommonOptions } from './generate/options.js';
import type { Manifest } from './generate/registers/manifest.js';
import { DEFAULT_PERSONS, generatePopulation, populationDepartments } from './generate/population.js';

const USAGE = `npm run generate -- legal-entity --out <folder> [options]
  --entities n       organisations of the city (${DEFAULT_ENTITIES})
  --departments a,b  of ${legalEntityDepartments.join(', ')} (all)
npm run generate -- population --out <folder> [options]
  --persons n        people of the city (${DEFAULT_PERSONS})
  --departments a,b  of ${populationDepartments.join(', ')} (all)
  --flat             one file of all records with their true person, instead of deliveries
npm run generate -- geospatial --out <folder> [--seed n]
npm run generate -- macroeconomic --out <folder> [--seed n]
all:
  --seed n           the same seed gives the same bytes (${DEFAULTS.seed})
legal-entity and population:
  --months n         monthly deliveries (${DEFAULTS.months})
  --start yyyy-MM    first delivery (${DEFAULTS.start})
  --format-mix       each delivery in another format
See docs/generator.md.`;

interface Values {
  out: string;
  entities?: string;
  persons?: string;
  departments?: string;
  seed?: string;
  months?: string;
  start?: string;
  'format-mix'?: boolean;
  flat?: boolean;
}

const COMMON = ['departments', 'months', 'start', 'format-mix'];

/** By the base it makes deliveries for, with the options it knows beside the folder and the seed. */
const GENERATORS: Readonly<Record<string, { options: string[]; run(values: Values): Manifest | Promise<Manifest> }>> = {
  'legal-entity': {
    options: [...COMMON, 'entities'],
    run: (values) =>
      generateLegalEntities({ ...commonOf(values), entities: Number(values.entities ?? DEFAULT_ENTITIES) }),
  },
  population: {
    options: [...COMMON, 'persons', 'flat'],
    run: (values) =>
      generatePopulation({
        ...commonOf(values),
        persons: Number(values.persons ?? DEFAULT_PERSONS),
        flat: values.flat ?? false,
      }),
  },
  geospatial: { options: [], run: ({ out, seed }) => generateMap({ out, seed: Number(seed ?? DEFAULTS.seed) }) },
  macroeconomic: {
    options: [],
    run: ({ out, seed }) => generateIndicators({ out, seed: Number(seed ?? DEFAULTS.seed) }),
  },
};

function commonOf({ out, departments = 'all', seed, months, start, ...values }: Values): CommonOptions {
  return {
    out,
    ...(departments !== 'all' && { departments: departments.split(',').map((name) => name.trim()) }),
    seed: Number(seed ?? DEFAULTS.seed),
    months: Number(months ?? DEFAULTS.months),
    start: start ?? DEFAULTS.start,
    formatMix: values['format-mix'] ?? DEFAULTS.formatMix,
  };
}

/** npm run generate: files as departments would deliver them, and the truth behind them. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      entities: { type: 'string' },
      persons: { type: 'string' },
      departments: { type: 'string' },
      seed: { type: 'string' },
      months: { type: 'string' },
      start: { type: 'string' },
      'format-mix': { type: 'boolean' },
      flat: { type: 'boolean' },
    },
  });
  const [base = '', ...more] = positionals;
  const { out } = values;
  const generator = GENERATORS[base];
  const known = ['out', 'seed', ...(generator?.options ?? [])];
  const foreign = Object.keys(values).find((name) => !known.includes(name));
  if (!generator || more.length > 0 || out === undefined || foreign) throw new Error(USAGE);
  const began = Date.now();
  const { deliveries } = await generator.run({ ...values, out });
  for (const { file, mode, rows, rejected } of deliveries) {
    process.stdout.write(`${file}  ${mode}  ${rows} rows, ${rejected} to be rejected\n`);
  }
  const total = deliveries.reduce((sum, { rows }) => sum + rows, 0);
  process.stdout.write(`${total} rows in ${deliveries.length} files, ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
