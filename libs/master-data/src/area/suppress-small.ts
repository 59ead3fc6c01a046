/** Counts from 1 to one less than this are not told. */
export const SMALLEST_CELL = 5;

/**
 * The counts of a table whose total is told too: small ones as null, and where these would follow from the total the next smallest with
 * them (primary and complementary suppression). Zero tells of nobody.
 */
export function suppressSmall(counts: readonly number[], smallest = SMALLEST_CELL): (number | null)[] {
  const small = (count: number): boolean => count > 0 && count < smallest;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (small(total)) return counts.map(() => null);
  const told: (number | null)[] = counts.map((count) => (small(count) ? null : count));
  const hidden = counts.filter(small);
  const sum = hidden.reduce((all, count) => all + count, 0);
  // One follows from the total; so do several that are all as small, or all as large, as a hidden one can be.
  const isPlain = hidden.length === 1 || sum === hidden.length || sum === hidden.length * (smallest - 1);
  if (hidden.length === 0 || !isPlain) return told;
  const others = told.filter((count): count is number => count !== null && count > 0);
  if (others.length === 0) return told;
  told[told.indexOf(Math.min(...others))] = null;
  return told;
}
