/** A record on one side of a decision. */
export interface DecidedRecord {
  decision: number;
  /** number of the record within the component */
  record: number;
  side: number;
  /** It only says that its sides are different, not that each side is one entity. */
  apart: boolean;
}

export interface Verdict {
  a: number;
  b: number;
  same: boolean;
}

/**
 * What decisions say about pairs of records: of all decisions that say something of both, the latest counts. Its records
 * on one side are the same entity, on two sides they are not.
 */
export function verdictsOf(rows: readonly DecidedRecord[]): Verdict[] {
  const decisions = new Map<number, DecidedRecord[]>();
  for (const row of rows) {
    const members = decisions.get(row.decision);
    if (members) members.push(row);
    else decisions.set(row.decision, [row]);
  }
  const verdicts = new Map<string, Verdict>();
  for (const [, members] of [...decisions].sort(([a], [b]) => b - a)) {
    members.sort((x, y) => x.record - y.record);
    for (const [i, x] of members.entries()) {
      for (const y of members.slice(i + 1)) {
        if (x.side === y.side && x.apart) continue;
        const pair = `${x.record} ${y.record}`;
        if (!verdicts.has(pair)) verdicts.set(pair, { a: x.record, b: y.record, same: x.side === y.side });
      }
    }
  }
  return [...verdicts.values()];
}
