/** Versions as SDMX REST asks for them. */

const LATEST = new Set(['latest', '+', '~']);
const EVERY = new Set(['all', '*']);

const ASKED = /^\d+\+?(\.\d+\+?){0,2}$/;

/** Of the versions there are those that are asked for: `1.0`, `latest`, `*`, `1.2+.0` (1.2 or a later one of 1). */
export function versionsAsked(asked: string, present: readonly string[]): string[] {
  const sorted = [...present].sort(compareVersions);
  const latest = (of: readonly string[]): string[] => of.slice(-1);
  return asked.split(',').flatMap((one) => {
    if (EVERY.has(one)) return sorted;
    if (LATEST.has(one)) return latest(sorted);
    if (!ASKED.test(one)) return sorted.filter((version) => version === one);
    const parts = one.split('.').map((part) => ({ number: parseInt(part), open: part.endsWith('+') }));
    while (parts.length < 3) parts.push({ number: 0, open: false });
    const open = parts.findIndex((part) => part.open);
    const wanted = parts.map(({ number }) => number);
    if (open < 0) return sorted.filter((version) => version === wanted.join('.'));
    return latest(
      sorted.filter((version) => {
        const own = numbersOf(version);
        return own.slice(0, open).join() === wanted.slice(0, open).join() && compare(own, wanted) >= 0;
      }),
    );
  });
}

const numbersOf = (version: string): number[] => version.split('-')[0]!.split('.').map(Number);

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((number, i) => number - b[i]!).find((difference) => difference !== 0) ?? 0;

/** A version with an extension (1.0.0-draft) comes before the one without. */
const compareVersions = (a: string, b: string): number =>
  compare(numbersOf(a), numbersOf(b)) || Number(b.includes('-')) - Number(a.includes('-'));
