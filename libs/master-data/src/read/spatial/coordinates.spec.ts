import { describe, expect, it } from '@jest/globals';
import type { Position } from '@siku/standards';
import { codes, geometryOf, read, written, type Placing } from './spatial.fixture.js';

describe('what coordinates look like', () => {
  const csv = async (geometry: string, rule: Placing = { within: [120, 28, 123, 31] }) =>
    (await read(await written('a.csv', `geometry,x\n"${geometry.replaceAll('"', '""')}",1\n`), rule)).rows[0]!;

  it.each([
    ['POINT(29.87 121.54)', 'geometry-axes-swapped'],
    ['29.87 121.54', 'geometry-axes-swapped'],
    ['POINT(552170.1 3305461.2)', 'geometry-in-metres'],
    ['POINT(40552170.1 3305461.2)', 'geometry-in-metres'],
    ['POINT(13529770 3487700)', 'geometry-in-metres'],
    ['0 0', 'geometry-at-zero'],
    ['116.4 39.9', 'geometry-outside'],
    ['nowhere', 'geometry-unreadable'],
  ])('%s is %s', async (text, code) => {
    const row = await csv(text);
    expect(codes([row])).toEqual([code]);
    expect(row.attributes).toBeNull();
  });

  it.each([
    ['POINT(552170.1 3305461.2)', 'EPSG:4549'],
    ['POINT(40552170.1 3305461.2)', 'EPSG:4528'],
    ['SRID=4549;POINT(552170.1 3305461.2)', undefined],
    // As databases write geometries: extended well-known binary, and the plain one with the other order of bytes.
    ['0101000020C511000033333333D4D920419A999999FA374941', undefined],
    ['120°32′24″ 29°52′12″', undefined],
    ['N29°52′12″ E120°32′24″', undefined],
    ['0000000001405e228f5c28f5c3403ddeb851eb851f', undefined],
  ])('%s in %s is a place in Ningbo', async (text, crs) => {
    const [x, y] = (geometryOf(await csv(text, { crs, within: [120, 28, 123, 31] })) as { coordinates: Position })
      .coordinates;
    expect([x!.toFixed(2), y!.toFixed(2)]).toEqual(['120.54', '29.87']);
  });

  it('mends a polygon that crosses itself and says by how much', async () => {
    const row = await csv('POLYGON((121 29,122 30,122 29,121 30,121 29))');
    expect(geometryOf(row).type).toBe('MultiPolygon');
    expect(row.issues[0]).toMatchObject({ code: 'geometry-mended', severity: 'warning' });
  });

  it.each([
    'CURVEPOLYGON(COMPOUNDCURVE((121 29,122 29),CIRCULARSTRING(122 29,121.5 29.5,121 29)))',
    'MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(121 29,122 29,121 29)),((120.5 29,120.6 29,120.6 29.1,120.5 29)))',
    'MULTICURVE((121 29,122 29),CIRCULARSTRING(122 29,121.5 29.5,121 29))',
    // A compound curve as databases write it, and an arc as JSON-FG has it.
    Buffer.concat([
      Buffer.from('01090000000100000001', 'hex'),
      ...[8, 3].map((n) => Buffer.from(new Uint32Array([n]).buffer)),
      Buffer.from(new Float64Array([121, 29, 121.5, 29.5, 122, 29]).buffer),
    ]).toString('hex'),
    '{"type":"CircularString","coordinates":[[121,29],[121.5,29.5],[122,29]]}',
  ])('turns arcs into lines: %s', async (text) => {
    const row = await csv(text);
    expect(codes([row])).toEqual(['geometry-straightened']);
    expect(JSON.stringify(geometryOf(row)).length).toBeGreaterThan(1000);
  });

  it.each(['CIRCULARSTRING(121 29,122 29)', '{"type":"CompoundCurve","geometries":[{"type":"LineString"}]}'])(
    'refuses arcs that are none: %s',
    async (text) => expect(codes([await csv(text)])).toEqual(['geometry-coordinates-shape']),
  );
});
