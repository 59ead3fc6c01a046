import { difference, union } from 'polyclip-ts';
import { crossesItself } from './crossings.js';
import type { Position } from './geometry.js';
import { contains, signedArea } from './measure.js';

type Ring = Position[];
type Polygon = Ring[];

const asPairs = (ring: Ring): [number, number][] => ring.map(([x, y]) => [x!, y!]);

/** Whether a polygon is what Simple Features call valid, as far as data goes wrong in practice. */
export function isSound(rings: Polygon): boolean {
  if (crossesItself(rings)) return false;
  const [shell, ...holes] = rings;
  const outer = { type: 'Polygon' as const, coordinates: [shell!] };
  return holes.every((hole) => {
    // A vertex may lie on the shell; one clearly inside decides.
    const inside = hole.some((position) => contains(outer, position));
    const inOther = holes.some(
      (other) => other !== hole && hole.every((p) => contains({ type: 'Polygon', coordinates: [other] }, p)),
    );
    return inside && !inOther;
  });
}

/**
 * The structure method: what is inside any of the shells and in none of the holes. Overlapping parts become one, a crossing
 * boundary is cut where it crosses.
 */
export function mendPolygons(polygons: readonly Polygon[]): Polygon[] {
  const shells = polygons.map(([shell]) => [asPairs(shell!)]);
  const holes = polygons.flatMap(([, ...rest]) => rest.map((hole) => [asPairs(hole)]));
  const [first, ...others] = shells;
  const outside = union(first!, ...others);
  const [hole, ...more] = holes;
  const mended = hole ? difference(outside, union(hole, ...more)) : outside;
  return (mended as Polygon[]).map((rings) => rings.map((ring, i) => wound(ring, i === 0)));
}

/** Shells counterclockwise, holes clockwise: RFC 7946 section 3.1.6. */
export function wound(ring: Ring, shell: boolean): Ring {
  return signedArea(ring) >= 0 === shell ? ring : ring.toReversed();
}
