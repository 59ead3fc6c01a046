import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes, geometryOf, read, REAL_FILES, WORLD, written, zipped } from './spatial.fixture.js';

/** A .shp of one shape, given from its type on. */
const shp = (shape: Buffer): Buffer => {
  const [file, record] = [Buffer.alloc(100), Buffer.alloc(8)];
  file.writeInt32BE(9994, 0);
  record.writeInt32BE(1, 0);
  record.writeInt32BE(shape.length / 2, 4);
  return Buffer.concat([file, record, shape]);
};

/** Whole numbers of four bytes, and figures of eight. */
const integers = (...values: number[]): Buffer => Buffer.from(new Int32Array(values).buffer);
const doubles = (...values: number[]): Buffer => Buffer.from(new Float64Array(values).buffer);

/** A .dbf of one record with one field, NAME. */
const dbf = (): Buffer => {
  const header = Buffer.alloc(65);
  header.writeUInt8(3, 0);
  header.writeUInt32LE(1, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(5, 10);
  header.write('NAME', 32, 'latin1');
  header.write('C', 43, 'latin1');
  header.writeUInt8(4, 48);
  header.writeUInt8(13, 64);
  return Buffer.concat([header, Buffer.from(' west')]);
};

const point = Buffer.concat([integers(1), doubles(121.54, 29.87)]);

const real = REAL_FILES ? describe : describe.skip;

real('Shapefiles', () => {
  const formats = join(REAL_FILES!, 'formats');

  it.each([
    ['ldid', 'chinese', null],
    ['cpg', 'big5', null],
    // Called UTF-8, which the bytes cannot be.
    ['ldid', 'chinese', 'UTF-8'],
  ])('reads a Shapefile whose code page its %s says: %s, called %s', async (folder, stem, called) => {
    const files = readdirSync(join(formats, 'dbf', folder)).filter((name) => !called || !name.endsWith('.cpg'));
    const members = Object.fromEntries(files.map((name) => [name, readFileSync(join(formats, 'dbf', folder, name))]));
    if (called) members[`${stem}.cpg`] = Buffer.from(called);
    const { table, rows } = await read(await written(`${stem}.zip`, await zipped(members)));
    expect(table.format).toBe('shapefile');
    expect(rows.length).toBeGreaterThan(0);
    const texts: string[] = [];
    for await (const chunk of table.rows()) texts.push(...chunk.flatMap(({ values }) => values.slice(1)).map(String));
    expect(texts.join('')).toMatch(/[一-龥]/);
    expect(texts.join('')).not.toContain('\uFFFD');
  });

  it.each(['gbk.dbf', 'gb2312.dbf'])('%s is Chinese without saying so', async (file) => {
    const bytes = readFileSync(join(formats, 'dbf', file));
    const { rows } = await read(
      await written('places.zip', await zipped({ 'places.shp': shp(point), 'places.dbf': bytes })),
      WORLD,
      {},
      'NAME',
    );
    expect(rows.map(({ attributes }) => attributes?.['name'])).toEqual(['简体国语']);
  });
});

describe('a Shapefile in a system whose way to CGCS2000 is not public', () => {
  const beijing =
    'PROJCS["Beijing_1954_3_Degree_GK_CM_120E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

  it.each([
    ['is refused row by row', {}, ['geometry-system-unknown']],
    ['is read in the system its dataset declares', { crs: '4549' }, []],
  ])('%s', async (_, rule, issues) => {
    const place = Buffer.concat([integers(1), doubles(648_800, 3_306_000)]);
    const members = { 'a.shp': shp(place), 'a.dbf': dbf(), 'a.prj': beijing };
    const { rows } = await read(await written('a.zip', await zipped(members)), rule, {}, 'NAME');
    expect(codes(rows)).toEqual(issues);
    expect(rows.map(({ attributes }) => attributes !== null)).toEqual([issues.length === 0]);
  });
});

describe('heights and measures of a Shapefile', () => {
  const box = doubles(0, 0, 0, 0);
  const range = doubles(0, 0);
  const corners = doubles(121, 29, 121, 30, 122, 30, 121, 29);
  const polygon = (type: number, ...rest: Buffer[]): Buffer =>
    Buffer.concat([integers(type), box, integers(1, 4, 0), corners, ...rest]);
  const tall = 'geometry-flattened';

  it.each([
    ['PointZ', Buffer.concat([integers(11), doubles(121.54, 29.87, 12, -1e39)]), [tall]],
    ['PointM', Buffer.concat([integers(21), doubles(121.54, 29.87, 12)]), [tall]],
    ['PointZ on the ground', Buffer.concat([integers(11), doubles(121.54, 29.87, 0, -1e39)]), []],
    ['MultiPointZ', Buffer.concat([integers(18), box, integers(1), doubles(121.54, 29.87), range, doubles(7)]), [tall]],
    ['PolygonZ', polygon(15, range, doubles(1, 2, 3, 1)), [tall]],
    ['PolygonM', polygon(25, range, doubles(1, 2, 3, 1)), [tall]],
    ['PolygonM without the measures it may leave out', polygon(25), []],
  ])('of %s are left out with a word, and the place is kept', async (_, shape, issues) => {
    const path = await written('a.zip', await zipped({ 'a.shp': shp(shape), 'a.dbf': dbf() }));
    const { rows } = await read(path, {}, {}, 'NAME');
    expect(codes(rows)).toEqual(issues);
    expect(geometryOf(rows[0]!).type).toBe(/MultiPoint|Point|Polygon/.exec(_)![0]);
  });

  it('takes no MultiPatch for a point', async () => {
    const patch = Buffer.concat([integers(31), box, integers(1, 4, 0, 0), corners, range, doubles(1, 2, 3, 1)]);
    const path = await written('a.zip', await zipped({ 'a.shp': shp(patch), 'a.dbf': dbf() }));
    await expect(read(path, {}, {}, 'NAME')).rejects.toThrow(expect.objectContaining({ code: 'unsupported-format' }));
  });
});
