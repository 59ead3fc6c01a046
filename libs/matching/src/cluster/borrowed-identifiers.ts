/** More holders of one identifier than this are no thing and its borrowers: a placeholder somebody types. */
const MOST_HOLDERS = 50;

export interface HolderInput {
  /** Per record `scheme=value` of the identifiers that prove identity. */
  proving: readonly (readonly string[])[];
  /** log2 of the odds that two are the same */
  score(a: number, b: number): number;
  /** Lighter pairs are not the same, heavier ones are. */
  thresholds: { review: number; link: number };
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Identifiers that records seem to have of another thing, per record: all else says that a record is not what most
 * holders of the identifier are (a branch that was given the number of its company). Such a number proves nothing about
 * its record, neither that it is the owner nor that it is not somebody else. Where the holders are evenly divided nobody
 * is said to have borrowed. A matter of the set of records, not of their order.
 */
export function borrowedIdentifiers({ proving, score, thresholds }: HolderInput): ReadonlySet<string>[] {
  const holders = new Map<string, number[]>();
  proving.forEach((keys, record) => {
    for (const key of keys) {
      const others = holders.get(key);
      if (others) others.push(record);
      else holders.set(key, [record]);
    }
  });
  const borrowed: (Set<string> | undefined)[] = [];
  for (const [key, records] of holders) {
    // Of two holders nobody can tell who is the owner.
    if (records.length < 3 || records.length > MOST_HOLDERS) continue;
    for (const record of borrowersAmong(records, score, thresholds)) (borrowed[record] ??= new Set()).add(key);
  }
  return proving.map((_, record) => borrowed[record] ?? NONE);
}

function borrowersAmong(
  records: readonly number[],
  score: HolderInput['score'],
  { review, link }: HolderInput['thresholds'],
): number[] {
  const supporters = records.map(() => 1);
  const opponents: [number, number][] = [];
  for (let i = 0; i < records.length; i++) {
    for (let j = i + 1; j < records.length; j++) {
      const weight = score(records[i]!, records[j]!);
      if (weight < review) opponents.push([i, j]);
      if (weight < link) continue;
      supporters[i]!++;
      supporters[j]!++;
    }
  }
  const outvoted = opponents.flatMap(([i, j]) => {
    const difference = supporters[i]! - supporters[j]!;
    return difference === 0 ? [] : [difference < 0 ? i : j];
  });
  return [...new Set(outvoted)].map((i) => records[i]!);
}
