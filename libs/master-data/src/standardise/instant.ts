import { instantUnreadable } from '../validate/findings.js';
import type { Standardised } from './standardised.js';

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** ISO 8601 in UTC. Without a zone it is the time of China, as in every register there. */
export function standardiseInstant(text: string): Standardised {
  const match = INSTANT.exec(text);
  const instant = match && new Date(`${match[1]}T${match[2]}${match[3]?.toUpperCase() ?? '+08:00'}`);
  if (!instant || Number.isNaN(instant.getTime())) return { finding: instantUnreadable };
  return { value: instant.toISOString().replace('.000Z', 'Z') };
}
