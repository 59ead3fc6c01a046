import { benchmarkBatch } from './bench/batch.js';
import { benchmarkConflation } from './bench/conflation.js';
import { benchmarkGeocode } from './bench/geocode.js';
import { benchmarkLive } from './bench/live.js';
import { benchmarkLoad } from './bench/load.js';
import { benchmarkFeatures, benchmarkTiles } from './bench/map.js';
import { benchmarkMatch } from './bench/match.js';
import { benchmarkObservations } from './bench/observations.js';
import { benchmarkRead } from './bench/read.js';

const benchmarks: Readonly<Record<string, (flags: string[]) => Promise<object>>> = {
  batch: benchmarkBatch,
  conflation: benchmarkConflation,
  features: benchmarkFeatures,
  geocode: benchmarkGeocode,
  live: benchmarkLive,
  load: benchmarkLoad,
  match: benchmarkMatch,
  observations: benchmarkObservations,
  read: benchmarkRead,
  tiles: benchmarkTiles,
};

const [name = '', ...flags] = process.argv.slice(2);
const run = benchmarks[name];
if (!run) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benchmarks).join('|')}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(await run(flags), null, 2)}\n`);
