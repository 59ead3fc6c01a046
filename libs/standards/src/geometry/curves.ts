import { DEPTH, mapPositions, type Geometry, type Position } from './geometry.js';

/** Lines of circular arcs (ISO 19125 and SQL/MM), written as JSON-FG writes them (OGC 21-045). An arc is three positions, the next begins where it ends. */
export type CurvedGeometry =
  | { type: 'CircularString'; coordinates: Position[] }
  | { type: 'CompoundCurve' | 'CurvePolygon' | 'MultiCurve' | 'MultiSurface'; geometries: DrawnGeometry[] };

/** A geometry as it is delivered. */
export type DrawnGeometry = Geometry | CurvedGeometry;

const CURVED = new Set(['CircularString', 'CompoundCurve', 'CurvePolygon', 'MultiCurve', 'MultiSurface']);

export const isCurved = (geometry: { type?: unknown }): geometry is CurvedGeometry =>
  CURVED.has(geometry.type as string);

/** Chords of a quadrant, as PostGIS has them: 0.03 % of the radius beside the arc. */
const CHORDS = 32;

interface Straight {
  geometry: Geometry;
  /** how many arcs it had */
  arcs: number;
}

/** The geometry in lines, in the plane of its coordinates; null when it is not built as its type asks. */
export function straightened(curved: CurvedGeometry): Straight | null {
  const reading = new Straightening();
  const geometry = reading.geometry(curved);
  return geometry && { geometry, arcs: reading.arcs };
}

/** Null for what is not built as its type asks. */
class Straightening {
  arcs = 0;

  geometry(drawn: CurvedGeometry): Geometry | null {
    switch (drawn.type) {
      case 'CircularString':
      case 'CompoundCurve': {
        const coordinates = this.curve(drawn);
        return coordinates && { type: 'LineString', coordinates };
      }
      case 'CurvePolygon': {
        const coordinates = this.polygon(drawn);
        return coordinates && { type: 'Polygon', coordinates };
      }
      case 'MultiCurve': {
        const coordinates = all(drawn.geometries, (part) => this.curve(part));
        return coordinates && { type: 'MultiLineString', coordinates };
      }
      case 'MultiSurface': {
        const coordinates = all(drawn.geometries, (part) => this.polygon(part));
        return coordinates && { type: 'MultiPolygon', coordinates };
      }
    }
  }

  private polygon(drawn: DrawnGeometry): Position[][] | null {
    if (drawn.type === 'Polygon') return drawn.coordinates;
    return drawn.type === 'CurvePolygon' ? all(drawn.geometries, (ring) => this.curve(ring)) : null;
  }

  private curve(drawn: DrawnGeometry): Position[] | null {
    if (drawn.type === 'LineString') return Array.isArray(drawn.coordinates) ? drawn.coordinates : null;
    if (drawn.type === 'CircularString') return this.circularString(drawn.coordinates);
    if (drawn.type !== 'CompoundCurve') return null;
    const parts = all(drawn.geometries, (part) => (part.type === 'CompoundCurve' ? null : this.curve(part)));
    // Each part begins where the one before it ends.
    return parts && parts.flatMap((part, i) => (i === 0 ? part : part.slice(1)));
  }

  private circularString(positions: unknown): Position[] | null {
    if (!Array.isArray(positions) || !positions.every(isPosition)) return null;
    if (positions.length === 0) return [];
    if (positions.length < 3 || positions.length % 2 === 0) return null;
    const line = [positions[0]!];
    for (let i = 2; i < positions.length; i += 2, this.arcs++)
      line.push(...arc(positions[i - 2]!, positions[i - 1]!, positions[i]!));
    return line;
  }
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.every(Number.isFinite);

/** Null where the list is none or a part is. */
function all<T>(parts: unknown, read: (part: DrawnGeometry) => T | null): T[] | null {
  if (!Array.isArray(parts)) return null;
  const found = parts.map((part: unknown) => (typeof part === 'object' && part ? read(part as DrawnGeometry) : null));
  return found.every((each) => each !== null) ? found : null;
}

/** Positions of an arc after its first one. The same ones whichever way it runs, so that neighbours still share their boundary. */
function arc(start: Position, middle: Position, end: Position): Position[] {
  const isTurned = start[0]! > end[0]! || (start[0] === end[0] && start[1]! > end[1]!);
  const [from, to] = isTurned ? [end, start] : [start, end];
  const inner = between(from, middle, to);
  return [...(isTurned ? inner.reverse() : inner), end];
}

function between(from: Position, middle: Position, to: Position): Position[] {
  const centre = centreOfArc(from, middle, to);
  if (!centre) return [middle];
  const [x, y] = centre;
  const angle = (position: Position): number => Math.atan2(position[1]! - y!, position[0]! - x!);
  const full = 2 * Math.PI;
  const start = angle(from);
  const anticlockwise = (position: Position): number => (angle(position) - start + full) % full;
  const isCircle = from[0] === to[0] && from[1] === to[1];
  const reach = isCircle ? full : anticlockwise(to);
  const sweep = isCircle || anticlockwise(middle) < reach ? reach : reach - full;
  const radius = Math.hypot(from[0]! - x!, from[1]! - y!);
  // Not one more for a rounding error.
  const count = Math.ceil((Math.abs(sweep) / full) * 4 * CHORDS - 1e-6);
  return Array.from({ length: Math.max(0, count - 1) }, (_, i) => {
    const turned = start + (sweep * (i + 1)) / count;
    return [x! + radius * Math.cos(turned), y! + radius * Math.sin(turned)];
  });
}

/** Of the circle through three positions, or, where the last is the first, with the second opposite; null when they lie on one line. */
export function centreOfArc([x1, y1]: Position, [x2, y2]: Position, [x3, y3]: Position): Position | null {
  // From the first position, so that figures of a plane keep their digits.
  const [bx, by, cx, cy] = [x2! - x1!, y2! - y1!, x3! - x1!, y3! - y1!];
  if (cx === 0 && cy === 0) return bx === 0 && by === 0 ? null : [x1! + bx / 2, y1! + by / 2];
  const twice = 2 * (bx * cy - by * cx);
  if (Math.abs(twice) <= 1e-12 * (bx * bx + by * by + cx * cx + cy * cy)) return null;
  const [b, c] = [bx * bx + by * by, cx * cx + cy * cy];
  return [x1! + (cy * b - by * c) / twice, y1! + (bx * c - cx * b) / twice];
}

/** Changes every position, those that arcs go through too. */
export function mapDrawn(drawn: DrawnGeometry, change: (position: Position) => Position): DrawnGeometry {
  if (drawn.type === 'CircularString') return { ...drawn, coordinates: drawn.coordinates.map(change) };
  if (drawn.type === 'GeometryCollection' || Object.hasOwn(DEPTH, drawn.type))
    return mapPositions(drawn as Geometry, change);
  const { type, geometries } = drawn as Extract<CurvedGeometry, { geometries: unknown }>;
  return { type, geometries: geometries.map((part) => mapDrawn(part, change)) };
}
