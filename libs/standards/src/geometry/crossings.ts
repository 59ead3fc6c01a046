import type { Position } from './geometry.js';

interface Segment {
  a: Position;
  b: Position;
  left: number;
  right: number;
  ring: number;
  index: number;
  last: boolean;
}

const side = (a: Position, b: Position, c: Position): number =>
  (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);

const samePlace = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

/**
 * Whether the boundary of a polygon crosses itself or runs over itself; rings may touch in a point. Segments are swept from west
 * to east, so that only those that overlap in longitude are compared.
 */
export function crossesItself(rings: readonly (readonly Position[])[]): boolean {
  const segments: Segment[] = [];
  rings.forEach((ring, r) => {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      const [left, right] = a[0]! < b[0]! ? [a[0]!, b[0]!] : [b[0]!, a[0]!];
      segments.push({ a, b, left, right, ring: r, index: i, last: i === ring.length - 1 });
    }
  });
  segments.sort((s, t) => s.left - t.left);
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ right }) => right >= segment.left);
    if (open.some((other) => areCrossing(segment, other))) return true;
    open.push(segment);
  }
  return false;
}

function areCrossing(s: Segment, t: Segment): boolean {
  if (Math.max(s.a[1]!, s.b[1]!) < Math.min(t.a[1]!, t.b[1]!)) return false;
  if (Math.max(t.a[1]!, t.b[1]!) < Math.min(s.a[1]!, s.b[1]!)) return false;
  const [d1, d2] = [side(s.a, s.b, t.a), side(s.a, s.b, t.b)];
  const [d3, d4] = [side(t.a, t.b, s.a), side(t.a, t.b, s.b)];
  if (d1 === 0 && d2 === 0) return overlap(s, t);
  if (d1 * d2 < 0 && d3 * d4 < 0) return true;
  if (s.ring !== t.ring) return false;
  // Within one ring, touching itself elsewhere than at the common end of neighbours pinches it.
  const neighbours =
    Math.abs(s.index - t.index) === 1 ||
    ((s.last || t.last) && Math.abs(s.index - t.index) > 1 && (s.index === 1 || t.index === 1));
  if (neighbours) return false;
  const touches =
    (d1 === 0 && within(t.a, s)) ||
    (d2 === 0 && within(t.b, s)) ||
    (d3 === 0 && within(s.a, t)) ||
    (d4 === 0 && within(s.b, t));
  return touches;
}

const within = ([x, y]: Position, { a, b }: Segment): boolean =>
  x! >= Math.min(a[0]!, b[0]!) &&
  x! <= Math.max(a[0]!, b[0]!) &&
  y! >= Math.min(a[1]!, b[1]!) &&
  y! <= Math.max(a[1]!, b[1]!);

/** Two segments of one line share more than a point. */
function overlap(s: Segment, t: Segment): boolean {
  const axis = Math.abs(s.b[0]! - s.a[0]!) >= Math.abs(s.b[1]! - s.a[1]!) ? 0 : 1;
  const [s0, s1] = [Math.min(s.a[axis]!, s.b[axis]!), Math.max(s.a[axis]!, s.b[axis]!)];
  const [t0, t1] = [Math.min(t.a[axis]!, t.b[axis]!), Math.max(t.a[axis]!, t.b[axis]!)];
  return Math.min(s1, t1) > Math.max(s0, t0) || (samePlace(s.a, t.b) && samePlace(s.b, t.a));
}
