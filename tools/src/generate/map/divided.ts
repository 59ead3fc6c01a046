import type { Position } from '@siku/standards';

type Ring = readonly Position[];

/** Which side of a line across the map: `axis` 0 is a meridian, 1 a parallel. */
interface Cut {
  axis: 0 | 1;
  at: number;
}

/** Steps that halve the search for a line: to less than a millionth of the extent. */
const STEPS = 24;

/** An outline as so many parts of about the same area, cut by meridians and parallels; they meet, and leave nothing out. */
export function divided(outline: readonly Ring[], parts: number): Position[][][] {
  if (parts === 1) return [outline.map((ring) => [...ring])];
  const first = Math.floor(parts / 2);
  const cut = cutOff(outline, first / parts);
  return [...divided(sideOf(outline, cut, -1), first), ...divided(sideOf(outline, cut, 1), parts - first)];
}

/** The line across the longer extent below which this share of the area lies. */
function cutOff(outline: readonly Ring[], share: number): Cut {
  const [width, height] = [0, 1].map((axis) => extent(outline, axis as 0 | 1)).map(([from, to]) => to - from);
  const axis = width! > height! ? 0 : 1;
  let [low, high] = extent(outline, axis);
  const wanted = area(outline) * share;
  for (let i = 0; i < STEPS; i++) {
    const at = (low + high) / 2;
    if (area(sideOf(outline, { axis, at }, -1)) < wanted) low = at;
    else high = at;
  }
  // Six digits, as the map is drawn: both sides have the same line.
  return { axis, at: Number(((low + high) / 2).toFixed(6)) };
}

function extent(outline: readonly Ring[], axis: 0 | 1): [number, number] {
  const values = outline.flatMap((ring) => ring.map((position) => position[axis]!));
  return [Math.min(...values), Math.max(...values)];
}

const area = (outline: readonly Ring[]): number => outline.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0);

const signedArea = (ring: Ring): number =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0]! * y! - x! * ring[i]![1]!) / 2, 0);

const sideOf = (outline: readonly Ring[], cut: Cut, side: 1 | -1): Position[][] =>
  outline.flatMap((ring) => clipped(ring, cut, side));

/** A stretch of a ring on one side, from where it comes over the line to where it goes back. */
interface Stretch {
  positions: Position[];
  /** where it begins and ends along the line */
  from: number;
  to: number;
}

/**
 * What of a ring lies on one side: every part a ring of its own. Along the line the inside lies between the first and the second crossing,
 * the third and the fourth, and so on.
 */
function clipped(ring: Ring, { axis, at }: Cut, side: 1 | -1): Position[][] {
  const along = 1 - axis;
  const inside = (position: Position): boolean => (side === 1 ? position[axis]! > at : position[axis]! <= at);
  const corners = ring.slice(0, -1);
  const start = corners.findIndex((corner, i) => !inside(corner) && inside(corners[(i + 1) % corners.length]!));
  if (start < 0) return inside(corners[0]!) ? [[...ring]] : [];
  const stretches: Stretch[] = [];
  for (let i = 0; i < corners.length; i++) {
    const [from, to] = [corners[(start + i) % corners.length]!, corners[(start + i + 1) % corners.length]!];
    const open = stretches.at(-1);
    if (inside(from) !== inside(to)) {
      const share = (at - from[axis]!) / (to[axis]! - from[axis]!);
      const crossing = [0, 0];
      crossing[axis] = at;
      crossing[along] = Number((from[along]! + share * (to[along]! - from[along]!)).toFixed(6));
      if (inside(to)) stretches.push({ positions: [crossing, to], from: crossing[along], to: NaN });
      else {
        open!.positions.push(crossing);
        open!.to = crossing[along]!;
      }
    } else if (inside(to)) open!.positions.push(to);
  }
  return joined(stretches);
}

function joined(stretches: readonly Stretch[]): Position[][] {
  const ends = stretches
    .flatMap((stretch) => [
      { stretch, isStart: true, at: stretch.from },
      { stretch, isStart: false, at: stretch.to },
    ])
    .sort((a, b) => a.at - b.at);
  const next = new Map<Stretch, Stretch>();
  for (let i = 0; i < ends.length; i += 2) {
    const [a, b] = [ends[i]!, ends[i + 1]!];
    next.set(a.isStart ? b.stretch : a.stretch, a.isStart ? a.stretch : b.stretch);
  }
  const left = new Set(stretches);
  const rings: Position[][] = [];
  for (const first of stretches) {
    const positions: Position[] = [];
    for (let stretch = first; left.delete(stretch); stretch = next.get(stretch)!) positions.push(...stretch.positions);
    if (positions.length >= 3) rings.push([...positions, positions[0]!]);
  }
  return rings;
}
