import {
  boxOf,
  checkGeometry,
  coordinateSystem,
  geometryUnreadable,
  likelySystem,
  looksLikeWkt,
  mapPositions,
  pairOf,
  parseWkb,
  parseWkt,
  STORED_SYSTEM,
  WkbSyntax,
  WktSyntax,
  type Box,
  type CoordinateSystem,
  type Geometry,
  type Position,
} from '@siku/standards';
import {
  asError,
  failedCheck,
  geometryAtZero,
  geometryInMetres,
  geometryOutside,
  geometrySwapped,
  geometrySystemUnknown,
  mended,
} from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

export interface GeometryOptions {
  crs?: string;
  within?: Box;
}

/** China with its seas, in degrees. */
const CHINA: Box = [73, 3, 136, 54];

/** Well-known binary in hexadecimal: the order of the bytes, then a kind of geometry. */
const WKB = /^0[01](?:[0-9a-f]{2}){8,}$/i;

/** A tenth of a millimetre: further digits of a transformed position are noise. */
const DIGITS = 1e9;

const round = (position: Position): Position => position.map((figure) => Math.round(figure * DIGITS) / DIGITS);

interface Delivered {
  /** GeoJSON, as it came */
  json: unknown;
  /** undefined: one that is not supported */
  system: CoordinateSystem | null | undefined;
  /** GeoJSON has a rule how rings run since it has no `crs` any more, other forms have none. */
  winding: boolean;
}

/**
 * GeoJSON geometry in CGCS2000 degrees from a cell with GeoJSON, WKT or a pair of figures. Readers of spatial formats put the
 * system their file names into a `crs` member; what the dataset declares goes before it. Nothing is guessed: figures that
 * cannot be degrees of the region refuse the row, with what they look like.
 */
export function standardiseGeometry({ crs, within = CHINA }: GeometryOptions): Standardiser {
  const declared = crs === undefined ? null : coordinateSystem(crs);
  return (text): Standardised => {
    const delivered = read(text);
    if (delivered === null) return { finding: asError(failedCheck(geometryUnreadable)) };
    const system = declared ?? delivered.system;
    if (system === undefined) return { finding: geometrySystemUnknown };
    const checked = checkGeometry(delivered.json, { winding: delivered.winding });
    if (!checked.ok) return { finding: asError(failedCheck(checked)) };
    if (checked.geometry === null) return {};
    const placed = place(checked.geometry, system, within);
    const [repair] = checked.repairs;
    return placed.finding || !repair ? placed : { ...placed, finding: mended(checked.repairs) };
  };
}

function read(text: string): Delivered | null {
  if (text.startsWith('{')) {
    try {
      const json = JSON.parse(text) as { crs?: unknown };
      const stated = typeof json.crs === 'string' ? json.crs : undefined;
      return { json, system: systemNamed(stated), winding: json.crs === undefined };
    } catch {
      return null;
    }
  }
  if (looksLikeWkt(text)) {
    try {
      const { geometry, srid } = parseWkt(text);
      return { json: geometry, system: systemNamed(srid), winding: false };
    } catch (error) {
      if (error instanceof WktSyntax) return null;
      throw error;
    }
  }
  if (WKB.test(text)) return binary(text);
  const pair = pairOf(text);
  return pair && { json: { type: 'Point', coordinates: pair }, system: null, winding: false };
}

/** Null where none is named, undefined where it is not supported. */
const systemNamed = (name: string | number | null | undefined): CoordinateSystem | null | undefined =>
  name === null || name === undefined ? null : (coordinateSystem(String(name)) ?? undefined);

/** As databases write geometries out; those of PostGIS name their system. */
function binary(text: string): Delivered | null {
  try {
    const { geometry, srid } = parseWkb(Buffer.from(text, 'hex'));
    return { json: geometry, system: systemNamed(srid), winding: false };
  } catch (error) {
    if (error instanceof WkbSyntax) return null;
    throw error;
  }
}

function place(geometry: Geometry, system: CoordinateSystem | null, within: Box): Standardised {
  const delivered = boxOf(geometry)!;
  if (delivered[0] === 0 && delivered[1] === 0 && delivered[2] === 0 && delivered[3] === 0)
    return { finding: geometryAtZero };
  const isStored =
    system === null || (system.unit === 'degree' && system.fromStored === coordinateSystem(STORED_SYSTEM)!.fromStored);
  const value = isStored ? geometry : mapPositions(geometry, (position) => round(system.toStored(position)));
  const box = boxOf(value);
  if (box && isWithin(box, within)) return { value };
  const [x, y] = [delivered[0], delivered[1]];
  const likely = likelySystem([x, y]);
  if ((!system || system.unit === 'degree') && likely?.unit === 'metre') return { finding: geometryInMetres(likely) };
  const turned: Box = [delivered[1], delivered[0], delivered[3], delivered[2]];
  const swapped = system ? boxOf(mapPositions(geometry, ([a, b]) => system.toStored([b!, a!]))) : turned;
  if (swapped && isWithin(swapped, within)) return { finding: geometrySwapped };
  return { finding: geometryOutside(likelySystem([y, x])?.unit === 'metre' ? likelySystem([y, x]) : null) };
}

/** Ten centimetres: boundaries on ±180° are written with rounding errors. */
const TOLERANCE = 1e-6;

const isWithin = (box: Box, [west, south, east, north]: Box): boolean =>
  box[0] >= west - TOLERANCE &&
  box[1] >= south - TOLERANCE &&
  box[2] <= east + TOLERANCE &&
  box[3] <= north + TOLERANCE;
