import { toHalfWidth } from '@siku/standards';
import { booleanUnreadable } from '../validate/findings.js';
import type { Standardised } from './standardised.js';

const YES = new Set(['true', 't', 'yes', 'y', '1', '是', '有', '√']);
const NO = new Set(['false', 'f', 'no', 'n', '0', '否', '没有', '×']);

export function standardiseBoolean(text: string): Standardised {
  const word = toHalfWidth(text).trim().toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { finding: booleanUnreadable };
}
