import type { Finding } from '../validate/row-issue.js';

/** A cell's text made into an attribute's value. Shared between rows: never changed. */
export interface Standardised {
  /** undefined: there is none */
  value?: unknown;
  finding?: Finding;
  /** An identifier that failed its check: evidence for people, never proof. */
  invalid?: string;
}

/** From text that is trimmed and not empty. */
export type Standardiser = (text: string) => Standardised;

/** Distinct texts of a column that repeats itself; more are not worth their memory. */
const REMEMBERED = 4096;
const LONGEST_REMEMBERED = 64;

/** Remembers the results of a column whose values repeat: codes, dates, districts. */
export function remembered(standardise: Standardiser): Standardiser {
  const known = new Map<string, Standardised>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return standardise(text);
    let result = known.get(text);
    if (result === undefined) {
      // A cell is a slice of the file's text: remembered as it is, it would keep its whole chunk in memory.
      const own = Buffer.from(text).toString();
      result = standardise(own);
      if (known.size >= REMEMBERED) known.clear();
      known.set(own, result);
    }
    return result;
  };
}
