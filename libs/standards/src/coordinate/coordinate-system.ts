import proj4 from 'proj4';
import type { Position } from '../geometry/geometry.js';
import type { Message } from '../message/message.js';
import { fromBd09, fromGcj02, toBd09, toGcj02 } from './offset-systems.js';

/**
 * A system coordinates are delivered or served in. Positions are (longitude, latitude) or (easting, northing), whatever the
 * official order of the axes: that order is a matter of the formats that follow it (GML, OGC API – Features part 2).
 */
export interface CoordinateSystem {
  /** `EPSG:4490`, `GCJ-02` */
  code: string;
  title: Message;
  unit: 'degree' | 'metre';
  /** Its official axes begin with latitude or northing. */
  northFirst: boolean;
  /** → CGCS2000 degrees */
  toStored(position: Position): Position;
  /** CGCS2000 degrees → */
  fromStored(position: Position): Position;
}

/** What geometries are stored in: CGCS2000, degrees. WGS 84 differs from it by centimetres and counts as the same. */
export const STORED_SYSTEM = 'EPSG:4490';

const same = ([x, y]: Position): Position => [x!, y!];

const CGCS2000 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs';
const LONLAT = `+proj=longlat ${CGCS2000}`;

function projected(code: string, title: Message, definition: string, northFirst = false): CoordinateSystem {
  const converter = proj4(LONLAT, definition);
  return {
    code,
    title,
    unit: 'metre',
    northFirst,
    toStored: (position) => converter.inverse([position[0]!, position[1]!]),
    fromStored: (position) => converter.forward([position[0]!, position[1]!]),
  };
}

const degrees = (code: string, zh: string, en: string, northFirst: boolean): CoordinateSystem => ({
  code,
  title: { zh, en },
  unit: 'degree',
  northFirst,
  toStored: same,
  fromStored: same,
});

/** CGCS2000 Gauss–Krüger 高斯–克吕格: the code, the central meridian, and the false easting, with or without the zone's number. */
function gaussKruger(code: number): CoordinateSystem | null {
  const plane = (meridian: number, zone: number | null, width: 3 | 6): CoordinateSystem =>
    projected(
      `EPSG:${code}`,
      {
        zh: `CGCS2000 高斯–克吕格 ${width}°带 ${zone === null ? `中央经线 ${meridian}°` : `第 ${zone} 带`}`,
        en: `CGCS2000 Gauss–Krüger ${width}° ${zone === null ? `CM ${meridian}E` : `zone ${zone}`}`,
      },
      `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${(zone ?? 0) * 1_000_000 + 500_000} +y_0=0 +units=m ${CGCS2000}`,
      true,
    );
  if (code >= 4491 && code <= 4501) return plane((code - 4491) * 6 + 75, code - 4491 + 13, 6);
  if (code >= 4502 && code <= 4512) return plane((code - 4502) * 6 + 75, null, 6);
  if (code >= 4513 && code <= 4533) return plane((code - 4513) * 3 + 75, code - 4513 + 25, 3);
  if (code >= 4534 && code <= 4554) return plane((code - 4534) * 3 + 75, null, 3);
  return null;
}

function utm(code: number): CoordinateSystem | null {
  if (code < 32601 || code > 32660) return null;
  const zone = code - 32600;
  const title = { zh: `WGS 84 UTM ${zone} 带（北）`, en: `WGS 84 / UTM zone ${zone}N` };
  return projected(`EPSG:${code}`, title, `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`);
}

const MERCATOR =
  '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs';

const offset = (
  code: string,
  zh: string,
  toStored: CoordinateSystem['toStored'],
  fromStored: CoordinateSystem['fromStored'],
): CoordinateSystem => ({
  code,
  title: { zh, en: code },
  unit: 'degree',
  northFirst: false,
  toStored,
  fromStored,
});

const known = new Map<string, CoordinateSystem>(
  [
    degrees('EPSG:4490', '2000 国家大地坐标系', 'CGCS2000', true),
    degrees('EPSG:4326', 'WGS 84', 'WGS 84', true),
    degrees('CRS84', 'WGS 84（经度在前）', 'WGS 84 (longitude first)', false),
    projected('EPSG:3857', { zh: 'Web 墨卡托', en: 'Web Mercator' }, MERCATOR),
    offset('GCJ-02', '国测局坐标（火星坐标）', fromGcj02, toGcj02),
    offset('BD-09', '百度坐标', fromBd09, toBd09),
  ].map((system) => [system.code, system]),
);

const NAMES: Readonly<Record<string, string>> = {
  WGS84: 'EPSG:4326',
  'WGS 84': 'EPSG:4326',
  CGCS2000: 'EPSG:4490',
  GCJ02: 'GCJ-02',
  火星坐标: 'GCJ-02',
  BD09: 'BD-09',
  百度坐标: 'BD-09',
  '900913': 'EPSG:3857',
};

