import type { Position } from './geometry.js';

/** Metres of a degree of latitude, and of longitude at the equator: near enough to judge what can be left out. */
const METRES_PER_DEGREE = 111_195;
const RADIANS = Math.PI / 180;

/** Without the positions that lie nearer than `metres` to the line without them: Douglas and Peucker (1973). */
export function simplifyLine(line: readonly Position[], metres: number): Position[] {
  if (line.length < 3) return [...line];
  const kept = new Set([0, line.length - 1]);
  const open: [from: number, to: number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    let [farthest, distance] = [-1, metres];
    for (let i = from + 1; i < to; i++) {
      const each = metresToSegment(line[i]!, line[from]!, line[to]!);
      if (each > distance) [farthest, distance] = [i, each];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => kept.has(i));
}

/** Metres from a position to the nearest of a straight piece, in degrees all, as if the ground were flat there. */
function metresToSegment([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const shrink = Math.cos(y! * RADIANS);
  const [px, py] = [(x! - ax!) * shrink, y! - ay!];
  const [dx, dy] = [(bx! - ax!) * shrink, by! - ay!];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - along * dx, py - along * dy) * METRES_PER_DEGREE;
}
