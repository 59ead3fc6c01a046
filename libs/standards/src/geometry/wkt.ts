import type { DrawnGeometry } from './curves.js';
import type { Geometry, Position } from './geometry.js';

/** Well-known text could not be read. */
export class WktSyntax extends Error {}

const TOKEN = /\s*([(),]|[A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/gy;

/** Geometries in geometries; deeper is no data. */
const DEEPEST = 8;

/**
 * Reads well-known text (OGC Simple Features), with an `SRID=4549;` before it or not. Positions have Z and M where the text has. An empty point,
 * for which GeoJSON has no form, is an empty MultiPoint.
 * @throws WktSyntax
 */
export function parseWkt(text: string): { geometry: DrawnGeometry; srid: number | null } {
  const prefix = /^\s*SRID=(\d+);/i.exec(text);
  const tokens = new Tokens(prefix ? text.slice(prefix[0].length) : text);
  const geometry = new WktReader(tokens).geometry(0);
  if (!tokens.isAtEnd) throw new WktSyntax();
  return { geometry, srid: prefix ? Number(prefix[1]) : null };
}

/** Whether a text may be meant as well-known text. */
export const looksLikeWkt = (text: string): boolean =>
  /^\s*(SRID=\d+;\s*)?((MULTI)?(POINT|LINESTRING|POLYGON|CURVE|SURFACE)|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|GEOMETRYCOLLECTION)(ZM?|M)?\b/i.test(
    text,
  );

class Tokens {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      this.tokens.push(match[1]!);
      end = TOKEN.lastIndex;
    }
    if (text.slice(end).trim() !== '') throw new WktSyntax();
  }

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  peek(): string {
    return this.tokens[this.at] ?? '';
  }

  next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new WktSyntax();
    return token;
  }

  expect(token: string): void {
    if (this.next() !== token) throw new WktSyntax();
  }
}

class WktReader {
  constructor(private readonly tokens: Tokens) {}

  /** @param untagged what an open bracket without a name begins */
  geometry(depth: number, untagged?: 'LINESTRING' | 'POLYGON'): DrawnGeometry {
    if (depth > DEEPEST) throw new WktSyntax();
    const name = untagged && this.tokens.peek() === '(' ? untagged : this.tokens.next().toUpperCase();
    if (/^(Z|M|ZM)$/i.test(this.tokens.peek())) this.tokens.next();
    const type = name.replace(/(ZM|Z|M)$/, '');
    const position = () => this.position();
    const positions = () => this.list(position);
    const rings = () => this.list(positions);
    switch (type) {
      case 'POINT': {
        const coordinates = this.single();
        return coordinates ? { type: 'Point', coordinates } : { type: 'MultiPoint', coordinates: [] };
      }
      case 'LINESTRING':
        return { type: 'LineString', coordinates: positions() };
      case 'POLYGON':
        return { type: 'Polygon', coordinates: rings() };
      case 'MULTIPOINT':
        // Both ((1 2), (3 4)) and (1 2, 3 4) are in use.
        return {
          type: 'MultiPoint',
          coordinates: this.list(() => (this.tokens.peek() === '(' ? this.single()! : this.position())),
        };
      case 'MULTILINESTRING':
        return { type: 'MultiLineString', coordinates: rings() };
      case 'MULTIPOLYGON':
        return { type: 'MultiPolygon', coordinates: this.list(rings) };
      case 'GEOMETRYCOLLECTION':
        return { type: 'GeometryCollection', geometries: this.list(() => this.geometry(depth + 1) as Geometry) };
      case 'CIRCULARSTRING':
        return { type: 'CircularString', coordinates: positions() };
      case 'COMPOUNDCURVE':
        return { type: 'CompoundCurve', geometries: this.list(() => this.geometry(depth + 1, 'LINESTRING')) };
      case 'CURVEPOLYGON':
        return { type: 'CurvePolygon', geometries: this.list(() => this.geometry(depth + 1, 'LINESTRING')) };
      case 'MULTICURVE':
        return { type: 'MultiCurve', geometries: this.list(() => this.geometry(depth + 1, 'LINESTRING')) };
      case 'MULTISURFACE':
        return { type: 'MultiSurface', geometries: this.list(() => this.geometry(depth + 1, 'POLYGON')) };
      default:
        throw new WktSyntax();
    }
  }

  private list<T>(read: () => T): T[] {
    if (this.tokens.peek().toUpperCase() === 'EMPTY') {
      this.tokens.next();
      return [];
    }
    this.tokens.expect('(');
    const items = [read()];
    while (this.tokens.peek() === ',') {
      this.tokens.next();
      items.push(read());
    }
    this.tokens.expect(')');
    return items;
  }

  /** Null: empty. */
  private single(): Position | null {
    const positions = this.list(() => this.position());
    if (positions.length > 1) throw new WktSyntax();
    return positions[0] ?? null;
  }

  private position(): Position {
    const figures: number[] = [];
    while (/^[-+.\d]/.test(this.tokens.peek())) figures.push(Number(this.tokens.next()));
    if (figures.length < 2 || figures.length > 4) throw new WktSyntax();
    return figures;
  }
}

/** Well-known text of a geometry. */
export function toWkt(geometry: Geometry): string {
  const position = (p: Position): string => `${p[0]} ${p[1]}`;
  const list = <T>(items: readonly T[], write: (item: T) => string): string =>
    items.length === 0 ? 'EMPTY' : `(${items.map(write).join(',')})`;
  const line = (positions: Position[]): string => list(positions, position);
  const rings = (parts: Position[][]): string => list(parts, line);
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length === 0 ? 'POINT EMPTY' : `POINT(${position(geometry.coordinates)})`;
    case 'LineString':
      return `LINESTRING${line(geometry.coordinates)}`;
    case 'MultiPoint':
      return `MULTIPOINT${line(geometry.coordinates)}`;
    case 'Polygon':
      return `POLYGON${rings(geometry.coordinates)}`;
    case 'MultiLineString':
      return `MULTILINESTRING${rings(geometry.coordinates)}`;
    case 'MultiPolygon':
      return `MULTIPOLYGON${list(geometry.coordinates, rings)}`;
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION${list(geometry.geometries, toWkt)}`;
  }
}
