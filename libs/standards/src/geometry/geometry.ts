/** GeoJSON geometries (RFC 7946): longitude or easting first. */
export type Position = number[];

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] };

export type GeometryType = Geometry['type'];

/** How deep the positions of each type lie. */
export const DEPTH: Readonly<Record<Exclude<GeometryType, 'GeometryCollection'>, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

export function mapPositions(geometry: Geometry, change: (position: Position) => Position): Geometry {
  if (geometry.type === 'GeometryCollection') {
    return { ...geometry, geometries: geometry.geometries.map((part) => mapPositions(part, change)) };
  }
  const deep = (coordinates: unknown, depth: number): unknown =>
    depth === 0 ? change(coordinates as Position) : (coordinates as unknown[]).map((inner) => deep(inner, depth - 1));
  return { type: geometry.type, coordinates: deep(geometry.coordinates, DEPTH[geometry.type]) } as Geometry;
}

export function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit);
    return;
  }
  const deep = (coordinates: unknown, depth: number): void => {
    if (depth === 0) visit(coordinates as Position);
    else for (const inner of coordinates as unknown[]) deep(inner, depth - 1);
  };
  deep(geometry.coordinates, DEPTH[geometry.type]);
}

/** Null for a geometry without positions. */
export function boxOf(geometry: Geometry): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([x, y]) => {
    if (x! < west) west = x!;
    if (x! > east) east = x!;
    if (y! < south) south = y!;
    if (y! > north) north = y!;
  });
  return west > east ? null : [west, south, east, north];
}

/** Polygons of an areal geometry; none of others. */
export function polygonsOf(geometry: Geometry): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates;
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(polygonsOf) : [];
}
