import { describe, expect, it } from '@jest/globals';
import { metresBetween } from '../geometry/measure.js';
import { coordinateSystem, coordinateSystemOfWkt, likelySystem } from './coordinate-system.js';
import { fromBd09, fromGcj02, toBd09, toGcj02 } from './offset-systems.js';

describe('coordinate systems', () => {
  it('undo the offsets to better than a millimetre, all over the country', () => {
    for (let x = 74; x < 135; x += 3.7) {
      for (let y = 4; y < 53; y += 2.9) {
        expect(metresBetween(fromGcj02(toGcj02([x, y])), [x, y])).toBeLessThan(0.001);
        expect(metresBetween(fromBd09(toBd09([x, y])), [x, y])).toBeLessThan(0.001);
      }
    }
  });

  it('apply an offset of some hundred metres, and none abroad', () => {
    expect(metresBetween(toGcj02([121.55, 29.87]), [121.55, 29.87])).toBeGreaterThan(300);
    expect(toGcj02([2.35, 48.85])).toEqual([2.35, 48.85]);
  });

  it.each(['EPSG:4549', '4528', 'urn:ogc:def:crs:EPSG::4549', 'http://www.opengis.net/def/crs/EPSG/0/3857'])(
    'goes to %s and back',
    (name) => {
      const system = coordinateSystem(name)!;
      const there = system.fromStored([121.55, 29.87]);
      const [x, y] = system.toStored(there);
      expect([x!.toFixed(9), y!.toFixed(9)]).toEqual(['121.550000000', '29.870000000']);
      expect(likelySystem(there)?.unit).toBe('metre');
    },
  );

  it('puts Ningbo where the plane of 120° has it', () => {
    // EPSG:4549 of 120° E, 30° N: the false easting, and the meridian's arc on GRS 80.
    const [x, y] = coordinateSystem('EPSG:4549')!.fromStored([120, 30]);
    expect(x).toBeCloseTo(500000, 3);
    expect(y).toBeCloseTo(3320113.398, 2);
  });

  it('knows a system by what ArcGIS writes into a .prj', () => {
    const plane = (easting: number): string =>
      `PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    expect(coordinateSystemOfWkt(plane(500000))?.code).toBe('EPSG:4549');
    expect(coordinateSystemOfWkt(plane(40500000))?.code).toBe('EPSG:4528');
    expect(coordinateSystemOfWkt('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]')?.code).toBe('EPSG:4326');
    expect(coordinateSystemOfWkt('LOCAL_CS["Site grid",UNIT["metre",1]]')).toBeNull();
  });

  it('take no plane on another ellipsoid for one on theirs, unless its way to WGS 84 is told', () => {
    const plane = (datum: string, spheroid: string, shift = ''): string =>
      `PROJCS["GK_CM_120E",GEOGCS["GCS",DATUM["${datum}",SPHEROID["${spheroid}]${shift}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    expect(coordinateSystemOfWkt(plane('D_Xian_1980', 'Xian_1980",6378140.0,298.257'))).toBeUndefined();
    expect(coordinateSystemOfWkt(plane('D_Beijing_1954', 'Krasovsky_1940",6378245.0,298.3'))).toBeUndefined();
    const told = coordinateSystemOfWkt(
      plane('D_Beijing_1954', 'Krasovsky_1940",6378245.0,298.3', ',TOWGS84[15.8,-154.4,-82.3,0,0,0,0]'),
    )!;
    const untold = coordinateSystemOfWkt(plane('D_WGS_1984', 'WGS_1984",6378137.0,298.257223563'))!;
    const [a, b] = [told, untold].map((system) => system.toStored([552_170, 3_305_461]));
    expect(metresBetween(a!, b!)).toBeGreaterThan(30);
  });
});
