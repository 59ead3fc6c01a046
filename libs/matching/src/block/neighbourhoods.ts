import { isPlain } from '../columns/column-parts.js';
import type { ColumnCodes, RecordColumns } from '../columns/record-columns.js';

/** Fields that a block is sorted by, one after the other: those in which its records differ most. */
const mostSortings = 6;

/**
 * The sorted neighbourhoods (Hernández and Stolfo 1995) of a block that is too large to compare all with all: three hundred records of one person, or
 * of one name. The records are sorted by each field in which they differ, the other fields after it, and those next to each other are a block,
 * every one overlapping the next by half. The work grows with the number of records and not with its square, and records that
 * resemble each other find a way to each other even where each of them meets only some.
 */
export class Neighbourhoods {
  private readonly fields: readonly ColumnCodes[];

  constructor(
    records: RecordColumns,
    private readonly most: number,
    /** Per record its place in a stable order, by which records that do not differ are sorted. */
    private readonly ranks?: Uint32Array,
  ) {
    this.fields = records.parts.filter(isPlain).map((part) => records.codes(part));
  }

  /** @param each told every neighbourhood, its records ascending */
  of(members: Int32Array, each: (neighbours: Int32Array) => void): void {
    const sortings = this.sortings(members);
    const places = members.map((_, i) => i);
    for (const first of sortings) {
      const order = [first, ...sortings.filter((other) => other !== first)];
      places.sort((x, y) => {
        for (const { ranks } of order) if (ranks[x] !== ranks[y]) return ranks[x]! - ranks[y]!;
        return this.tie(members[x]!, members[y]!);
      });
      const step = Math.max(1, this.most >> 1);
      for (let start = 0, end = 0; end < places.length; start += step) {
        end = start + this.most;
        each(
          places
            .subarray(start, end)
            .map((place) => members[place]!)
            .sort(),
        );
      }
    }
  }

  private tie(a: number, b: number): number {
    return this.ranks ? this.ranks[a]! - this.ranks[b]! : a - b;
  }

  /** Per field the place of each member's value in the order of the alphabet; fields that tell the same apart count once. */
  private sortings(members: Int32Array): { kinds: number; ranks: Int32Array }[] {
    const found = new Map<string, { kinds: number; ranks: Int32Array }>();
    for (const { codes, width, place, column } of this.fields) {
      const own = members.map((record) => codes[record * width + place]!);
      const texts = [...new Set(own)].map((code) => ({ code, text: column.textsOf(code).join('\u0000') }));
      if (texts.length === 1 && found.size > 0) continue;
      texts.sort((x, y) => (x.text < y.text ? -1 : x.text > y.text ? 1 : 0));
      const ranks = new Map(texts.map(({ code }, rank) => [code, rank]));
      const sorting = { kinds: texts.length, ranks: own.map((code) => ranks.get(code)!) };
      const partition = partitionOf(own);
      if (!found.has(partition)) found.set(partition, sorting);
    }
    return [...found.values()].sort((x, y) => y.kinds - x.kinds).slice(0, mostSortings);
  }
}

/** The same for fields that tell the same records apart. */
function partitionOf(codes: Int32Array): string {
  const numbers = new Map<number, number>();
  return codes.map((code) => numbers.get(code) ?? (numbers.set(code, numbers.size), numbers.size - 1)).join(' ');
}
