import { centreOfArc, coordinateSystem, type DrawnGeometry, type Geometry, type Position } from '@siku/standards';
import type { RowFault } from '../source-table.js';
import { geometryCell } from './feature-columns.js';
import { reference, within, type XmlElement } from './xml-element.js';

/** A geometry as a cell, or why it cannot be one. */
export type XmlGeometry = { cell: string } | { fault: RowFault };

/** The system of geometries that name none, and how many figures their positions have. */
export interface Frame {
  srsName?: string;
  srsDimension?: string;
}

const GEOMETRIES = new Set([
  'Point',
  'LineString',
  'LinearRing',
  'Polygon',
  'MultiGeometry',
  'MultiPoint',
  'MultiCurve',
  'MultiLineString',
  'MultiSurface',
  'MultiPolygon',
  'Surface',
  'Curve',
  'CompositeCurve',
  'PolygonPatch',
]);

/** Shapes of KML beside those. */
const KML_SHAPES = new Set(['Track', 'MultiTrack', 'Model']);

/** Segments that are neither straight nor arcs of three positions, and what turns others round. */
const UNTOLD =
  /^(Arc(String)?By|CircleBy|Bezier|BSpline|CubicSpline|PolynomialSpline|Clothoid|OffsetCurve|Orientable)|^(Tin|TriangulatedSurface)$/;

const ARCS = new Set(['Arc', 'ArcString', 'Circle']);

/** What a curve is made of. */
const SEGMENTS = new Set(['LineString', 'LineStringSegment', 'GeodesicString', 'LinearRing', ...ARCS]);

const POSITIONS = new Set(['pos', 'posList', 'coordinates', 'lowerCorner']);

/** A shape that GeoJSON has no type for. */
class UnknownShape extends Error {}

const REFERRED: RowFault = {
  code: 'geometry-referred',
  column: 0,
  message: { zh: '几何以 xlink:href 引用另一处的几何', en: 'The geometry refers to another one by xlink:href' },
  hint: { zh: '请导出时将几何写在要素之内', en: 'Export it with the geometry inside the feature' },
};

/** One that cannot be told as GeoJSON keeps its name, so that its row is refused and not its geometry lost. */
function told(shape: XmlElement, axes: Axes, stated: string | undefined): XmlGeometry {
  try {
    for (const element of within(shape)) {
      if (reference(element) !== undefined && element.children.length === 0) return { fault: REFERRED };
      if (UNTOLD.test(element.name)) throw new UnknownShape(element.name);
    }
    return { cell: geometryCell(geometryOf(shape, axes), stated) };
  } catch (error) {
    if (error instanceof UnknownShape) return { cell: JSON.stringify({ type: error.message }) };
    throw error;
  }
}

/** Of a Placemark. KML is WGS 84, longitude first, always. */
export function kmlGeometry(placemark: XmlElement): XmlGeometry | null {
  const shape = placemark.children.find(({ name }) => GEOMETRIES.has(name) || KML_SHAPES.has(name));
  return shape ? told(shape, { northFirst: false, dimension: 2 }, 'CRS84') : null;
}

/** Of a property of a feature; null where the property holds none. */
export function gmlGeometry(property: XmlElement, frame: Frame): XmlGeometry | null {
  const shape = property.children.find((child) => GEOMETRIES.has(child.name) || holdsPositions(child));
  if (!shape) return null;
  const stated = attributeWithin(shape, 'srsName') ?? frame.srsName;
  const system = stated === undefined ? null : coordinateSystem(stated);
  // `EPSG:4490` alone is longitude first by habit, URN and URI follow the order of the authority.
  const northFirst = system !== null && system.northFirst && /^(urn:|https?:\/\/www\.opengis\.net\/def)/i.test(stated!);
  const dimension = (attributeWithin(shape, 'srsDimension') ?? frame.srsDimension) === '3' ? 3 : 2;
  return told(shape, { northFirst, dimension }, stated);
}

const holdsPositions = (element: XmlElement): boolean => [...within(element)].some(({ name }) => POSITIONS.has(name));

const attributeWithin = (shape: XmlElement, name: string): string | undefined =>
  [...within(shape)].map(({ attributes }) => attributes[name]).find((value) => value !== undefined);

interface Axes {
  northFirst: boolean;
  dimension: number;
}

