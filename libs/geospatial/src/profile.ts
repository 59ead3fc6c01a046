import type { Attributes } from '@siku/master-data';
import type { Profile } from '@siku/matching';
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

/** Cells a point is looked for in: half of one, about 100 m, is as far as two surveys of one place lie apart. */
const POINT_CELL = 0.002;

/** An extent is looked for in cells about its own size. */
const CELL_SIZES = Array.from({ length: 12 }, (_, i) => POINT_CELL * 2 ** i);

/** What the matcher compares of a feature, from everything one department ever said about it, the latest first. */
export function geospatialProfile(history: readonly Attributes[]): Profile {
  const features = history as readonly Feature[];
  const names = distinct(features.flatMap(({ name, alternateNames }) => [name, ...(alternateNames ?? [])]));
  // Former places too: a department that has not heard of the move still tells the old one.
  const geometries = features.map(({ geometry }) => geometry).filter((geometry) => geometry !== undefined);
  const places = geometries.flatMap((geometry) => {
    const centre = centreOf(geometry);
    return centre ? [{ centre, box: geometry.type === 'Point' ? null : boxOf(geometry) }] : [];
  });
  const layers = distinct(features.map(({ layer }) => layer)).slice(0, 1);
  const fields: Record<string, readonly string[]> = {
    layer: layers,
    class: distinct(features.map((feature) => feature.class)).slice(0, 1),
    name: names,
    'name.pinyin': distinct(names.map((name) => pinyin(name).replaceAll(' ', '').toLowerCase())),
    // A code is one of its layer.
    code: distinct(features.map(({ code }) => code)).map((code) => `${layers[0] ?? ''} ${code}`),
    place: distinct(places.map(({ centre }) => written(centre))),
    extent: distinct(places.map(({ box }) => (box ? written(box) : undefined))),
    line: distinct(geometries.map(lineText)),
    cell: distinct([
      ...geometries.flatMap(cellsAlong),
      ...places.flatMap(({ centre, box }) => cellsAround(centre, box ? Math.max(box[2] - box[0], box[3] - box[1]) : 0)),
    ]),
    division: distinct(features.map(({ division }) => division)),
    address: distinct(features.map(({ address }) => address?.text && normaliseAddress(address.text))),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, values]) => values.length > 0));
}

/** A hundredth of a metre. */
const written = (figures: readonly number[]): string => figures.map((figure) => figure.toFixed(7)).join(' ');

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
];

/**
 * The four cells whose corner is nearest, so that two places less than half a cell apart always share one. Of an extent also in
 * the next larger size: two surveys of one area may lie on either side of a step.
 */
export function cellsAround([x, y]: readonly number[], size: number): string[] {
  const level = CELL_SIZES.findIndex((cell) => cell >= size / 2);
  const first = level < 0 ? CELL_SIZES.length - 1 : level;
  const levels = size === 0 ? [0] : [first, Math.min(first + 1, CELL_SIZES.length - 1)];
  return [
    ...new Set(
      levels.flatMap((each) => {
        const cell = CELL_SIZES[each]!;
        const [column, row] = [Math.round(x! / cell), Math.round(y! / cell)];
        return [0, 1].flatMap((i) => [0, 1].map((j) => `${each}:${column - i}:${row - j}`));
      }),
    ),
  ];
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
