import { coordinateSystem, type Geometry, type Position } from '@siku/standards';
import { SaxesParser } from 'saxes';
import { geometryCell } from './feature-columns.js';

/** The document is no well-formed XML. */
export class XmlSyntax extends Error {}

export interface XmlFeature {
  properties: Map<string, string | null>;
  /** GeoJSON text with the system it names */
  geometry: string | null;
}

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Elements that a feature of each format is. A member's one child is the feature itself. */
const FEATURES = { kml: new Set(['Placemark']), gml: new Set(['member', 'featureMember', 'featureMembers']) };

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Takes features out of a document as it arrives; only the one under way is held. */
export class SpatialXml {
  private readonly parser = new SaxesParser();
  private readonly open: Element[] = [];
  private ready: XmlFeature[] = [];

  constructor(kind: 'kml' | 'gml') {
    const wanted = FEATURES[kind];
    this.parser.on('error', (error) => {
      throw new XmlSyntax(error.message);
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      const element: Element = { name: local(name), attributes, text: '', children: [] };
      this.open.at(-1)?.children.push(element);
      if (this.open.length > 0 || wanted.has(element.name)) this.open.push(element);
    });
    this.parser.on('text', (text) => {
      const element = this.open.at(-1);
      if (element) element.text += text;
    });
    this.parser.on('cdata', (text) => {
      const element = this.open.at(-1);
      if (element) element.text += text;
    });
    this.parser.on('closetag', () => {
      const element = this.open.pop();
      if (!element || this.open.length > 0) return;
      this.ready.push(...(kind === 'kml' ? [placemark(element)] : element.children.map(member)));
    });
  }

