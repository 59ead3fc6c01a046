import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layers } from './map/layers.js';
import { planning } from './map/planning.js';
import { MapOfCity } from './map/survey.js';
import { surveys } from './map/surveys.js';
import { townBoundaries } from './map/towns.js';
import { writeJson, type Manifest } from './registers/manifest.js';

export interface MapOptions {
  /** Folder for everything that is written. */
  out: string;
  /** The same seed gives the same bytes; 1 by default. */
  seed?: number;
}

const TITLES: Readonly<Record<string, { zh: string; en: string }>> = {
  planning: { zh: '市规划局', en: 'Bureau of Planning' },
  land: { zh: '市国土资源局', en: 'Bureau of Land and Resources' },
  agriculture: { zh: '市农业局', en: 'Bureau of Agriculture' },
  forestry: { zh: '市林业局', en: 'Bureau of Forestry' },
  minerals: { zh: '市矿产资源管理办公室', en: 'Office of Mineral Resources' },
  water: { zh: '市水利局', en: 'Bureau of Water Resources' },
  transport: { zh: '市交通运输委员会', en: 'Transport Commission' },
  tourism: { zh: '市旅游局', en: 'Bureau of Tourism' },
};

/**
 * What eight departments draw of one ground: in six formats and three coordinate systems, some places twice, and a
 * boundary that moved on 2016-10-01. Deterministic by its options.
 */
export async function generateMap({ out, seed = 1 }: MapOptions): Promise<Manifest> {
  const city = new MapOfCity(seed);
  const deliveries: Manifest['deliveries'] = [];
  mkdirSync(join(out, 'datasets'), { recursive: true });
  mkdirSync(join(out, 'deliveries'), { recursive: true });
  const datasets: Manifest['datasets'] = [];
  for (const { department, dataset, definition, deliveries: drawn } of [
    ...surveys,
    townBoundaries,
    ...planning,
    ...layers,
  ]) {
    const definitionFile = `datasets/${dataset}.json`;
    writeJson(join(out, definitionFile), { base: 'geospatial', department, ...definition });
    datasets.push({ code: dataset, file: definitionFile });
    for (const { effectiveDate, extension, content, rows } of await drawn(city)) {
      const file = `deliveries/${dataset}-${effectiveDate}.${extension}`;
      writeFileSync(join(out, file), content);
      deliveries.push({ file, dataset, mode: 'snapshot', effectiveDate, rows, rejected: 0 });
    }
  }
  const departments = Object.entries(TITLES).map(([code, title]) => ({
    code,
    title,
    description: { zh: '地理空间图层', en: 'Layers of the map' },
    division: '330200',
  }));
  const manifest: Manifest = { generator: { seed }, departments, datasets, deliveries };
  writeJson(join(out, 'manifest.json'), manifest);
  return manifest;
}
