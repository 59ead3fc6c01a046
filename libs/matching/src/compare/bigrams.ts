/** Character bigrams of a text as sorted integers, repeats kept; spaces are left out. A single character stands for itself; null without any. */
export function bigrams(text: string): number[] | null {
  const grams: number[] = [];
  let previous = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32) continue;
    if (previous !== 0) insert(grams, (previous << 16) | code);
    previous = code;
  }
  if (grams.length === 0 && previous !== 0) grams.push(previous);
  return grams.length === 0 ? null : grams;
}

/** By insertion: texts are short, and the general sort calls back for every comparison. */
function insert(sorted: number[], item: number): void {
  let at = sorted.length;
  sorted.push(item);
  while (at > 0 && sorted[at - 1]! > item) {
    sorted[at] = sorted[at - 1]!;
    at--;
  }
  sorted[at] = item;
}

/** Size of the intersection of two sorted lists, repeats counted. */
export function shared<T extends number | string>(a: readonly T[], b: readonly T[]): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) {
      count++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return count;
}

/** Sørensen–Dice overlap 0…1. */
export function dice(a: readonly number[], b: readonly number[]): number {
  return (2 * shared(a, b)) / (a.length + b.length);
}

/** Share of the shorter list found in the longer, 0…1: an address without its city is contained in the one with it. */
export function containment<T extends number | string>(a: readonly T[], b: readonly T[]): number {
  return shared(a, b) / Math.min(a.length, b.length);
}
