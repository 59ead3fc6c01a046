import type { Attributes } from '@siku/master-data';
import { distinct, profileOf, valuesOf, type Profile } from '@siku/matching';
import {
  boxOf,
  centreOf,
  eachPosition,
  normaliseAddress,
  pinyin,
  simplifyLine,
  type Geometry,
  type Position,
} from '@siku/standards';

interface Feature {
  layer?: string;
  class?: string;
  name?: string;
  alternateNames?: string[];
  code?: string;
  geometry?: Geometry;
  division?: string;
  address?: { text?: string };
}

/** Degrees, about 100 m: as far as two surveys of one place lie apart. */
const REACH = 0.001;

/** Grids a third of a cell apart: two places less than that apart share a cell in one of them, as each axis parts them in one grid at most. */
const GRIDS = 3;

/** How far an extent is looked for, in parts of its size. */
const REACH_OF_EXTENT = 1 / 4;

/** Of cells, each twice as large as the one before. */
const LARGEST_LEVEL = 11;

/** Two surveys of one area are looked for where neither is more than twice the size of the other. */
const SIZES_APART = 2;

/** What the matcher compares of a feature, from everything one department ever said about it, the latest first. */
export function geospatialProfile(history: readonly Attributes[]): Profile {
  const features = history as readonly Feature[];
  const names = valuesOf(features, ({ name, alternateNames }) => [name, ...(alternateNames ?? [])]);
  // Former places too: a department that has not heard of the move still tells the old one.
  const geometries = features.map(({ geometry }) => geometry).filter((geometry) => geometry !== undefined);
  const places = geometries.flatMap((geometry) => {
    const centre = centreOf(geometry);
    return centre ? [{ centre, box: geometry.type === 'Point' ? null : boxOf(geometry) }] : [];
  });
  const layers = valuesOf(features, ({ layer }) => layer).slice(0, 1);
  const fields: Record<string, readonly string[]> = {
    layer: layers,
    class: valuesOf(features, (feature) => feature.class).slice(0, 1),
    name: names,
    'name.pinyin': valuesOf(names, (name) => pinyin(name).replaceAll(' ', '').toLowerCase()),
    // A code is one of its layer.
    code: valuesOf(features, ({ code }) => code).map((code) => `${layers[0] ?? ''} ${code}`),
    place: valuesOf(places, ({ centre }) => written(centre)),
    extent: valuesOf(places, ({ box }) => (box ? written(box) : undefined)),
    line: valuesOf(geometries, lineText),
    neighbourhood: distinct([
      ...geometries.flatMap(cellsAlong),
      ...places.flatMap(({ centre, box }) => cellsAround(centre, box ? Math.max(box[2] - box[0], box[3] - box[1]) : 0)),
    ]),
    division: valuesOf(features, ({ division }) => division),
    address: valuesOf(features, ({ address }) => address?.text && normaliseAddress(address.text)),
  };
  return profileOf(fields);
}

/** Cells of REACH along an axis of the whole globe, as a power of 2. */
const AXIS_BITS = 19;

/** Neighbours on the ground follow each other: each quarter of a square is gone through before the next (Morton's order). */
export function nearByPlace({ place = [] }: Profile): number {
  const [first] = place;
  if (first === undefined) return 0;
  const [x, y] = first.split(' ').map(Number);
  const [column, row] = [Math.floor((x! + 180) / REACH), Math.floor((y! + 90) / REACH)];
  let code = 0;
  for (let bit = AXIS_BITS - 1; bit >= 0; bit--) code = code * 4 + ((row >> bit) & 1) * 2 + ((column >> bit) & 1);
  return code;
}

/** A hundredth of a metre. */
const written = (figures: readonly number[]): string => figures.map((figure) => figure.toFixed(7)).join(' ');

/**
 * Cells that places share which lie less than REACH apart; extents, those of about their own size: the size between those of two surveys is
 * near enough to both.
 */
export function cellsAround([x, y]: readonly number[], size: number): string[] {
  const apart = Math.sqrt(SIZES_APART);
  const levels = new Set([levelOf(size / apart), levelOf(size * apart)]);
  return [...levels].flatMap((level) => {
    const cell = GRIDS * REACH * 2 ** level;
    return Array.from({ length: GRIDS }, (_, grid) => {
      const [column, row] = [x! / cell + grid / GRIDS, y! / cell + grid / GRIDS];
      return `${level}:${grid}:${Math.floor(column)}:${Math.floor(row)}`;
    });
  });
}

/** The smallest cells in which an extent of a size is found. */
function levelOf(size: number): number {
  const level = Math.ceil(Math.log2((size * REACH_OF_EXTENT) / REACH));
  return Math.min(Math.max(level, 0), LARGEST_LEVEL);
}

/** Of a line so much is compared: what it leaves out is nearer to it than two surveys of one road. */
const LINE_METRES = 3;

/** Degrees: lines share the cells of this size that they run through, so that a piece of a road finds the road. */
const LINE_CELL = 0.032;

const linesOf = (geometry: Geometry): Position[][] =>
  geometry.type === 'LineString'
    ? [geometry.coordinates]
    : geometry.type === 'MultiLineString'
      ? geometry.coordinates
      : [];

function lineText(geometry: Geometry): string | undefined {
  const lines = linesOf(geometry).map((line) => simplifyLine(line, LINE_METRES).map(([x, y]) => written([x!, y!])));
  return lines.length === 0 ? undefined : lines.map((line) => line.join(',')).join(';');
}

function cellsAlong(geometry: Geometry): string[] {
  const cells: string[] = [];
  if (linesOf(geometry).length === 0) return cells;
  eachPosition(geometry, ([x, y]) => cells.push(`line:${Math.floor(x! / LINE_CELL)}:${Math.floor(y! / LINE_CELL)}`));
  return cells;
}
