import { DEPTH, isSound, signedArea, type Geometry, type Position } from '@siku/standards';

/** A GeoJSON geometry of a filter, as it was drawn: nothing is mended. Null where it is none. Z and M are dropped. */
export function geometryOf(json: unknown): Geometry | null {
  const { type, coordinates, geometries } = (json ?? {}) as Record<string, unknown>;
  if (type === 'GeometryCollection') {
    const parts = Array.isArray(geometries) ? geometries.map(geometryOf) : [null];
    return parts.every((part) => part !== null) ? { type, geometries: parts } : null;
  }
  if (typeof type !== 'string' || !Object.hasOwn(DEPTH, type)) return null;
  const read = flattened(coordinates, DEPTH[type as keyof typeof DEPTH]);
  return read && ({ type, coordinates: read } as Geometry);
}

/** Null where something in it is no position. */
function flattened(value: unknown, depth: number): unknown[] | null {
  if (!Array.isArray(value)) return null;
  if (depth === 0) {
    const isPosition = value.length >= 2 && value.length <= 4 && value.every(Number.isFinite);
    return isPosition ? value.slice(0, 2) : null;
  }
  const inner = value.map((each) => flattened(each, depth - 1));
  return inner.includes(null) ? null : inner;
}

/** Lines have two positions, rings four, of which the last is the first. */
export function isDrawn(geometry: Geometry): boolean {
  const isRing = (ring: readonly Position[]): boolean =>
    ring.length >= 4 && [0, 1].every((axis) => ring[0]![axis] === ring.at(-1)![axis]);
  switch (geometry.type) {
    case 'LineString':
      return geometry.coordinates.length === 0 || geometry.coordinates.length >= 2;
    case 'MultiLineString':
      return geometry.coordinates.every((line) => line.length >= 2);
    case 'Polygon':
      return geometry.coordinates.every(isRing);
    case 'MultiPolygon':
      return geometry.coordinates.flat().every(isRing);
    case 'GeometryCollection':
      return geometry.geometries.every(isDrawn);
    default:
      return true;
  }
}

/** A box without width or height is a line or a point: no database finds what meets a polygon without an area. */
export function rectangle(west: number, south: number, east: number, north: number): Geometry {
  const [from, to] = [
    [west, south],
    [east, north],
  ];
  if (west === east && south === north) return { type: 'Point', coordinates: from };
  if (west === east || south === north) return { type: 'LineString', coordinates: [from, to] };
  return { type: 'Polygon', coordinates: [[from, [east, south], to, [west, north], from]] };
}

/** Whether every ring of a polygon has an area and nothing crosses. No rings: an empty one. */
export const hasInside = (rings: Position[][]): boolean =>
  rings.length === 0 || (rings.every((ring) => signedArea(ring) !== 0) && isSound(rings));
