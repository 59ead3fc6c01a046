import { describe, expect, it } from '@jest/globals';
import { ReadRefusal } from '../read-refusal.js';
import { read, written, zipped } from './spatial.fixture.js';

describe('maps that cannot be read', () => {
  const refused = async (name: string, content: string | Buffer): Promise<ReadRefusal> => {
    const error = await read(await written(name, content)).catch((thrown: unknown) => thrown);
    if (!(error instanceof ReadRefusal)) throw new Error(name);
    return error;
  };

  it.each([
    ['a.shp', Buffer.concat([Buffer.from([0, 0, 0x27, 0x0a]), Buffer.alloc(96)]), '.dbf'],
    ['a.dwg', 'AC1032\0\0', 'GeoPackage'],
    ['a.dxf', '0\nSECTION\n2\nHEADER\n', 'GeoPackage'],
    ['a.gpx', '<?xml version="1.0"?><gpx version="1.1"><wpt lat="29.8" lon="121.5"/></gpx>', 'GeoPackage'],
    ['a.topojson', '{"type":"Topology","objects":{},"arcs":[]}', 'GeoPackage'],
    ['a.mdb', Buffer.from('\0\x01\0\0Standard Jet DB\0', 'latin1'), 'GeoPackage'],
  ])('%s says what to send', async (name, content, advice) => {
    const { code, explanation } = await refused(name, content);
    expect([code, explanation.en]).toEqual(['unsupported-format', expect.stringContaining(advice)]);
  });

  it('a file geodatabase says what to send, and GeoJSON that was cut off that it was', async () => {
    const land = await zipped({ 'a.gdb/gdb': 'x', 'a.gdb/a00000001.gdbtable': 'x' });
    expect((await refused('land.zip', land)).code).toBe('unsupported-format');
    const cut =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":null},{"ty';
    expect((await refused('a.geojson', cut)).code).toBe('truncated-file');
  });
});
