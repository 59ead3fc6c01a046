import { coordinateSystem, servedSystems, type CoordinateSystem } from '@siku/standards';

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

/** A system as the OGC API names it. */
export interface ServedCrs {
  uri: string;
  system: CoordinateSystem;
  /** EPSG number; 4490 for CRS84, whose coordinates are the stored ones */
  srid: number;
  /** Coordinates are written latitude or northing first: the URI means the axes of the authority. */
  northFirst: boolean;
}

export const servedCrs: readonly ServedCrs[] = servedSystems.map((code) => {
  const system = coordinateSystem(code)!;
  const number = code.replace('EPSG:', '');
  return {
    uri: code === 'CRS84' ? CRS84 : `http://www.opengis.net/def/crs/EPSG/0/${number}`,
    system,
    srid: code === 'CRS84' ? 4490 : Number(number),
    northFirst: system.northFirst,
  };
});

/** By URI, also in its safe CURIE form `[EPSG:4490]`; undefined when it is not served. */
export function crsOf(name: string): ServedCrs | undefined {
  const curie = /^\[(EPSG|OGC):(\w+)\]$/i.exec(name);
  const uri = curie
    ? curie[1]!.toUpperCase() === 'OGC'
      ? CRS84
      : `http://www.opengis.net/def/crs/EPSG/0/${curie[2]}`
    : name.replace(/^https:/, 'http:');
  return servedCrs.find((crs) => crs.uri === uri);
}
