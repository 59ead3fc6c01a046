import { describe, expect, it } from '@jest/globals';
import { boxOf, type Position } from '@siku/standards';
import { join } from 'node:path';
import type { PreparedRow } from '../../map/prepare-row.js';
import { codes, geometryOf, read, REAL_FILES, WORLD } from './spatial.fixture.js';

const real = REAL_FILES ? describe : describe.skip;

real('GeoPackages', () => {
  const formats = join(REAL_FILES!, 'formats');

  it('reads the same Dutch addresses from two coordinate systems to the same place', async () => {
    const plane = await read(join(formats, 'dutch_addresses_28992.gpkg'));
    const degrees = await read(join(formats, 'dutch_addresses_4326.gpkg'));
    expect(plane.rows.length).toBeGreaterThan(0);
    expect(plane.rows).toHaveLength(degrees.rows.length);
    const [a, b] = [geometryOf(plane.rows[0]!), geometryOf(degrees.rows[0]!)];
    expect(a.type).toBe(b.type);
    const [[x1, y1], [x2, y2]] = [a, b].map((g) => (g as { coordinates: Position }).coordinates) as [
      Position,
      Position,
    ];
    expect(Math.abs(x1! - x2!)).toBeLessThan(2e-5);
    expect(Math.abs(y1! - y2!)).toBeLessThan(2e-5);
  });

  it('each layer of a GeoPackage is in its own system', async () => {
    const path = join(formats, 'geopackage', 'mixed_crs.gpkg');
    const [feet, degrees] = await Promise.all(
      ['oregon_2269', 'oregon_4326'].map((sheet) => read(path, WORLD, { sheet })),
    );
    const west = ({ rows }: { rows: PreparedRow[] }): string[] =>
      rows.map((row) => boxOf(geometryOf(row))![0].toFixed(4));
    expect(west(feet!)).toEqual(west(degrees!));
    expect(west(feet!)).toEqual(['-124.6126']);
  });

  it.each([
    ['missing_crs_mixed_ranges', 'OR_land_2269', false],
    ['missing_crs_mixed_ranges', 'OR_land_4326', true],
    ['null_crs_gdal', 'land', true],
  ])(
    '%s, %s: a system that is nowhere on the Earth is none; degrees are taken, feet refused',
    async (stem, sheet, taken) => {
      const { rows } = await read(join(formats, 'geopackage', `${stem}.gpkg`), WORLD, { sheet });
      expect(rows.map(({ attributes }) => attributes !== null)).toEqual([taken]);
      if (taken) expect(boxOf(geometryOf(rows[0]!))![0]).toBeCloseTo(-124.6, 0);
      else expect(codes(rows)).toEqual(['geometry-outside']);
    },
  );
});
