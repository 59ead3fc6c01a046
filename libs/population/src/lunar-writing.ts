const FORMAT = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const known = new Map<string, string>();
/** Every day of a century and a half. */
const MOST_KNOWN = 60_000;

/** A day as the lunar calendar (农历) writes it, in figures: 1987-05-20 → 1987-04-23. Undefined for a partial date. */
export function lunarWriting(date: string): string | undefined {
  if (date.length !== 10) return undefined;
  let lunar = known.get(date);
  if (lunar === undefined) {
    const parts: Record<string, string> = {};
    for (const { type, value } of FORMAT.formatToParts(new Date(`${date}T00:00:00Z`))) parts[type] = value;
    const month = (parts['month'] ?? '').replace(/\D/g, '');
    lunar = `${parts['relatedYear']}-${month.padStart(2, '0')}-${(parts['day'] ?? '').padStart(2, '0')}`;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(date, lunar);
  }
  return lunar;
}