  push(text: string): XmlFeature[] {
    this.parser.write(text);
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  end(): XmlFeature[] {
    this.parser.close();
    const { ready } = this;
    this.ready = [];
    return ready;
  }
}

function* within(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* within(child);
}

const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((child) => child.name === name);

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

/** Segments that are no straight lines between their positions, and what turns others round. */
const CURVED =
  /^(Arc|Circle|Bezier|BSpline|CubicSpline|PolynomialSpline|Clothoid|OffsetCurve|Orientable)|^(Tin|TriangulatedSurface)$/;

const POSITIONS = new Set(['pos', 'posList', 'coordinates', 'lowerCorner']);

/** A shape that GeoJSON has no type for. */
class UnknownShape extends Error {}

/** A shape as a cell; one that cannot be told as GeoJSON keeps its name, so that its row is refused and not its geometry lost. */
function cellOf(shape: Element, axes: Axes, stated: string | undefined): string {
  try {
    for (const { name } of within(shape)) if (CURVED.test(name)) throw new UnknownShape(name);
    return geometryCell(geometryOf(shape, axes), stated);
  } catch (error) {
    if (error instanceof UnknownShape) return JSON.stringify({ type: error.message });
    throw error;
  }
}

function placemark(element: Element): XmlFeature {
  const properties = new Map<string, string | null>();
  if (element.attributes['id']) properties.set('id', element.attributes['id']);
  for (const { name, text } of element.children) {
    if (['name', 'description', 'address', 'phoneNumber'].includes(name)) properties.set(name, text.trim());
  }
  for (const part of within(element)) {
    if (part.name === 'SimpleData') properties.set(part.attributes['name'] ?? '', part.text.trim());
    if (part.name === 'Data')
      properties.set(part.attributes['name'] ?? '', childOf(part, 'value')?.text.trim() ?? null);
  }
  const shape = element.children.find(({ name }) => GEOMETRIES.has(name) || KML_SHAPES.has(name));
  // KML is WGS 84, longitude first, always.
  return { properties, geometry: shape ? cellOf(shape, { northFirst: false, dimension: 2 }, 'CRS84') : null };
}

function member(element: Element): XmlFeature {
  const properties = new Map<string, string | null>();
  const id = Object.entries(element.attributes).find(([name]) => local(name) === 'id' || local(name) === 'fid')?.[1];
  if (id) properties.set('id', id);
  let geometry: string | null = null;
  for (const property of element.children) {
    const shape = property.children.find((child) => GEOMETRIES.has(child.name) || holdsPositions(child));
    if (shape) geometry ??= property.name === 'boundedBy' ? null : gmlGeometry(shape);
    else if (property.children.length === 0) properties.set(property.name, property.text.trim() || null);
  }
  return { properties, geometry };
}

const holdsPositions = (element: Element): boolean => [...within(element)].some(({ name }) => POSITIONS.has(name));

function gmlGeometry(shape: Element): string {
  const stated = [...within(shape)].map(({ attributes }) => attributes['srsName']).find((name) => name !== undefined);
  const system = stated === undefined ? null : coordinateSystem(stated);
  // `EPSG:4490` alone is longitude first by habit, URN and URI follow the order of the authority.
  const northFirst = system !== null && system.northFirst && /^(urn:|https?:\/\/www\.opengis\.net\/def)/i.test(stated!);
  const dimension =
    [...within(shape)].map(({ attributes }) => attributes['srsDimension']).find(Boolean) === '3' ? 3 : 2;
  return cellOf(shape, { northFirst, dimension }, stated);
}

interface Axes {
  northFirst: boolean;
  dimension: number;
}

/** @throws UnknownShape */
function geometryOf(element: Element, axes: Axes): Geometry {
  const inner = (...names: string[]): Geometry[] =>
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
      return { type: 'LineString', coordinates: positions(element, axes) };
    case 'Polygon':
    case 'PolygonPatch':
      return { type: 'Polygon', coordinates: rings(element, axes) };
    case 'MultiPoint':
      return {
        type: 'MultiPoint',
        coordinates: inner('Point').map((part) => (part as { coordinates: Position }).coordinates),
      };
    case 'MultiCurve':
    case 'MultiLineString':
      return {
        type: 'MultiLineString',
        coordinates: inner('LineString', 'Curve').map((part) => (part as { coordinates: Position[] }).coordinates),
      };
    case 'Surface':
    case 'MultiSurface':
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: inner('Polygon', 'PolygonPatch').map(
          (part) => (part as { coordinates: Position[][] }).coordinates,
        ),
      };
    case 'MultiGeometry': {
      // GML puts each into a member.
      const members = element.children.flatMap((child) =>
        /^geometryMembers?$/.test(child.name) ? child.children : child,
      );
      const parts = members.map((part) => geometryOf(part, axes));
      const kinds = new Set(parts.map(({ type }) => type));
      const [kind] = kinds;
      if (kinds.size === 1 && (kind === 'Point' || kind === 'LineString' || kind === 'Polygon')) {
        const coordinates = parts.map((part) => (part as { coordinates: unknown }).coordinates);
        return { type: `Multi${kind}`, coordinates } as Geometry;
      }
      return { type: 'GeometryCollection', geometries: parts };
    }
    default:
      throw new UnknownShape(element.name);
  }
}

/** The outer boundary first, in both formats. */
function rings(polygon: Element, axes: Axes): Position[][] {
  return ['outerBoundaryIs', 'exterior', 'innerBoundaryIs', 'interior'].flatMap((name) =>
    polygon.children.filter((child) => child.name === name).map((child) => positions(child, axes)),
  );
}

function positions(element: Element, { northFirst, dimension }: Axes): Position[] {
  const found: Position[] = [];
  for (const { name, text } of within(element)) {
    if (name === 'coordinates') {
      // KML and GML 2: tuples by blanks, their figures by commas.
      const tuples = text.trim().replaceAll(/\s*,\s*/g, ',');
      for (const tuple of tuples.split(/\s+/)) found.push(tuple.split(',').map(Number));
    } else if (name === 'pos' || name === 'posList') {
      const figures = text.trim().split(/\s+/).map(Number);
      const step = name === 'pos' ? figures.length : dimension;
      for (let i = 0; i + 1 < figures.length; i += step) found.push(figures.slice(i, i + step));
    }
  }
  // On the ground is no height.
  return found.map(([x, y, ...heights]) => [...(northFirst ? [y!, x!] : [x!, y!]), ...heights.filter(Boolean)]);
}
