import { Injectable } from '@nestjs/common';
import { borrowedIdentifiers, clusterRecords, judgeOf, proof } from '@siku/matching';
import { ahead } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { DecisionsInForce } from '../decide/decision.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { verdictsOf, type Verdict } from '../decide/verdicts.js';
import { shareExclusive, type Comparable } from '../match/comparable.js';
import { PreparedCache } from '../match/prepared-cache.js';
import { assignMasters } from './assign-masters.js';
import { byFoundingRecord, foundedIn, masterIdOf } from './founding.js';
import {
  ResolveRepository,
  type ComponentRecord,
  type CrosswalkReason,
  type CrosswalkRow,
} from './resolve.repository.js';
import { ReviewTaskRepository } from './review-task.repository.js';
import { type Link, undisputedLinks } from './undisputed-links.js';
import { UnionFind } from './union-find.js';

/** Records whose profiles are held at once: components are decided in parcels of about this size. */
const PARCEL = 2000;

/** Parcels under way: no two share a record or a master. */
const AHEAD = 3;

/** Later records of an identifier's group that each record is checked against; a real organisation has far fewer. */
const NEIGHBOURS = 50;

/**
 * resolve: turns pairs into clusters with stable ids. It looks at identifiers and weights, never at attributes, and
 * decides every connected component anew, so that the order in which its records arrived leaves no trace.
 */
@Injectable()
export class ResolveService {
  constructor(
    private readonly repository: ResolveRepository,
    private readonly tasks: ReviewTaskRepository,
    private readonly decisions: DecisionRepository,
  ) {}

  async resolve(
    base: Base,
    prepared: PreparedCache,
    inForce: DecisionsInForce,
    next: number,
    signal: AbortSignal,
  ): Promise<void> {
    await this.repository.growComponents(base, inForce);
    const [records, pairs, groups, rulings] = await Promise.all([
      this.repository.records(base),
      this.repository.links(base),
      this.repository.identifierGroups(base),
      this.decisions.grouped(base, inForce),
    ]);
    const indexOf = new Map(records.map(({ recordId }, index) => [recordId, index]));
    const links = pairs.flatMap(({ a, b, weight }): Link[] => {
      const [i, j] = [indexOf.get(a), indexOf.get(b)];
      return i === undefined || j === undefined ? [] : [{ a: i, b: j, weight }];
    });
    const identifierGroups = groups.map((ids) => ids.map((id) => indexOf.get(id)!).sort((a, b) => a - b));
    const decided = rulings.map(({ recordId, ...row }) => ({ ...row, record: indexOf.get(recordId)! }));
    const verdicts = verdictsOf(decided);
    const decide = (parcel: Parcel): Promise<void> => {
      signal.throwIfAborted();
      return this.resolveParcel(base, prepared, next, records, parcel);
    };
    for await (const _ of ahead(parcels(records, links, identifierGroups, verdicts), AHEAD, decide));
    await this.repository.touchMasters(base);
  }

  /** Brings the questions about pairs of masters that were decided anew to what is asked now; answers how many are new. */
  ask(base: Base, inForce: DecisionsInForce, next: number): Promise<number> {
    return this.tasks.replacePairTasks(base, inForce, next);
  }

