import { parseArgs } from 'node:util';
import { DEFAULT_ENTITIES, generateLegalEntities, legalEntityDepartments } from './generate/legal-entities.js';
import { DEFAULTS } from './generate/options.js';
import { DEFAULT_PERSONS, generatePopulation, populationDepartments } from './generate/population.js';

const USAGE = `npm run generate -- legal-entity --out <folder> [options]
  --entities n       organisations of the city (${DEFAULT_ENTITIES})
  --departments a,b  of ${legalEntityDepartments.join(', ')} (all)
npm run generate -- population --out <folder> [options]
  --persons n        people of the city (${DEFAULT_PERSONS})
  --departments a,b  of ${populationDepartments.join(', ')} (all)
  --flat             one file of all records with their true person, instead of deliveries
both:
  --seed n           the same seed gives the same bytes (${DEFAULTS.seed})
  --months n         monthly deliveries (${DEFAULTS.months})
  --start yyyy-MM    first delivery (${DEFAULTS.start})
  --format-mix       each delivery in another format
See docs/generator.md.`;

/** npm run generate: files as departments would deliver them, and the truth behind them. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      entities: { type: 'string' },
      persons: { type: 'string' },
      departments: { type: 'string', default: 'all' },
      seed: { type: 'string', default: String(DEFAULTS.seed) },
      months: { type: 'string', default: String(DEFAULTS.months) },
      start: { type: 'string', default: DEFAULTS.start },
      'format-mix': { type: 'boolean', default: false },
      flat: { type: 'boolean', default: false },
    },
  });
  const [base = '', ...more] = positionals;
  const { out, entities, persons, flat } = values;
  const foreign = base === 'population' ? entities !== undefined : persons !== undefined || flat;
  if (!['legal-entity', 'population'].includes(base) || more.length > 0 || out === undefined || foreign)
    throw new Error(USAGE);
  const common = {
    out,
    ...(values.departments !== 'all' && { departments: values.departments.split(',').map((name) => name.trim()) }),
    seed: Number(values.seed),
    months: Number(values.months),
    start: values.start,
    formatMix: values['format-mix'],
  };
  const began = Date.now();
  const { deliveries } = await (base === 'population'
    ? generatePopulation({ ...common, persons: Number(persons ?? DEFAULT_PERSONS), flat })
    : generateLegalEntities({ ...common, entities: Number(entities ?? DEFAULT_ENTITIES) }));
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
