import { parseArgs } from 'node:util';
import { generateLegalEntities } from './generate/legal-entities.js';
import { DEFAULTS, departmentCodes } from './generate/options.js';

const USAGE = `npm run generate -- legal-entity --out <folder> [options]
  --entities n       organisations of the city (${DEFAULTS.entities})
  --departments a,b  of ${departmentCodes.join(', ')} (all)
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
      entities: { type: 'string', default: String(DEFAULTS.entities) },
      departments: { type: 'string', default: 'all' },
      seed: { type: 'string', default: String(DEFAULTS.seed) },
      months: { type: 'string', default: String(DEFAULTS.months) },
      start: { type: 'string', default: DEFAULTS.start },
      'format-mix': { type: 'boolean', default: false },
    },
  });
  if (positionals.join() !== 'legal-entity' || values.out === undefined) throw new Error(USAGE);
  const names = values.departments === 'all' ? departmentCodes : values.departments.split(',');
  const began = Date.now();
  const { deliveries } = await generateLegalEntities({
    out: values.out,
    entities: Number(values.entities),
    departments: names.map((name) => name.trim() as (typeof departmentCodes)[number]),
    seed: Number(values.seed),
    months: Number(values.months),
    start: values.start,
    formatMix: values['format-mix'],
  });
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
