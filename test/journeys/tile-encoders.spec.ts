import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { TileRepository, TileService } from '@siku/geospatial';
import { testDatabaseKinds } from '@siku/platform';
import { decodeTile, type DrawnFeature } from '../support/decode-tile.js';
import { System } from '../support/system.js';

const [WEST, SOUTH] = [121.5, 29.8];

/** So many corners about a point, so far from it; a star where `inner` is less than 1. */
const star = (x: number, y: number, radius: number, corners: number, inner = 1): number[][] =>
  Array.from({ length: corners + 1 }, (_, i) => {
    const [angle, r] = [(2 * Math.PI * (i % corners)) / corners, i % 2 === 0 ? radius : radius * inner];
    return [x + Math.cos(angle) * r, y + Math.sin(angle) * r];
  });

/** On a lattice of 0.01 degrees: points, rows of points, lines, polygons with holes, islands, detail finer than a tile shows. */
const SHAPES: ((x: number, y: number) => { type: string; coordinates: unknown })[] = [
  (x, y) => ({ type: 'Point', coordinates: [x, y] }),
  (x, y) => ({ type: 'MultiPoint', coordinates: star(x, y, 0.003, 5) }),
  (x, y) => ({ type: 'LineString', coordinates: star(x, y, 0.02, 9).slice(0, 7) }),
  (x, y) => ({
    type: 'MultiLineString',
    coordinates: [star(x, y, 0.004, 5).slice(0, 4), star(x, y, 0.002, 7).slice(2, 5)],
  }),
  (x, y) => ({ type: 'Polygon', coordinates: [star(x, y, 0.004, 12), star(x, y, 0.002, 6).toReversed()] }),
  (x, y) => ({ type: 'MultiPolygon', coordinates: [[star(x - 0.002, y, 0.0015, 8)], [star(x + 0.002, y, 0.0015, 8)]] }),
  (x, y) => ({ type: 'Polygon', coordinates: [star(x, y, 0.05, 400, 0.98)] }),
];

const FEATURES = Array.from({ length: 70 }, (_, i) => ({
  type: 'Feature',
  id: `S${i}`,
  properties: { name: `第${i}号`, code: i % 4 === 0 ? `C${i}` : null },
  geometry: SHAPES[i % SHAPES.length]!(WEST + (i % 10) * 0.01, SOUTH + Math.floor(i / 10) * 0.01),
}));

const servers = testDatabaseKinds().filter((kind) => kind === 'server');

/** Without a server there is nothing to compare with: the embedded database has no ST_AsMVT. */
(servers.length > 0 ? describe : describe.skip)('tiles of the database and tiles of ours', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(servers[0]!);
    await system.put('/v1/departments/survey', { title: { zh: '测绘', en: 'Survey' } });
    await system.put('/v1/datasets/shapes', {
      ...{ base: 'geospatial', department: 'survey', title: { zh: '图形', en: 'Shapes' }, key: ['id'] },
      mapping: { layer: { constant: 'places' }, name: 'name', code: 'code', geometry: 'geometry' },
    });
    const file = JSON.stringify({ type: 'FeatureCollection', features: FEATURES });
    const { counts } = await system.deliver('shapes', file, { mode: 'snapshot', effectiveDate: '2024-01-01' });
    if (counts['accepted'] !== FEATURES.length) throw new Error(JSON.stringify(counts));
  });

  afterAll(() => system.stop());

  const drawn = async (grid: string, zoom: number, row: number, column: number): Promise<Map<string, DrawnFeature>> => {
    const service = system.app.get(TileService);
    const { bytes } = await service.tile('places', service.grid(grid), { zoom, row, column }, undefined);
    return new Map(decodeTile(bytes!).map((feature) => [feature.properties['id'] as string, feature]));
  };

  const tiles = ['WebMercatorQuad', 'CGCS2000Quad'].flatMap((grid) =>
    [0, 4, 8, 10, 12, 13, 15].map((zoom): [string, number] => [grid, zoom]),
  );

  it.each(tiles)('show the same in the same place: %s at zoom %d', async (grid, zoom) => {
    const service = system.app.get(TileService);
    const found = Array.from({ length: 4 }, (_, i) => tileAt(grid, zoom, WEST + 0.03 * i, SOUTH + 0.02 * i));
    for (const [row, column] of found) {
      const [west, , east] = service.grid(grid).boundsOf({ zoom, row, column });
      expect(west <= WEST + 0.1 && east >= WEST).toBe(true);
      const theirs = await drawn(grid, zoom, row, column);
      const embedded = jest.spyOn(system.app.get(TileRepository), 'draws').mockResolvedValue(false);
      const ours = await drawn(grid, zoom, row, column);
      embedded.mockRestore();
      expect(theirs.size).toBeGreaterThan(0);
      for (const id of new Set([...theirs.keys(), ...ours.keys()])) {
        const [a, b] = [theirs.get(id), ours.get(id)];
        if (a && b) expect(differences(a, b)).toEqual([]);
        // One of them may leave out what is hardly to be seen.
        else expect(extentOf((a ?? b)!)).toBeLessThanOrEqual(TOLERATED);
      }
    }
  });
});

function tileAt(grid: string, zoom: number, longitude: number, latitude: number): [row: number, column: number] {
  if (grid === 'CGCS2000Quad') {
    const side = 180 / 2 ** zoom;
    return [Math.floor((90 - latitude) / side), Math.floor((longitude + 180) / side)];
  }
  const radians = (latitude * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return [Math.floor(y * 2 ** zoom), Math.floor(((longitude + 180) / 360) * 2 ** zoom)];
}

const boxOf = ({ parts }: DrawnFeature): number[] => {
  const [xs, ys] = [parts.flat().map(([x]) => x), parts.flat().map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

const extentOf = (feature: DrawnFeature): number => {
  const [west, north, east, south] = boxOf(feature);
  return Math.min(east! - west!, south! - north!);
};

/** Of a ring, positive clockwise on the screen; of a line the length. */
const measure = (type: number, part: [number, number][]): number =>
  part.reduce((sum, [x, y], i) => {
    const [u, v] = part[(i + 1) % part.length]!;
    if (type === 3) return sum + (x * v - u * y) / 2;
    return i + 1 < part.length ? sum + Math.hypot(u - x, v - y) : sum;
  }, 0);

/** Units of the tile by which drawings may differ: a spike thinner than a unit is cut off where the database mends rings, and drawn by us. */
const TOLERATED = 4;

/** What of two drawings of a feature is farther apart than rounding to the grid explains. */
function differences(a: DrawnFeature, b: DrawnFeature): unknown[] {
  const [boxes, sums] = [
    [boxOf(a), boxOf(b)],
    [a, b].map(({ type, parts }) => parts.reduce((sum, part) => sum + measure(type, part), 0)),
  ];
  const around = a.parts.reduce((sum, part) => sum + measure(2, [...part, part[0]!]), 0);
  const told: unknown[] = [];
  if (a.type !== b.type) told.push(['type', a.type, b.type]);
  if (JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b))) told.push(['properties', a.properties, b.properties]);
  if (boxes[0]!.some((value, i) => Math.abs(value - boxes[1]![i]!) > TOLERATED)) told.push(['box', ...boxes]);
  if (Math.abs(sums[0]! - sums[1]!) > around + 2) told.push(['measure', ...sums]);
  return told;
}

const sorted = ({ properties }: DrawnFeature): unknown[] => Object.entries(properties).sort();
