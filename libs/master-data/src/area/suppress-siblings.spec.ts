import { describe, expect, it } from '@jest/globals';
import { suppressSiblings } from './suppress-siblings.js';

/** What can be told by taking what is told from the sums, as often as it helps. */
function solved(counts: readonly (readonly number[])[], told: readonly (readonly (number | null)[])[]): number[] {
  const known = told.map((cells) => [...cells]);
  const lines = [
    ...counts.map((cells, i) => cells.map((_, j) => [i, j] as const)),
    ...counts[0]!.map((_, j) => counts.map((_cells, i) => [i, j] as const)),
  ];
  const found: number[] = [];
  for (let again = true; again;) {
    again = false;
    for (const line of lines) {
      const open = line.filter(([i, j]) => known[i]![j] === null);
      if (open.length !== 1) continue;
      const [i, j] = open[0]!;
      known[i]![j] = counts[i]![j]!;
      found.push(counts[i]![j]!);
      again = true;
    }
  }
  return found;
}

describe('counts of the divisions of a greater one', () => {
  it('do not follow from the greater one: what is small in one is hidden in another too', () => {
    const counts = [
      [3, 100, 90],
      [50, 80, 70],
      [60, 40, 200],
    ];
    const told = suppressSiblings(counts);
    expect(told[0]![0]).toBeNull();
    expect(told.slice(1).some((cells) => cells[0] === null)).toBe(true);
    expect(solved(counts, told)).toEqual([]);
  });

  it('are told where none is small', () => {
    expect(
      suppressSiblings([
        [5, 6],
        [0, 7],
      ]),
    ).toEqual([
      [5, 6],
      [0, 7],
    ]);
    expect(suppressSiblings([])).toEqual([]);
  });

  it('tell nothing small by any subtraction', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 300; round++) {
      const counts = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
        Array.from({ length: 2 + Math.floor(random() * 6) }, () => Math.floor(random() ** 4 * 200)),
      );
      const small = solved(counts, suppressSiblings(counts)).filter((count) => count > 0 && count < 5);
      // A column or a row with nobody else cannot hide anybody: its sum is that count, and is not told either.
      const alone = counts.some((cells) => cells.filter((count) => count > 0).length < 2);
      const aloneBelow = counts[0]!.some((_, j) => counts.filter((cells) => cells[j]! > 0).length < 2);
      if (!alone && !aloneBelow) expect([counts, small]).toEqual([counts, []]);
    }
  });
});
