import { describe, expect, it } from '@jest/globals';
import { contains, type Geometry, type Position } from '@siku/standards';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadRefusal } from '../read-refusal.js';
import { codes, geometryOf, read, REAL_FILES, written } from './spatial.fixture.js';

const real = REAL_FILES ? describe : describe.skip;

real('GeoJSON files named by their fault', () => {
  const folder = join(REAL_FILES!, 'invalid-geojson');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.geojson')) : [];

  const outcome = async (file: string): Promise<{ refused: string | null; issues: string[] }> => {
    try {
      const { rows } = await read(join(folder, file));
      return { refused: null, issues: codes(rows) };
    } catch (error) {
      if (error instanceof ReadRefusal) return { refused: error.code, issues: [] };
      throw error;
    }
  };

  it.each(files.filter((name) => name.startsWith('invalid_')))(
    '%s is refused or mended with a reason',
    async (file) => {
      const { refused, issues } = await outcome(file);
      expect(refused ?? issues[0]).toEqual(expect.any(String));
    },
  );

  it.each(files.filter((name) => name.startsWith('valid_')))('%s is accepted', async (file) => {
    const { rows } = await read(join(folder, file));
    const errors = rows.flatMap(({ issues }) =>
      issues.filter(({ severity, code }) => severity === 'error' && !code.startsWith('key-')),
    );
    expect(errors).toEqual([]);
  });

  it.each(files.filter((name) => name.startsWith('problematic_')))('%s is read', async (file) => {
    const { refused } = await outcome(file);
    expect(refused).toBeNull();
  });
});

real('schools of Ningbo', () => {
  interface School {
    county: string;
    polylines: Position[][];
  }
  const districts = async (crs?: string): Promise<Map<string, Geometry>> => {
    const { rows } = await read(join(REAL_FILES!, 'ningbo', 'districts-gcj02.geojson'), { crs }, {}, 'name');
    return new Map(rows.map((row) => [String(row.attributes!['name']), geometryOf(row)]));
  };
  const inside = (schools: School[], outlines: Map<string, Geometry>): number =>
    schools.filter(({ county, polylines }) => {
      const ring = polylines[0]!;
      const centre = [0, 1].map((axis) => ring.reduce((sum, p) => sum + p[axis]!, 0) / ring.length);
      return contains(outlines.get(county)!, centre);
    }).length;

  it('lie in their districts once the offset is undone', async () => {
    const { features } = JSON.parse(readFileSync(join(REAL_FILES!, 'ningbo', 'schools-wgs84.json'), 'utf8')) as {
      features: School[];
    };
    expect(features).toHaveLength(560);
    expect(inside(features, await districts())).toBe(551);
    expect(inside(features, await districts('GCJ-02'))).toBe(560);
  });
});

describe('GeoJSON', () => {
  it('is what the dataset declares, also where the file names a system that nobody knows', async () => {
    const feature = {
      ...{ type: 'Feature', properties: { name: 'x' } },
      geometry: { type: 'Point', coordinates: [548000, 3300000] },
    };
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2437' } };
    const path = await written('a.geojson', JSON.stringify({ type: 'FeatureCollection', crs, features: [feature] }));
    expect(codes((await read(path, {}, {}, 'name')).rows)).toEqual(['geometry-system-unknown']);
    const { rows } = await read(path, { crs: 'EPSG:4549' }, {}, 'name');
    expect((geometryOf(rows[0]!) as { coordinates: Position }).coordinates[0]).toBeCloseTo(120.4966, 4);
  });

  it('reads a sequence of features, with a record separator before each', async () => {
    const feature = (name: string) => ({
      ...{ type: 'Feature', properties: { name } },
      geometry: { type: 'Point', coordinates: [121.5, 29.8] },
    });
    const file = ['a', 'b'].map((name) => `\u001e${JSON.stringify(feature(name))}\n`).join('');
    const { rows } = await read(await written('a.geojsons', file), {}, {}, 'name');
    expect(rows.map(({ attributes }) => attributes!['name'])).toEqual(['a', 'b']);
  });

  it('takes an outline of a hundred thousand corners', async () => {
    const ring = Array.from({ length: 100_001 }, (_, i) => {
      const turn = (2 * Math.PI * (i % 100_000)) / 100_000;
      return [121.5 + 0.1 * Math.cos(turn), 29.8 + 0.1 * Math.sin(turn)];
    });
    const feature = (id: string) => ({
      ...{ type: 'Feature', id, properties: { name: id } },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
    const file = JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] });
    const { rows } = await read(await written('coast.geojson', file), {}, {}, 'name');
    expect(rows.map(({ attributes }) => (attributes?.['geometry'] as Geometry | undefined)?.type)).toEqual([
      'Polygon',
      'Polygon',
    ]);
  });
});
