import type { Position } from '../geometry/geometry.js';

/**
 * GCJ-02 (国测局坐标, "Mars coordinates") and BD-09 (百度坐标): the offset systems of Chinese map services. The offset is a smooth
 * function of the position; there is no closed form of its inverse, so it is undone by iteration. Degrees, longitude first.
 */

/** Semi-major axis and squared eccentricity of the Krasovsky 1940 ellipsoid, which the published offset is computed on. */
const AXIS = 6378245;
const ECCENTRICITY = 0.006693421622965943;

/** 1e-10° is a hundredth of a millimetre. The offset changes by a thousandth per degree, so three or four steps reach it. */
const CLOSE_ENOUGH = 1e-10;
const MOST_STEPS = 20;

/** Outside this box the services apply no offset. */
const isOffset = (longitude: number, latitude: number): boolean =>
  longitude > 72.004 && longitude < 137.8347 && latitude > 0.8293 && latitude < 55.8271;

const waves = (value: number): number => 20 * Math.sin(6 * value * Math.PI) + 20 * Math.sin(2 * value * Math.PI);

function offsetAt(longitude: number, latitude: number): Position {
  const [x, y] = [longitude - 105, latitude - 35];
  const bend = Math.sqrt(Math.abs(x));
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * bend +
    ((waves(x) + 20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * bend +
    ((waves(x) + 20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const radians = (latitude / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  const root = Math.sqrt(magic);
  return [
    (east * 180) / ((AXIS / root) * Math.cos(radians) * Math.PI),
    (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (magic * root)) * Math.PI),
  ];
}

/** WGS 84 or CGCS2000 → GCJ-02 */
export function toGcj02([longitude, latitude]: Position): Position {
  if (!isOffset(longitude!, latitude!)) return [longitude!, latitude!];
  const [east, north] = offsetAt(longitude!, latitude!);
  return [longitude! + east!, latitude! + north!];
}

/** GCJ-02 → CGCS2000 */
export const fromGcj02 = (position: Position): Position => undo(toGcj02, position);

const BAIDU = (Math.PI * 3000) / 180;

/** GCJ-02 → BD-09 */
function baiduOffset([longitude, latitude]: Position): Position {
  const radius = Math.hypot(longitude!, latitude!) + 0.00002 * Math.sin(latitude! * BAIDU);
  const angle = Math.atan2(latitude!, longitude!) + 0.000003 * Math.cos(longitude! * BAIDU);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

/** WGS 84 or CGCS2000 → BD-09 */
export const toBd09 = (position: Position): Position => baiduOffset(toGcj02(position));

/** BD-09 → CGCS2000 */
export const fromBd09 = (position: Position): Position => fromGcj02(undo(baiduOffset, position));

function undo(apply: (position: Position) => Position, wanted: Position): Position {
  let [longitude, latitude] = [wanted[0]!, wanted[1]!];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [x, y] = apply([longitude, latitude]);
    const [dx, dy] = [x! - wanted[0]!, y! - wanted[1]!];
    longitude -= dx;
    latitude -= dy;
    if (Math.abs(dx) < CLOSE_ENOUGH && Math.abs(dy) < CLOSE_ENOUGH) break;
  }
  return [longitude, latitude];
}