  private async resolveParcel(
    base: Base,
    prepared: PreparedCache,
    next: number,
    all: readonly ComponentRecord[],
    parcel: Parcel,
  ): Promise<void> {
    const records = parcel.members.map((index) => all[index]!).filter(({ known }) => known);
    const gone = parcel.members.map((index) => all[index]!).filter(({ known }) => !known);
    const own = new Map(records.map((record, index) => [record, index]));
    const toOwn = (index: number): number => own.get(all[index]!) ?? -1;
    const links = parcel.links.map(({ a, b, weight }) => ({ a: toOwn(a), b: toOwn(b), weight }));
    const groups = parcel.identifierGroups.map((group) => group.map(toOwn).filter((index) => index >= 0));
    const verdicts = parcel.verdicts.map(({ a, b, same }) => ({ a: toOwn(a), b: toOwn(b), same }));
    // A record that nothing speaks of beside itself is a cluster of its own, and need not be looked at.
    const spokenOf = new Set([...links, ...verdicts].flatMap(({ a, b }) => (a < 0 || b < 0 ? [] : [a, b])));
    for (const group of groups) if (group.length > 1) for (const index of group) spokenOf.add(index);
    const undisputed = base.model.exclusive.some(({ conflicting }) => conflicting)
      ? []
      : undisputedLinks(links, [
          ...groups.filter((group) => group.length > 1).flat(),
          ...verdicts.flatMap(({ a, b }) => [a, b]),
        ]);
    for (const { a, b } of undisputed) for (const index of [a, b]) spokenOf.delete(index);
    const looked = [...spokenOf].sort((a, b) => a - b);
    const placeOf = new Map(looked.map((index, place) => [index, place]));
    const toPlace = (index: number): number => placeOf.get(index) ?? -1;
    const { clusterOf, edges } = await this.cluster(
      base,
      prepared,
      looked.map((index) => records[index]!),
      {
        links: links.map(({ a, b, weight }) => ({ a: toPlace(a), b: toPlace(b), weight })),
        identifierGroups: groups.filter((group) => group.length > 1).map((group) => group.map(toPlace)),
        verdicts: verdicts.map(({ a, b, same }) => ({ a: toPlace(a), b: toPlace(b), same })),
      },
    );
    const clusters = Int32Array.from(records, (_, index) => records.length + index);
    looked.forEach((index, place) => (clusters[index] = clusterOf[place]!));
    for (const { a, b } of undisputed) clusters[b] = clusters[a]!;
    const decisive = edges.map(({ a, b, weight }) => ({ a: looked[a]!, b: looked[b]!, weight })).concat(undisputed);
    await this.assign(base, next, records, gone, clusters, decisive);
  }

  /** Clusters of records that something speaks of together, and what joins them. */
  private async cluster(
    base: Base,
    prepared: PreparedCache,
    records: readonly ComponentRecord[],
    { links, identifierGroups, verdicts }: Omit<Parcel, 'members'>,
  ): Promise<{ clusterOf: Int32Array; edges: Link[] }> {
    const comparables = await prepared.load(records.map(({ recordId }) => recordId));
    const comparable = (index: number): Comparable => comparables.get(records[index]!.recordId)!;
    const { thresholds } = base.model;
    const score = remembered(records.length, (a, b) =>
      base.compiled.score(comparable(a).prepared, comparable(b).prepared, thresholds.review),
    );
    const edges = [
      ...links,
      ...identifierGroups.flatMap((group) => identifierLinks(group, comparable, score, thresholds)),
    ].filter(({ a, b }) => a >= 0 && b >= 0);
    const decisions = verdicts.filter(({ a, b }) => a >= 0 && b >= 0);
    const judge = judgeOf(
      base.compiled,
      records.map((_, index) => comparable(index).prepared),
    );
    const proving = records.map((_, index) => comparable(index).exclusive);
    const borrowed = borrowedIdentifiers({ proving, score, thresholds });
    const { clusterOf } = clusterRecords({
      size: records.length,
      order: records.map(({ dataset, sourceKey }) => `${dataset}\u0000${sourceKey}`),
      edges,
      exclusive: records.map((_, index) => comparable(index).conflicting.filter((key) => !borrowed[index]!.has(key))),
      decisions,
      link: thresholds.link,
      judge,
    });
    const decided = decisions.flatMap(({ a, b, same }) => (same ? [{ a, b, weight: Infinity }] : []));
    return { clusterOf, edges: [...edges, ...decided] };
  }

  private async assign(
    base: Base,
    next: number,
    records: readonly ComponentRecord[],
    gone: readonly ComponentRecord[],
    clusterOf: Int32Array,
    edges: readonly Link[],
  ): Promise<void> {
    const members = new Map<number, number[]>();
    records.forEach((_, index) => {
      const cluster = members.get(clusterOf[index]!);
      if (cluster) cluster.push(index);
      else members.set(clusterOf[index]!, [index]);
    });
    const clusters = [...members.values()];
    const current = new Map(
      [...records, ...gone].flatMap(({ recordId, master }) => (master ? [[recordId, master]] : [])),
    );
    const createdIn = await this.repository.createdIn(base, [...new Set(current.values())]);
    const recordIds = records.map(({ recordId }) => recordId);
    const assignment = assignMasters({
      clusters: clusters.map((cluster) => cluster.map((index) => records[index]!.recordId)),
      current,
      createdIn,
      former: byFoundingRecord(base, await this.repository.formerMasters(base, recordIds)),
      founds: foundedIn(base, createdIn),
      mint: (firstRecord) => masterIdOf(base, next, firstRecord),
    });
    const reasons = reasonsOf(records.length, edges, clusterOf);
    const moved = clusters.flatMap((cluster, i) =>
      cluster.flatMap((index): CrosswalkRow[] => {
        const record = records[index]!;
        const master = assignment.masters[i]!;
        const reason = reasons[index]!;
        return record.master === master && record.reason === reason ? [] : [{ record, master, reason }];
      }),
    );
    const closed = gone.flatMap(({ recordId, master }) => (master ? [{ recordId, master }] : []));
    if (moved.length + closed.length > 0) await this.repository.apply(base, next, closed, moved, assignment);
  }
}

