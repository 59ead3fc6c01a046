/** A date as given: `1987`, `1987-05` or `1987-05-20`; what is not known is 0. `day` counts days since 1970, NaN when incomplete. */
export interface PartialDate {
  text: string;
  year: number;
  month: number;
  dayOfMonth: number;
  day: number;
}

export function partialDate(text: string): PartialDate | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  const month = Number(parts[2] ?? 0);
  const dayOfMonth = Number(parts[3] ?? 0);
  const day = dayOfMonth > 0 ? Date.UTC(year, month - 1, dayOfMonth) / 86_400_000 : Number.NaN;
  return { text, year, month, dayOfMonth, day };
}

/** One is the other with less said: 1987 and 1987-05-20. Equal dates count too. */
export function compatible(a: PartialDate, b: PartialDate): boolean {
  return a.text.startsWith(b.text) || b.text.startsWith(a.text);
}

/** Day and month changed places. */
export function transposed(a: PartialDate, b: PartialDate): boolean {
  return (
    a.year === b.year && a.dayOfMonth > 0 && a.dayOfMonth === b.month && a.month === b.dayOfMonth && a.month !== b.month
  );
}

/** Exactly one digit differs. */
export function oneDigitOff(a: PartialDate, b: PartialDate): boolean {
  if (a.text.length !== b.text.length) return false;
  let differing = 0;
  for (let i = 0; i < a.text.length; i++)
    if (a.text.charCodeAt(i) !== b.text.charCodeAt(i) && ++differing > 1) return false;
  return differing === 1;
}

/** Days between two complete dates; infinitely many when one is incomplete. */
export function daysBetween(a: PartialDate, b: PartialDate): number {
  const days = Math.abs(a.day - b.day);
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : days;
}
