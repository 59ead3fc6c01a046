import { edits } from './edits.js';
import { missing } from './missing.js';

/** `x-ssn=294669999`: identifiers of several schemes in one field. Only values of one scheme can be compared. */
export interface SchemedValue {
  scheme: string;
  value: string;
}

export function schemedValue(text: string): SchemedValue | null {
  const at = text.indexOf('=');
  return at > 0 && at < text.length - 1 ? { scheme: text.slice(0, at), value: text.slice(at + 1) } : null;
}

/** Shorter values differ by one character too easily. */
const shortest = 5;

/** 1 equal, 0.9 one edit (or two neighbours swapped), 0.8 two edits, else 0; missing where the schemes differ. */
export function identifierSimilarity(a: SchemedValue, b: SchemedValue): number {
  if (a.scheme !== b.scheme) return missing;
  if (a.value === b.value) return 1;
  if (Math.min(a.value.length, b.value.length) < shortest) return 0;
  const distance = edits(a.value, b.value, 2);
  return distance === 1 ? 0.9 : distance === 2 ? 0.8 : 0;
}
