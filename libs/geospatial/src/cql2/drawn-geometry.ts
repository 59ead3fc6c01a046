import type { Geometry, Position } from '@siku/standards';

/** Lines have two positions, rings four, of which the last is the first. */
export function isDrawn(geometry: Geometry): boolean {
  const isRing = (ring: readonly Position[]): boolean =>
    ring.length >= 4 && [0, 1].every((axis) => ring[0]![axis] === ring.at(-1)![axis]);
  switch (geometry.type) {
    case 'LineString':
      return geometry.coordinates.length >= 2;
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
