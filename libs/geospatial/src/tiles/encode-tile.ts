import { polygonsOf, signedArea, type Geometry, type Position } from '@siku/standards';
import { PbfWriter } from 'pbf';

/** Units of a tile's side: those of ST_AsMVT. */
export const EXTENT = 4096;

/** Units that are drawn beyond each side, so that outlines and symbols do not end at the seam. */
export const MARGIN_UNITS = 64;

type Value = string | number | boolean;

export interface TileFeature {
  geometry: Geometry;
  properties: Readonly<Record<string, Value | null>>;
}

/** Bytes a tile begins with: what most of them need. */
const ROOM = 2 ** 16;

const [POINT, LINE, POLYGON] = [1, 2, 3] as const;
const [MOVE, DRAW, CLOSE] = [1, 2, 7] as const;

const command = (id: number, count: number): number => (id & 7) | (count << 3);
const zigzag = (figure: number): number => (figure << 1) ^ (figure >> 31);

/**
 * A Mapbox Vector Tile (version 2.1) of one layer, where the database has no ST_AsMVT: the embedded build.
 * @param place position → 0…1 across and down the tile
 */
export function encodeTile(
  name: string,
  features: Iterable<TileFeature>,
  place: (position: Position) => Position,
): Uint8Array {
  const keys = new Map<string, number>();
  const values = new Map<Value, number>();
  let count = 0;
  // Every message is written where it stays: buffers of their own for thousands of features would cost more than their content.
  const tile = new PbfWriter(new Uint8Array(ROOM));
  tile.writeMessage(
    3,
    (_, layer) => {
      layer.writeVarintField(15, 2);
      layer.writeStringField(1, name);
      for (const { geometry, properties } of features) {
        const drawn = shapes(geometry, place);
        if (drawn.length === 0) continue;
        const tags: number[] = [];
        for (const key in properties) {
          const value = properties[key]!;
          if (value !== null) tags.push(indexOf(keys, key), indexOf(values, value));
        }
        for (const shape of drawn) layer.writeMessage(2, writeFeature, { tags, shape });
        count += drawn.length;
      }
      for (const key of keys.keys()) layer.writeStringField(3, key);
      for (const value of values.keys()) layer.writeMessage(4, writeValue, value);
      layer.writeVarintField(5, EXTENT);
    },
    null,
  );
  return count === 0 ? new Uint8Array() : tile.finish();
}

function writeFeature({ tags, shape: [type, commands] }: { tags: number[]; shape: Shape }, feature: PbfWriter): void {
  feature.writePackedVarint(2, tags);
  feature.writeVarintField(3, type);
  feature.writePackedVarint(4, commands);
}

function writeValue(value: Value, message: PbfWriter): void {
  if (typeof value === 'string') message.writeStringField(1, value);
  else if (typeof value === 'boolean') message.writeBooleanField(7, value);
  else message.writeDoubleField(3, value);
}

function indexOf<T>(places: Map<T, number>, value: T): number {
  let index = places.get(value);
  if (index === undefined) places.set(value, (index = places.size));
  return index;
}

type Shape = [type: number, commands: number[]];

/** A collection becomes a feature for each of its parts, with the same properties. */
function shapes(geometry: Geometry, place: (position: Position) => Position): Shape[] {
  const onGrid = (positions: readonly Position[]): Position[] => quantised(positions, place);
  const pen = new Pen();
  switch (geometry.type) {
    case 'GeometryCollection':
      return geometry.geometries.flatMap((part) => shapes(part, place));
    case 'Point':
    case 'MultiPoint': {
      const points = onGrid(geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates);
      pen.points(points);
      return points.length > 0 ? [[POINT, pen.commands]] : [];
    }
    case 'LineString':
    case 'MultiLineString': {
      const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
      for (const line of lines) pen.line(onGrid(line));
      return pen.commands.length > 0 ? [[LINE, pen.commands]] : [];
    }
    default: {
      for (const [shell, ...holes] of polygonsOf(geometry)) {
        // What has become smaller than a unit of the grid takes its holes along.
        if (!pen.ring(onGrid(shell ?? []), true)) continue;
        for (const hole of holes) pen.ring(onGrid(hole), false);
      }
      return pen.commands.length > 0 ? [[POLYGON, pen.commands]] : [];
    }
  }
}

function quantised(positions: readonly Position[], place: (position: Position) => Position): Position[] {
  const kept: Position[] = [];
  for (const position of positions) {
    const [x, y] = place(position);
    const [column, row] = [Math.round(x! * EXTENT), Math.round(y! * EXTENT)];
    const last = kept.at(-1);
    if (!last || last[0] !== column || last[1] !== row) kept.push([column, row]);
  }
  return kept;
}

class Pen {
  readonly commands: number[] = [];
  private x = 0;
  private y = 0;

  points(points: readonly Position[]): void {
    this.commands.push(command(MOVE, points.length));
    for (const point of points) this.step(point);
  }

  line(points: readonly Position[]): void {
    if (points.length < 2) return;
    this.commands.push(command(MOVE, 1));
    this.step(points[0]!);
    this.commands.push(command(DRAW, points.length - 1));
    for (const point of points.slice(1)) this.step(point);
  }

  /** Rows count downwards, so that a shell with positive area runs clockwise on the screen, as the format has it. */
  ring(points: readonly Position[], shell: boolean): boolean {
    const area = signedArea(points);
    if (points.length < 4 || area === 0) return false;
    const wound = area > 0 === shell ? points : points.toReversed();
    this.commands.push(command(MOVE, 1));
    this.step(wound[0]!);
    this.commands.push(command(DRAW, wound.length - 2));
    for (const point of wound.slice(1, -1)) this.step(point);
    this.commands.push(command(CLOSE, 1));
    return true;
  }

  private step([x, y]: Position): void {
    this.commands.push(zigzag(x! - this.x), zigzag(y! - this.y));
    this.x = x!;
    this.y = y!;
  }
}
