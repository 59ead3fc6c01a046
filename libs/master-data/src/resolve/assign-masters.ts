/**
 * Which master id each cluster bears. Ids never change hands: when clusters merge the older id survives, when one is
 * split the part with the majority of its records keeps it. An id follows its founding record, the one it was minted
 * for: where no id is left for a cluster, that of a founding record in it comes back, and an id that is not in use
 * answers with the master its founding record is at. So where clusters that had merged part again, as when a decision is
 * undone or a delivery taken back, each has the id it had, whatever the majority.
 */

/** A master that is merged or retired at present. */
export interface FormerMaster {
  master: string;
  createdIn: number;
  /** master it answers with; null when it is retired */
  successor: string | null;
}

export interface AssignInput {
  /** Clusters of record ids; ids in each and clusters themselves in the stable order of their source keys. */
  clusters: readonly (readonly string[])[];
  /** Master each record belongs to at present, if any. */
  current: ReadonlyMap<string, string>;
  /** Publication that created each present master. */
  createdIn: ReadonlyMap<string, number>;
  /** Founding record → its master, where that is not in use. */
  former: ReadonlyMap<string, FormerMaster>;
  /** Whether a present master was minted for the record. */
  founds(record: string, master: string): boolean;
  /** Id for a cluster that inherits none; called with the cluster's first record. */
  mint(firstRecord: string): string;
}

export interface Assignment {
  /** Master of each cluster, in their order. */
  masters: string[];
  created: { master: string; splitFrom: string | null }[];
  /** Ids that come back, and the master their records were at. */
  restored: { master: string; splitFrom: string | null }[];
  merged: { master: string; successor: string }[];
  /** Masters that have lost every record. */
  retired: string[];
}

export function assignMasters(input: AssignInput): Assignment {
  const { clusters, current, createdIn, former, mint } = input;
  const heirs = heirOf(input);
  const claims = clusters.map((): string[] => []);
  const retired: string[] = [];
  for (const master of createdIn.keys()) {
    const heir = heirs.get(master);
    if (heir === undefined) retired.push(master);
    else claims[heir]!.push(master);
  }
  const older = (a: string, b: string): number => createdIn.get(a)! - createdIn.get(b)! || (a < b ? -1 : 1);
  const founded = (a: FormerMaster, b: FormerMaster): number =>
    a.createdIn - b.createdIn || (a.master < b.master ? -1 : 1);
  const result: Assignment = { masters: [], created: [], restored: [], merged: [], retired: retired.sort() };
  clusters.forEach((records, i) => {
    const [survivor, ...others] = claims[i]!.sort(older);
    const idle = records.flatMap((record) => former.get(record) ?? []).sort(founded);
    const back = survivor === undefined ? idle.shift() : undefined;
    const master = survivor ?? back?.master ?? mint(records[0]!);
    result.masters.push(master);
    for (const other of others) result.merged.push({ master: other, successor: master });
    for (const { master: other, successor } of idle) {
      if (successor !== master) result.merged.push({ master: other, successor: master });
    }
    if (survivor === undefined) {
      const before = records.map((record) => current.get(record)).find((id) => id !== undefined);
      (back ? result.restored : result.created).push({ master, splitFrom: before ?? null });
    }
  });
  return result;
}

/**
 * For each present master the cluster that has most of its records, the first of equals; where that has an id of its own
 * to go back to, the one with the founding record.
 */
function heirOf({ clusters, current, former, founds }: AssignInput): Map<string, number> {
  const shares = new Map<string, Map<number, number>>();
  clusters.forEach((records, i) => {
    for (const record of records) {
      const master = current.get(record);
      if (master === undefined) continue;
      const share = shares.get(master) ?? new Map<number, number>();
      share.set(i, (share.get(i) ?? 0) + 1);
      shares.set(master, share);
    }
  });
  return new Map(
    [...shares].map(([master, share]) => {
      const [most] = [...share].reduce((best, next) => (next[1] > best[1] ? next : best));
      if (share.size === 1 || !clusters[most]!.some((record) => former.has(record))) return [master, most];
      const home = [...share.keys()].find((i) => clusters[i]!.some((record) => founds(record, master)));
      return [master, home ?? most];
    }),
  );
}
