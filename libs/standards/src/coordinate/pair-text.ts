import type { Position } from '../geometry/geometry.js';
import { toHalfWidth } from '../text/half-width.js';

/** Degrees, or degrees, minutes and seconds 度分秒. */
const DEGREES = String.raw`(-?\d+(?:\.\d+)?)\s*(?:[°º度]\s*(?:(\d+(?:\.\d+)?)\s*['′’分]\s*(?:(\d+(?:\.\d+)?)\s*(?:["″”秒]|['′’]{2})\s*)?)?)?`;

/** Degrees, minutes and seconds as gazetteers write them, 121:33:00. */
const COLONS = /(\d+):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?/gu;

const COMPASS = '[EWNS东西南北]';

/** The point of the compass stands before both figures or after both. */
const BEFORE = new RegExp(`\\s*(${COMPASS})\\s*${DEGREES}`, 'iuy');
const AFTER = new RegExp(`\\s*()${DEGREES}(${COMPASS}?)\\s*`, 'iuy');

const STARTS_WITH_POINT = new RegExp(`^${COMPASS}`, 'iu');

const EAST_WEST = /[EW东西]/iu;
const NEGATIVE = /[WS西南]/iu;

/**
 * Two figures as tables have them, `121.54, 29.87`, `(121.54 29.87)`, `121°32′10″ 29°52′5″`, `北纬29度52分 东经121度32分`: longitude or easting
 * first, unless points of the compass say otherwise. Null for anything else.
 */
export function pairOf(text: string): Position | null {
  const inner = toHalfWidth(text)
    .replaceAll(/东经|西经|南纬|北纬/gu, (word) => word[0]!)
    .replaceAll(COLONS, (_, degrees, minutes, seconds) => `${degrees}°${minutes}′${seconds ? `${seconds}″` : ''}`)
    .trim()
    .replace(/^(?:\((.*)\)|\[(.*)\])$/u, '$1$2');
  const form = STARTS_WITH_POINT.test(inner) ? BEFORE : AFTER;
  const [first, end] = figureAt(form, inner, 0) ?? [];
  if (!first) return null;
  const gap = /^[,;、]?/u.exec(inner.slice(end))![0].length;
  // Two figures need something between them, or the first one a mark at its end.
  if (gap === 0 && /\d/.test(inner[end! - 1]!)) return null;
  const [second, last] = figureAt(form, inner, end! + gap) ?? [];
  if (!second || last !== inner.length) return null;
  const [a, b] = [first, second].map(({ axis }) => axis);
  if (a !== null && a === b) return null;
  const swapped = a === 'latitude' || b === 'longitude';
  return swapped ? [second.value, first.value] : [first.value, second.value];
}

interface Figure {
  value: number;
  /** null: not said */
  axis: 'longitude' | 'latitude' | null;
}

function figureAt(form: RegExp, text: string, at: number): [Figure, end: number] | null {
  form.lastIndex = at;
  const match = form.exec(text);
  if (!match) return null;
  const [, before, degrees, minutes = '0', seconds = '0', after] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const point = before || after;
  // What a division leaves beyond a hundredth of a millimetre is noise.
  const parts = Math.round((Number(minutes) / 60 + Number(seconds) / 3600) * 1e10) / 1e10;
  const size = Number((Math.abs(Number(degrees)) + parts).toPrecision(15));
  const isNegative = degrees!.startsWith('-') || (point && NEGATIVE.test(point));
  return [
    { value: isNegative ? -size : size, axis: point ? (EAST_WEST.test(point) ? 'longitude' : 'latitude') : null },
    form.lastIndex,
  ];
}
