/** Counts from 1 to one less than this are not told. */
export const SMALLEST_CELL = 5;

/**
 * The counts of a table whose total is told too: small ones as null, and with a single one of these the next smallest, so
 * that it does not follow from the total (primary and complementary suppression). Zero tells of nobody.
 */
export function suppressSmall(counts: readonly number[], smallest = SMALLEST_CELL): (number | null)[] {
  const small = (count: number): boolean => count > 0 && count < smallest;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (small(total)) return counts.map(() => null);
  const told: (number | null)[] = counts.map((count) => (small(count) ? null : count));
  if (told.filter((count) => count === null).length !== 1) return told;
  const others = told.filter((count): count is number => count !== null && count > 0);
  if (others.length === 0) return told;
  told[told.indexOf(Math.min(...others))] = null;
  return told;
}
