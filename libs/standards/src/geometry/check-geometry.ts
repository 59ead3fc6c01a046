import type { Refusal } from '../message/message.js';
import { isCurved, straightened } from './curves.js';
import {
  arcsStraightened,
  beyondMending,
  boxIgnored,
  collectionUnwrapped,
  coordinatesMissing,
  coordinatesShape,
  duplicatesRemoved,
  geometryUnreadable,
  heightsDropped,
  lineTooShort,
  polygonMended,
  positionBroken,
  ringDropped,
  ringsClosed,
  ringsTurned,
  ringTooShort,
  typeMissing,
  typeUnknown,
  type Repair,
} from './geometry-findings.js';
import { DEPTH, type Geometry, type Position } from './geometry.js';
import { signedArea, squareMetres } from './measure.js';
import { isSound, mendPolygons, wound } from './mend-polygon.js';

export type CheckedGeometry =
  { ok: true; geometry: Geometry | null; repairs: Repair[] } | (Refusal & { repairs?: undefined });

/** Collections in collections; deeper is no data. */
const DEEPEST = 8;

/**
 * A value of JSON made a sound GeoJSON geometry: what is merely untidy is put right and said, what has no clear meaning is
 * refused. Null for a geometry that is empty. Heights and measures are dropped, arcs turned into lines.
 * @param winding whether rings that run the wrong way are worth a word: formats other than GeoJSON have no rule
 */
export function checkGeometry(json: unknown, { winding = true } = {}): CheckedGeometry {
  const check = new GeometryCheck(winding);
  try {
    return { ok: true, geometry: check.geometry(json, 0), repairs: [...check.repairs.values()] };
  } catch (error) {
    if (error instanceof Fault) return error.refusal;
    throw error;
  }
}

class Fault extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

class GeometryCheck {
  readonly repairs = new Map<string, Repair>();

  constructor(private readonly winding: boolean) {}

  geometry(json: unknown, depth: number): Geometry | null {
    if (typeof json !== 'object' || json === null || Array.isArray(json) || depth > DEEPEST)
      throw new Fault(geometryUnreadable);
    const { type, coordinates, geometries, bbox } = json as Record<string, unknown>;
    if (type === undefined || type === null) throw new Fault(typeMissing);
    if (bbox !== undefined && !isBox(bbox)) this.note(boxIgnored);
    if (type === 'GeometryCollection') return this.collection(geometries, depth);
    if (isCurved(json)) return this.curved(straightened(json), depth);
    if (typeof type !== 'string' || !Object.hasOwn(DEPTH, type)) throw new Fault(typeUnknown);
    if (coordinates === undefined || coordinates === null) throw new Fault(coordinatesMissing);
    if (!Array.isArray(coordinates)) throw new Fault(coordinatesShape);
    return this.simple(type as keyof typeof DEPTH, coordinates as unknown[]);
  }

  private collection(geometries: unknown, depth: number): Geometry | null {
    if (!Array.isArray(geometries)) throw new Fault(coordinatesMissing);
    const parts = geometries.map((part) => this.geometry(part, depth + 1)).filter((part) => part !== null);
    if (parts.length === 1) {
      this.note(collectionUnwrapped);
      return parts[0]!;
    }
    return parts.length === 0 ? null : { type: 'GeometryCollection', geometries: parts };
  }

  private curved(straight: ReturnType<typeof straightened>, depth: number): Geometry | null {
    if (!straight) throw new Fault(coordinatesShape);
    if (straight.arcs > 0) this.note(arcsStraightened);
    return this.geometry(straight.geometry, depth);
  }

  private simple(type: keyof typeof DEPTH, coordinates: unknown[]): Geometry | null {
    if (coordinates.length === 0 && type !== 'Point') return null;
    switch (type) {
      case 'Point':
        return { type, coordinates: this.position(coordinates) };
      case 'MultiPoint':
        return { type, coordinates: list(coordinates).map((p) => this.position(p)) };
      case 'LineString':
        return { type, coordinates: this.line(coordinates) };
      case 'MultiLineString':
        return { type, coordinates: list(coordinates).map((line) => this.line(line)) };
      case 'Polygon':
        return this.polygons(type, [this.polygon(coordinates)]);
      default:
        return this.polygons(
          'MultiPolygon',
          list(coordinates).map((polygon) => this.polygon(polygon)),
        );
    }
  }

  private position(value: unknown): Position {
    if (!Array.isArray(value)) throw new Fault(coordinatesShape);
    if (Array.isArray(value[0])) throw new Fault(coordinatesShape);
    if (value.length < 2 || !value.every((figure) => typeof figure === 'number' && Number.isFinite(figure)))
      throw new Fault(positionBroken);
    if (value.length > 2) this.note(heightsDropped);
    return [value[0] as number, value[1] as number];
  }

  private line(value: unknown): Position[] {
    const positions = this.withoutRepeats(list(value).map((position) => this.position(position)));
    if (positions.length < 2) throw new Fault(lineTooShort);
    return positions;
  }

  private polygon(value: unknown): Position[][] {
    const rings = list(value).map((ring) => this.ring(ring));
    const [shell, ...holes] = rings;
    if (!shell) throw new Fault(coordinatesShape);
    const kept = holes.filter((hole) => signedArea(hole) !== 0);
    if (kept.length < holes.length) this.note(ringDropped);
    return [shell, ...kept].map((ring, i) => {
      const turned = wound(ring, i === 0);
      if (turned !== ring && this.winding) this.note(ringsTurned);
      return turned;
    });
  }

  private ring(value: unknown): Position[] {
    const positions = this.withoutRepeats(list(value).map((position) => this.position(position)));
    const [first, last] = [positions[0], positions.at(-1)];
    if (!first || !last) throw new Fault(ringTooShort);
    if (first[0] !== last[0] || first[1] !== last[1]) {
      positions.push([first[0]!, first[1]!]);
      this.note(ringsClosed);
    }
    if (new Set(positions.map(String)).size < 3) throw new Fault(ringTooShort);
    return positions;
  }

  private polygons(type: 'Polygon' | 'MultiPolygon', polygons: Position[][][]): Geometry {
    const asIs = (parts: Position[][][]): Geometry =>
      type === 'Polygon' && parts.length === 1
        ? { type: 'Polygon', coordinates: parts[0]! }
        : { type: 'MultiPolygon', coordinates: parts };
    if (polygons.every(isSound)) return asIs(polygons);
    const before = asIs(polygons);
    const mended = mendPolygons(polygons);
    if (mended.length === 0) throw new Fault(beyondMending);
    const after = asIs(mended);
    this.note(polygonMended(squareMetres(before), squareMetres(after)));
    return after;
  }

  private withoutRepeats(positions: Position[]): Position[] {
    const kept = positions.filter(([x, y], i) => i === 0 || x !== positions[i - 1]![0] || y !== positions[i - 1]![1]);
    if (kept.length < positions.length) this.note(duplicatesRemoved(positions.length - kept.length));
    return kept;
  }

  private note(repair: Repair): void {
    if (!this.repairs.has(repair.code)) this.repairs.set(repair.code, repair);
  }
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Fault(coordinatesShape);
  return value as unknown[];
}

const isBox = (value: unknown): boolean =>
  Array.isArray(value) &&
  (value.length === 4 || value.length === 6) &&
  value.every((figure) => typeof figure === 'number' && Number.isFinite(figure));
