import { suppressSmall } from './suppress-small.js';

/**
 * Counts of one table for each division of a greater one, of which the same table is told: `counts[division][cell]`. Small counts are null, and
 * others with them until none follows from the sum of its division or from that of the greater one. The same whichever division asks.
 */
export function suppressSiblings(counts: readonly (readonly number[])[]): (number | null)[][] {
  const told: (number | null)[][] = counts.map((cells) => suppressSmall(cells));
  const width = counts[0]?.length ?? 0;
  for (let hidden = -1; hidden !== countHidden(told);) {
    hidden = countHidden(told);
    for (let cell = 0; cell < width; cell++) {
      const column = counts.map((cells) => cells[cell]!);
      const shown = hideAnother(
        column,
        told.map((cells) => cells[cell]!),
      );
      for (const [division, count] of shown.entries()) told[division]![cell] = count;
    }
    for (const [division, cells] of counts.entries()) told[division] = hideAnother(cells, told[division]!);
  }
  return told;
}

const countHidden = (told: readonly (readonly (number | null)[])[]): number =>
  told.reduce((sum, cells) => sum + cells.filter((count) => count === null).length, 0);

/** With a single one hidden the next smallest too; zero tells of nobody, and hides nobody. */
function hideAnother(counts: readonly number[], told: readonly (number | null)[]): (number | null)[] {
  const hidden = counts.filter((count, i) => told[i] === null && count > 0);
  const others = told.filter((count): count is number => count !== null && count > 0);
  if (hidden.length !== 1 || others.length === 0) return [...told];
  const next = told.indexOf(Math.min(...others));
  return told.map((count, i) => (i === next ? null : count));
}
