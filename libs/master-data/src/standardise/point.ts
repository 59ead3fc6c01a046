import { pairOf } from '@siku/standards';
import { pointSwapped, pointUnreadable } from '../validate/findings.js';
import type { Standardised } from './standardised.js';

/** China and its waters, in degrees: what lies here is a position, what lies here the other way round was exchanged. */
const isInChina = (longitude: number, latitude: number): boolean =>
  longitude > 73 && longitude < 136 && latitude > 3 && latitude < 54;

/** GeoJSON point, CGCS2000, longitude first. */
export function standardisePoint(text: string): Standardised {
  const [first, second] = pairOf(text.replace(/^\s*POINT/i, '')) ?? [Number.NaN, Number.NaN];
  if (isInChina(first!, second!)) return { value: point(first!, second!) };
  if (isInChina(second!, first!)) return { value: point(second!, first!), finding: pointSwapped };
  return { finding: pointUnreadable };
}

const point = (longitude: number, latitude: number): object => ({ type: 'Point', coordinates: [longitude, latitude] });
