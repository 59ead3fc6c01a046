const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = 111_195;

/** `121.5 29.8` as so many figures; null when it is not. */
export function figures(text: string, count: number): readonly number[] | null {
  const found = text.split(' ').map(Number);
  return found.length === count && found.every(Number.isFinite) ? found : null;
}

/** Metres between two positions in degrees that lie close together: within 0.1 % up to some hundred kilometres. */
export function metresBetween(a: readonly number[], b: readonly number[]): number {
  const north = b[1]! - a[1]!;
  const east = (b[0]! - a[0]!) * Math.cos(((a[1]! + b[1]!) / 2) * RADIANS);
  return Math.hypot(north, east) * METRES_PER_DEGREE;
}

/** Area two extents have in common, as a share of what both cover; 0 where either has none. */
export function boxOverlap(a: readonly number[], b: readonly number[]): number {
  const width = Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!);
  const height = Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  const area = (box: readonly number[]): number => (box[2]! - box[0]!) * (box[3]! - box[1]!);
  return common / (area(a) + area(b) - common);
}
