import type { DrawnGeometry } from './curves.js';
import type { Geometry, Position } from './geometry.js';

/** Well-known binary could not be read. */
export class WkbSyntax extends Error {}

/** Geometries in geometries; deeper is no data. */
const DEEPEST = 8;

/** Kinds of curved geometries that are made of others, from 9 on. */
const OF_CURVES = ['CompoundCurve', 'CurvePolygon', 'MultiCurve', 'MultiSurface'] as const;

/**
 * Reads well-known binary, ISO or extended (PostGIS), which may name its system. Positions have Z and M where it has. An empty point, for which
 * GeoJSON has no form, is an empty MultiPoint.
 * @throws WkbSyntax
 */
export function parseWkb(bytes: Uint8Array): { geometry: DrawnGeometry; srid: number | null } {
  const reader = new WkbReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  try {
    return { geometry: reader.geometry(0), srid: reader.srid };
  } catch (error) {
    // RangeError: the bytes end too early.
    throw error instanceof WkbSyntax ? error : new WkbSyntax();
  }
}

class WkbReader {
  srid: number | null = null;
  private at = 0;
  private little = true;
  private dimensions = 2;

  constructor(private readonly view: DataView) {}

  geometry(depth: number): DrawnGeometry {
    if (depth > DEEPEST) throw new WkbSyntax();
    const order = this.view.getUint8(this.at++);
    if (order > 1) throw new WkbSyntax();
    this.little = order === 1;
    const code = this.count();
    const [z, m] = [(code & 0x80000000) !== 0, (code & 0x40000000) !== 0];
    if ((code & 0x20000000) !== 0) this.srid = this.count();
    const kind = (code & 0xfffffff) % 1000;
    const iso = Math.floor((code & 0xfffffff) / 1000);
    this.dimensions = iso > 0 ? (iso === 3 ? 4 : 3) : 2 + Number(z) + Number(m);
    const position = () => this.position();
    const line = () => this.list(position);
    const rings = () => this.list(line);
    const parts = <T>(): T[] =>
      this.list(() => (this.geometry(depth + 1) as Exclude<Geometry, { geometries: unknown }>).coordinates as T);
    switch (kind) {
      case 1: {
        const point = this.position();
        return Number.isNaN(point[0]) ? { type: 'MultiPoint', coordinates: [] } : { type: 'Point', coordinates: point };
      }
      case 2:
        return { type: 'LineString', coordinates: line() };
      case 3:
        return { type: 'Polygon', coordinates: rings() };
      case 4:
        return { type: 'MultiPoint', coordinates: parts() };
      case 5:
        return { type: 'MultiLineString', coordinates: parts() };
      case 6:
        return { type: 'MultiPolygon', coordinates: parts() };
      case 7:
        return { type: 'GeometryCollection', geometries: this.list(() => this.geometry(depth + 1) as Geometry) };
      case 8:
        return { type: 'CircularString', coordinates: line() };
      case 9:
      case 10:
      case 11:
      case 12:
        return { type: OF_CURVES[kind - 9]!, geometries: this.list(() => this.geometry(depth + 1)) };
      case 17:
        // A triangle.
        return { type: 'Polygon', coordinates: rings() };
      default:
        throw new WkbSyntax();
    }
  }

  private count(): number {
    const value = this.view.getUint32(this.at, this.little);
    this.at += 4;
    return value;
  }

  private position(): Position {
    const position: Position = [];
    for (let i = 0; i < this.dimensions; i++, this.at += 8) position.push(this.view.getFloat64(this.at, this.little));
    return position;
  }

  private list<T>(read: () => T): T[] {
    const length = this.count();
    if (length > this.view.byteLength) throw new WkbSyntax();
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(read());
    return items;
  }
}
