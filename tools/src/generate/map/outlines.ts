import { contains, fromGcj02, type Geometry, type Position } from '@siku/standards';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@siku/platform';
import type { Random } from '../random.js';

export interface District {
  /** GB/T 2260 */
  code: string;
  name: string;
  /** degrees of CGCS2000 */
  outline: Geometry & { type: 'MultiPolygon' };
}

interface Outlines {
  /** where they are from, and under which licence */
  origin: string;
  districts: Record<string, { name: string; coordinates: Position[][][] }>;
}

const FILE = join(repositoryRoot, 'tools/src/generate/map/district-outlines.json');

/** The ten districts as they are since 2016; the file has them in GCJ-02, as maps of the web do. */
export function districts(): District[] {
  const outlines = JSON.parse(readFileSync(FILE, 'utf8')) as Outlines;
  return Object.entries(outlines.districts).map(([code, { name, coordinates }]) => ({
    code,
    name,
    outline: {
      type: 'MultiPolygon',
      coordinates: coordinates.map((polygon) => polygon.map((ring) => ring.map((position) => fromGcj02(position)))),
    },
  }));
}

/** A place in the largest part of the district. */
export function pointIn({ outline }: District, random: Random): Position {
  const ring = outline.coordinates[0]![0]!;
  const [xs, ys] = [ring.map(([x]) => x!), ring.map(([, y]) => y!)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (;;) {
    const point: Position = [west + random.next() * (east - west), south + random.next() * (north - south)];
    if (contains(outline, point)) return point;
  }
}

/** What of a ring lies west, or east, of a meridian: Sutherland and Hodgman's clipping by one line. */
export function partOf(ring: readonly Position[], meridian: number, side: 'west' | 'east'): Position[] {
  const inside = ([x]: Position): boolean => (side === 'west' ? x! <= meridian : x! >= meridian);
  const part: Position[] = [];
  ring.slice(0, -1).forEach((from, i) => {
    const to = ring[i + 1]!;
    if (inside(from)) part.push(from);
    if (inside(from) === inside(to)) return;
    const share = (meridian - from[0]!) / (to[0]! - from[0]!);
    part.push([meridian, from[1]! + share * (to[1]! - from[1]!)]);
  });
  return [...part, part[0]!];
}
