import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@siku/platform';
import { divided } from './divided.js';
import { collection, feature, rounded, type Survey } from './survey.js';

const FILE = join(repositoryRoot, 'tools/src/generate/map/town-codes.json');

/** Towns and streets are as they are since the reform of 2016, or came later. */
const SINCE = '2016-10-01';

/** District → code of the town → name */
type TownCodes = Record<string, Record<string, string>>;

const townCodes = (): TownCodes => (JSON.parse(readFileSync(FILE, 'utf8')) as { towns: TownCodes }).towns;

/** The 162 towns and streets 乡镇街道; nobody draws theirs for free, so the districts are cut into as many parts. */
export const townBoundaries: Survey = {
  department: 'planning',
  dataset: 'town-boundaries',
  definition: {
    title: { zh: '乡镇街道界线', en: 'Boundaries of towns' },
    key: ['xzdm'],
    mapping: {
      layer: { constant: 'divisions' },
      class: { constant: 'town' },
      code: 'xzdm',
      name: 'xzmc',
      division: 'ssqx',
      geometry: { from: 'geometry', crs: 'EPSG:4490' },
    },
    trust: { '*': 90 },
  },
  deliveries({ districts }) {
    const codes = townCodes();
    const features = districts.flatMap(({ code: district, outline }) => {
      const towns = Object.entries(codes[district] ?? {});
      const rings = outline.coordinates.map(([ring]) => ring!.map(rounded));
      return divided(rings, towns.length).map((part, i) => {
        const [code, name] = towns[i]!;
        const coordinates = part.map((ring) => [ring]);
        return feature({ type: 'MultiPolygon', coordinates }, { xzdm: code, xzmc: name, ssqx: district }, code);
      });
    });
    return [{ effectiveDate: SINCE, extension: 'geojson', content: collection(features), rows: features.length }];
  },
};
