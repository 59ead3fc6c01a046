/** Lines drawn on the ground: how far two of them run apart. */

const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = 111_195;

/** As many samples of a line are compared with the other, evenly spread by length, its corners among them. */
const SAMPLES = 128;

/** Metres east and north of the first position of the first line, x and y in turn; a line of several parts as several. */
export interface Line {
  parts: readonly Float64Array[];
  length: number;
}

/** `121.5 29.8,121.6 29.9;…`: positions in degrees, parts apart by a semicolon. Null when it is none. */
export function lineOf(text: string): Line | null {
  const parts = text.split(';').map((part) => part.split(',').map((position) => position.split(' ').map(Number)));
  if (!parts.flat().every((position) => position.length === 2 && position.every(Number.isFinite))) return null;
  const flat = parts.map((part) =>
    Float64Array.from(part.flatMap(([x, y]) => [x! * METRES_PER_DEGREE, y! * METRES_PER_DEGREE])),
  );
  const length = flat.reduce((sum, part) => sum + lengthOf(part), 0);
  return length > 0 ? { parts: flat, length } : null;
}

/** Metres of the farthest place on either line from the other (Hausdorff distance). */
export const hausdorff = (a: Line, b: Line): number => Math.max(farthest(a, b), farthest(b, a));

/** Metres of the farthest place on the shorter line from the longer: small where it is a piece of it. */
export const along = (a: Line, b: Line): number => (a.length < b.length ? farthest(a, b) : farthest(b, a));

/** East is shorter than north, by the latitude. */
const eastward = (y: number): number => Math.cos((y / METRES_PER_DEGREE) * RADIANS);

const lengthOf = (part: Float64Array): number => {
  const shrink = eastward(part[1]!);
  let length = 0;
  for (let i = 2; i < part.length; i += 2)
    length += Math.hypot((part[i]! - part[i - 2]!) * shrink, part[i + 1]! - part[i - 1]!);
  return length;
};

function farthest(a: Line, b: Line): number {
  const step = a.length / SAMPLES;
  let worst = 0;
  for (const part of a.parts) {
    const shrink = eastward(part[1]!);
    for (let i = 0; i < part.length; i += 2) {
      worst = Math.max(worst, nearest(part[i]!, part[i + 1]!, b));
      if (i + 2 >= part.length) break;
      const [dx, dy] = [part[i + 2]! - part[i]!, part[i + 3]! - part[i + 1]!];
      const between = Math.floor(Math.hypot(dx * shrink, dy) / step);
      for (let k = 1; k <= between; k++) {
        const share = k / (between + 1);
        worst = Math.max(worst, nearest(part[i]! + share * dx, part[i + 1]! + share * dy, b));
      }
    }
  }
  return worst;
}

/** Metres from a place to a line. */
function nearest(x: number, y: number, { parts }: Line): number {
  const shrink = eastward(y);
  let best = Infinity;
  for (const part of parts) {
    for (let i = 0; i + 3 < part.length; i += 2) {
      const [px, py] = [(x - part[i]!) * shrink, y - part[i + 1]!];
      const [dx, dy] = [(part[i + 2]! - part[i]!) * shrink, part[i + 3]! - part[i + 1]!];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
      best = Math.min(best, Math.hypot(px - share * dx, py - share * dy));
    }
  }
  return best;
}