/** @throws UnknownShape */
function geometryOf(element: XmlElement, axes: Axes): DrawnGeometry {
  const inner = (...names: string[]): DrawnGeometry[] =>
    [...within(element)]
      .filter((part) => part !== element && names.includes(part.name))
      .map((part) => geometryOf(part, axes));
  switch (element.name) {
    case 'Point':
      return { type: 'Point', coordinates: positions(element, axes)[0] ?? [] };
    case 'LineString':
    case 'LinearRing':
    case 'Curve':
    case 'CompositeCurve':
      return curve(element, axes);
    case 'Polygon':
    case 'PolygonPatch':
    case 'Rectangle':
    case 'Triangle':
      return polygon(element, axes);
    case 'MultiPoint':
      return together('MultiPoint', inner('Point'));
    case 'MultiCurve':
    case 'MultiLineString':
      return together('MultiLineString', inner('LineString', 'Curve'));
    case 'Surface':
    case 'MultiSurface':
    case 'MultiPolygon':
      return together('MultiPolygon', inner('Polygon', 'PolygonPatch', 'Rectangle', 'Triangle'));
    case 'MultiGeometry': {
      // GML puts each into a member.
      const members = element.children.flatMap((child) =>
        /^geometryMembers?$/.test(child.name) ? child.children : child,
      );
      const parts = members.map((part) => geometryOf(part, axes));
      const [kind, ...others] = new Set(parts.map(({ type }) => type));
      if (others.length === 0 && (kind === 'Point' || kind === 'LineString' || kind === 'Polygon'))
        return together(`Multi${kind}`, parts);
      return { type: 'GeometryCollection', geometries: parts as Geometry[] };
    }
    default:
      throw new UnknownShape(element.name);
  }
}

/** Parts of one kind; those with arcs are told by the types that may have them. */
function together(type: 'MultiPoint' | 'MultiLineString' | 'MultiPolygon', parts: DrawnGeometry[]): DrawnGeometry {
  const plain = parts.filter((part) => `Multi${part.type}` === type);
  if (plain.length < parts.length)
    return { type: type === 'MultiPolygon' ? 'MultiSurface' : 'MultiCurve', geometries: parts };
  return { type, coordinates: plain.map((part) => (part as { coordinates: unknown }).coordinates) } as Geometry;
}

function curve(element: XmlElement, axes: Axes): DrawnGeometry {
  const parts = [...within(element)]
    .filter(({ name }) => SEGMENTS.has(name))
    .map((segment): DrawnGeometry => {
      const coordinates = positions(segment, axes);
      if (!ARCS.has(segment.name)) return { type: 'LineString', coordinates };
      return { type: 'CircularString', coordinates: segment.name === 'Circle' ? circle(coordinates) : coordinates };
    });
  if (parts.length === 0) return { type: 'LineString', coordinates: positions(element, axes) };
  return parts.length === 1 ? parts[0]! : { type: 'CompoundCurve', geometries: parts };
}

/** Three positions of a circle as its begin, the position opposite and its begin. */
function circle(three: Position[]): Position[] {
  const [a, b, c] = three;
  const centre = a && b && c && centreOfArc(a, b, c);
  return centre ? [a, [2 * centre[0]! - a[0]!, 2 * centre[1]! - a[1]!], a] : three;
}

/** The outer boundary first, in both formats. */
function polygon(element: XmlElement, axes: Axes): DrawnGeometry {
  const rings = ['outerBoundaryIs', 'exterior', 'innerBoundaryIs', 'interior'].flatMap((name) =>
    element.children.filter((child) => child.name === name).map((child) => curve(child, axes)),
  );
  const straight = rings.filter((ring) => ring.type === 'LineString');
  return straight.length < rings.length
    ? { type: 'CurvePolygon', geometries: rings }
    : { type: 'Polygon', coordinates: straight.map(({ coordinates }) => coordinates) };
}

function positions(element: XmlElement, { northFirst, dimension }: Axes): Position[] {
  const found: Position[] = [];
  for (const { name, text } of within(element)) {
    if (name === 'coordinates') {
      // KML and GML 2: tuples by blanks, their figures by commas.
      const tuples = text.trim().replaceAll(/\s*,\s*/g, ',');
      for (const tuple of tuples.split(/\s+/)) found.push(tuple.split(',').map(Number));
    } else if (name === 'pos' || name === 'posList') {
      const figures = text.trim().split(/\s+/).map(Number);
      const step = name === 'pos' ? figures.length : dimension;
      // A figure that is left over is a broken position, not one to leave out.
      for (let i = 0; i < figures.length; i += step) found.push(figures.slice(i, i + step));
    }
  }
  // On the ground is no height.
  return found.map(([x, y, ...heights]) => [...(northFirst ? [y!, x!] : [x!, y!]), ...heights.filter(Boolean)]);
}