/** By code, URN or URI: `EPSG:4549`, `4549`, `urn:ogc:def:crs:EPSG::4490`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84`, `GCJ-02`. */
export function coordinateSystem(name: string): CoordinateSystem | null {
  const text = name.trim();
  if (/(^|[:/])CRS84h?$/i.test(text)) return known.get('CRS84')!;
  const own = known.get(text.toUpperCase()) ?? known.get(NAMES[text.toUpperCase()] ?? '');
  if (own) return own;
  const number =
    /^(?:(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?|https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#))?(\d{4,6})$/i.exec(
      text,
    )?.[1];
  if (!number) return null;
  const code = `EPSG:${number}`;
  const found = known.get(code) ?? known.get(NAMES[number] ?? '') ?? gaussKruger(Number(number)) ?? utm(Number(number));
  if (found) known.set(code, found);
  return found;
}

/** An ellipsoid of CGCS2000, WGS 84 and GRS 80, which are one to the decimetre. */
const GEOCENTRIC = /(SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*6378137(\.0*)?\s*,\s*298\.257/i;

/** What a system of another datum, Beijing 1954 or Xian 1980, says of the way to WGS 84. Without it, it lies up to a hundred metres beside. */
const SHIFTED = /TOWGS84\s*\[|BOUNDCRS\s*\[/i;

/**
 * By its well-known text (a .prj file, a GeoPackage's definition): by authority where it names one, or else by its parameters. Null for
 * a local one, which lies nowhere on the Earth; undefined for one that is not supported.
 */
export function coordinateSystemOfWkt(wkt: string): CoordinateSystem | null | undefined {
  const authority = /AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt)?.[1];
  const named = authority === undefined ? null : coordinateSystem(authority);
  if (named) return named;
  if (/^\s*(LOCAL_CS|ENGCRS|ENGINEERINGCRS)/i.test(wkt)) return null;
  if (/^\s*(GEOGCS|GEOGCRS)/i.test(wkt)) {
    if (/China[_ ]?(Geodetic[_ ]Coordinate[_ ]System[_ ])?2000|CGCS[_ ]?2000/i.test(wkt))
      return known.get('EPSG:4490')!;
    if (/WGS[_ ]?(19)?84/i.test(wkt)) return known.get('EPSG:4326')!;
    return undefined;
  }
  if (!GEOCENTRIC.test(wkt) && !SHIFTED.test(wkt)) return undefined;
  const parameter = (name: string): number =>
    Number(new RegExp(`PARAMETER\\s*\\[\\s*"${name}"\\s*,\\s*([-\\d.eE]+)`, 'i').exec(wkt)?.[1] ?? Number.NaN);
  const [meridian, easting] = [parameter('central_meridian'), parameter('false_easting')];
  if (/(China_)?2000|CGCS/i.test(wkt) && /Gauss_Kruger|Transverse_Mercator/i.test(wkt)) {
    const zone = Math.floor(easting / 1_000_000);
    const code =
      zone === 0
        ? 4534 + (meridian - 75) / 3
        : zone >= 25
          ? 4513 + zone - 25
          : zone >= 13
            ? 4491 + zone - 13
            : Number.NaN;
    if (Number.isInteger(code) && Math.abs((easting % 1_000_000) - 500_000) < 1) return coordinateSystem(String(code));
  }
  if (/Mercator_Auxiliary_Sphere|Popular_Visualisation|Pseudo-Mercator/i.test(wkt)) return known.get('EPSG:3857')!;
  const name = /^\s*\w+\s*\[\s*"([^"]+)"/.exec(wkt)?.[1] ?? 'WKT';
  try {
    return projected(authority ? `EPSG:${authority}` : name, { zh: name, en: name }, wkt);
  } catch {
    // proj4 knows only part of what WKT can say; whoever sent the file has to declare the system.
    return undefined;
  }
}

/** Every system the OGC API serves in, the stored one's longitude-first twin first. */
export const servedSystems: readonly string[] = ['CRS84', 'EPSG:4490', 'EPSG:4326', 'EPSG:3857', 'EPSG:4549'];

/** What bare figures look like: degrees, or the plane system they may be of; null when they are neither. */
export function likelySystem([x, y]: Position): CoordinateSystem | null {
  if (Math.abs(x!) <= 180 && Math.abs(y!) <= 90) return known.get(STORED_SYSTEM)!;
  // Northings of China begin at 3° N; a zone's number stands before the six digits of the easting.
  if (y! > 3.3e5 && y! < 6e6) {
    const zone = Math.floor(x! / 1_000_000);
    const easting = x! - zone * 1_000_000;
    if (easting > 2e5 && easting < 8e5) {
      if (zone >= 25 && zone <= 45) return coordinateSystem(String(4513 + zone - 25));
      if (zone >= 13 && zone <= 23) return coordinateSystem(String(4491 + zone - 13));
      // Without it the meridian cannot be told; 120° is that of the coast.
      if (zone === 0) return coordinateSystem('4549');
    }
    if (x! > 8e6 && x! < 1.52e7) return known.get('EPSG:3857')!;
  }
  return null;
}
