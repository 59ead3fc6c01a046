import { contains, signedArea, type Geometry, type Position } from '@siku/standards';
import type { ByteSource, Progress } from '../byte-source.js';
import { refusal } from '../read-refusal.js';

const HEADER = 100;

/** A record longer than this is no geometry of a register; it would be held in memory whole. */
const LONGEST_RECORD = 64 * 1024 * 1024;

/** Shapes of a .shp one after another (ESRI white paper of 1998); null for an empty one. Of Z and M the first is kept, for a later stage to say that it is dropped. */
export async function* shapes(source: ByteSource, progress?: Progress): AsyncGenerator<Geometry | null> {
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER;
  for await (const piece of source.read(progress)) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    if (skip > 0) {
      if (bytes.length < HEADER) {
        rest = bytes;
        continue;
      }
      if (bytes.readInt32BE(0) !== 9994) throw refusal.damaged('shp');
      bytes = bytes.subarray(HEADER);
      skip = 0;
    }
    let at = 0;
    while (at + 8 <= bytes.length) {
      const length = bytes.readInt32BE(at + 4) * 2;
      if (length < 4 || length > LONGEST_RECORD) throw refusal.damaged('shp');
      if (at + 8 + length > bytes.length) break;
      yield shape(bytes.subarray(at + 8, at + 8 + length));
      at += 8 + length;
    }
    rest = bytes.subarray(at);
  }
  if (rest.length > 0) throw refusal.truncated();
}

/** Surfaces of buildings in three dimensions. */
const MULTI_PATCH = 31;

function shape(bytes: Buffer): Geometry | null {
  const code = bytes.readInt32LE(0);
  // 1x has heights and perhaps measures, 2x measures.
  const [type, isTall] = [code % 10, code > 10];
  try {
    if (type === 0) return null;
    if (type === 1 && code !== MULTI_PATCH)
      return { type: 'Point', coordinates: positions(bytes, 4, 1, isTall ? 20 : 0)[0]! };
    if (type === 8) {
      const count = bytes.readInt32LE(36);
      return { type: 'MultiPoint', coordinates: positions(bytes, 40, count, isTall ? 40 + count * 16 + RANGE : 0) };
    }
    if (type === 3 || type === 5) {
      const parts = partsOf(bytes, isTall);
      if (parts.length === 0) return null;
      if (type === 5) return grouped(parts);
      return parts.length === 1
        ? { type: 'LineString', coordinates: parts[0]! }
        : { type: 'MultiLineString', coordinates: parts };
    }
  } catch (error) {
    if (error instanceof RangeError) throw refusal.damaged('shp');
    throw error;
  }
  throw refusal.unsupported(
    { zh: '三维面片（MultiPatch）Shapefile', en: 'a MultiPatch Shapefile' },
    { zh: '请导出为二维面。', en: 'Export it as plane polygons.' },
  );
}

/** The least and the greatest height stand before the heights. */
const RANGE = 16;

/** Lower is no measure. */
const NO_DATA = -1e38;

/**
 * @param heights where the figures of a third dimension begin, 0 for none. A height of 0, on the ground, and a measure that was not taken
 *   are left out; measures themselves may be missing from a record.
 */
function positions(bytes: Buffer, start: number, count: number, heights: number): Position[] {
  if (start + count * 16 > bytes.length) throw new RangeError();
  const isThere = heights > 0 && heights + count * 8 <= bytes.length;
  return Array.from({ length: count }, (_, i) => {
    const position = [bytes.readDoubleLE(start + i * 16), bytes.readDoubleLE(start + i * 16 + 8)];
    const height = isThere ? bytes.readDoubleLE(heights + i * 8) : 0;
    if (height && height > NO_DATA) position.push(height);
    return position;
  });
}

function partsOf(bytes: Buffer, isTall: boolean): Position[][] {
  const [parts, points] = [bytes.readInt32LE(36), bytes.readInt32LE(40)];
  const start = 44 + parts * 4;
  if (start + points * 16 > bytes.length) throw new RangeError();
  const all = positions(bytes, start, points, isTall ? start + points * 16 + RANGE : 0);
  const starts = Array.from({ length: parts }, (_, i) => bytes.readInt32LE(44 + i * 4));
  return starts.map((first, i) => all.slice(first, starts[i + 1] ?? points));
}

/** Shells run clockwise in a Shapefile; each hole belongs to the smallest shell around it. */
function grouped(rings: readonly Position[][]): Geometry {
  const shells = rings.filter((ring) => signedArea(ring) <= 0).map((ring) => [ring]);
  const holes = rings.filter((ring) => signedArea(ring) > 0);
  for (const hole of holes) {
    const around = shells
      .filter(([shell]) => contains({ type: 'Polygon', coordinates: [shell!] }, hole[0]!))
      .sort(([a], [b]) => Math.abs(signedArea(a!)) - Math.abs(signedArea(b!)))[0];
    // A "hole" in nothing was drawn the wrong way round.
    if (around) around.push(hole);
    else shells.push([hole]);
  }
  return shells.length === 1
    ? { type: 'Polygon', coordinates: shells[0]! }
    : { type: 'MultiPolygon', coordinates: shells };
}