/** Why each record is where it is: a decision outweighs an identifier, an identifier resemblance. */
function reasonsOf(size: number, edges: readonly Link[], clusterOf: Int32Array): CrosswalkReason[] {
  const reasons = Array.from({ length: size }, (): CrosswalkReason => 'single');
  for (const { a, b, weight } of edges) {
    if (clusterOf[a] !== clusterOf[b]) continue;
    for (const index of [a, b]) {
      if (weight === Infinity) reasons[index] = 'decision';
      else if (reasons[index] === 'decision') continue;
      else if (weight >= proof / 2) reasons[index] = 'identifier';
      else if (reasons[index] === 'single') reasons[index] = 'weight';
    }
  }
  return reasons;
}

/**
 * Records with the same exclusive identifier are the same, unless everything else contradicts it: then somebody wrote
 * down another's number, and a steward is asked.
 */
function identifierLinks(
  group: readonly number[],
  comparable: (index: number) => Comparable,
  score: (a: number, b: number) => number,
  { review }: { review: number },
): Link[] {
  const known = group.filter((index) => index >= 0);
  return known.flatMap((a, i) =>
    known.slice(i + 1, i + 1 + NEIGHBOURS).flatMap((b): Link[] => {
      if (!shareExclusive(comparable(a), comparable(b))) return [];
      const weight = score(a, b);
      return weight < review ? [] : [{ a, b, weight: weight + proof }];
    }),
  );
}

/** Each pair of so many records is scored once, whichever way round. */
function remembered(size: number, score: (a: number, b: number) => number): (a: number, b: number) => number {
  const scores = new Map<number, number>();
  return (a, b) => {
    const pair = Math.min(a, b) * size + Math.max(a, b);
    let weight = scores.get(pair);
    if (weight === undefined) scores.set(pair, (weight = score(a, b)));
    return weight;
  };
}

interface Parcel {
  members: number[];
  links: Link[];
  identifierGroups: number[][];
  verdicts: Verdict[];
}

/** Connected components, packed into parcels; records that share a present master stay together for their id's sake. */
function* parcels(
  records: readonly ComponentRecord[],
  links: readonly Link[],
  groups: number[][],
  verdicts: readonly Verdict[],
): Generator<Parcel> {
  const sets = new UnionFind(records.length);
  for (const { a, b } of links) sets.union(a, b);
  for (const group of groups) for (const index of group) sets.union(group[0]!, index);
  for (const { a, b, same } of verdicts) if (same) sets.union(a, b);
  const firstOf = new Map<string, number>();
  records.forEach(({ master }, index) => {
    if (master === null) return;
    const first = firstOf.get(master);
    if (first === undefined) firstOf.set(master, index);
    else sets.union(first, index);
  });
  const parcelOf = new Int32Array(records.length);
  const packed: Parcel[] = [];
  for (const component of sets.groups()) {
    let parcel = packed.at(-1);
    if (!parcel || parcel.members.length + component.length > PARCEL) {
      packed.push((parcel = { members: [], links: [], identifierGroups: [], verdicts: [] }));
    }
    for (const index of component) {
      parcel.members.push(index);
      parcelOf[index] = packed.length - 1;
    }
  }
  for (const link of links) packed[parcelOf[link.a]!]!.links.push(link);
  for (const group of groups) packed[parcelOf[group[0]!]!]!.identifierGroups.push(group);
  for (const verdict of verdicts) {
    if (parcelOf[verdict.a] === parcelOf[verdict.b]) packed[parcelOf[verdict.a]!]!.verdicts.push(verdict);
  }
  for (const parcel of packed) parcel.members.sort((a, b) => a - b);
  yield* packed;
}
