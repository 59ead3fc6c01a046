import { eachPosition, polygonsOf, type Geometry, type Position } from './geometry.js';

/** Mean radius of the Earth in metres: distances on it are within 0.5 % of those on the ellipsoid. */
const RADIUS = 6371008.8;
const RADIANS = Math.PI / 180;

/** Metres between two positions in degrees. */
export function metresBetween([x1, y1]: Position, [x2, y2]: Position): number {
  const half =
    Math.sin(((y2! - y1!) * RADIANS) / 2) ** 2 +
    Math.cos(y1! * RADIANS) * Math.cos(y2! * RADIANS) * Math.sin(((x2! - x1!) * RADIANS) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Twice the signed area in the plane of the coordinates: positive when the ring runs counterclockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  const [x0, y0] = ring[0] ?? [0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    sum += (ax! - x0!) * (by! - y0!) - (bx! - x0!) * (ay! - y0!);
  }
  return sum;
}

/** Square metres of an areal geometry in degrees, on the sphere; 0 for points and lines. */
export function squareMetres(geometry: Geometry): number {
  const ringArea = (ring: readonly Position[]): number => {
    let sum = 0;
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1]!;
      const [bx, by] = ring[i]!;
      sum += (bx! - ax!) * RADIANS * (2 + Math.sin(ay! * RADIANS) + Math.sin(by! * RADIANS));
    }
    return Math.abs((sum * RADIUS * RADIUS) / 2);
  };
  let area = 0;
  for (const [shell, ...holes] of polygonsOf(geometry)) {
    area += ringArea(shell ?? []);
    for (const hole of holes) area -= ringArea(hole);
  }
  return area;
}

/** A position that stands for the whole: of areas the centre of gravity, of others the mean of their positions. */
export function centreOf(geometry: Geometry): Position | null {
  const polygons = polygonsOf(geometry);
  let [x, y, weight] = [0, 0, 0];
  for (const [shell] of polygons) {
    const [x0, y0] = shell?.[0] ?? [0, 0];
    for (let i = 1; i < (shell?.length ?? 0); i++) {
      const [ax, ay] = [shell![i - 1]![0]! - x0!, shell![i - 1]![1]! - y0!];
      const [bx, by] = [shell![i]![0]! - x0!, shell![i]![1]! - y0!];
      const cross = ax * by - bx * ay;
      weight += cross;
      x += cross * ((ax + bx) / 3 + x0!);
      y += cross * ((ay + by) / 3 + y0!);
    }
  }
  if (weight !== 0) return [x / weight, y / weight];
  let count = 0;
  [x, y] = [0, 0];
  eachPosition(geometry, ([px, py]) => {
    x += px!;
    y += py!;
    count++;
  });
  return count === 0 ? null : [x / count, y / count];
}

/** Whether a position lies in an areal geometry; by the even-odd rule, so that holes are outside. */
export function contains(geometry: Geometry, [x, y]: Position): boolean {
  return polygonsOf(geometry).some((rings) => {
    let inside = false;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1]!;
        const [bx, by] = ring[i]!;
        if (ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!) inside = !inside;
      }
    }
    return inside;
  });
}
