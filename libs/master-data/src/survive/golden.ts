import equal from 'fast-deep-equal';
import type { Attributes } from '../base/base-definition.js';
import type { Segment } from '../timeline/timeline.js';
import { valueAt, withValue } from './attribute-path.js';
import type { Criterion, SurvivorshipRule, SurvivorshipRules } from './survivorship-rule.js';
import { isBeyond, type Tolerances } from './tolerance.js';

/** A source record of the cluster with its history. */
export interface Member {
  dataset: string;
  sourceKey: string;
  department: string;
  segments: readonly (Segment & { row: number; attributes: Attributes; trust: Readonly<Record<string, number>> })[];
}

/** The source record a value was taken from. */
export interface ProvenanceSource {
  dataset: string;
  sourceKey: string;
  batch: number;
  row: number;
  since: string;
}

/** `values[path]` are indexes into `sources`: one, or several for a union. The rule is the base's for that path. */
export interface Provenance {
  sources: ProvenanceSource[];
  values: Record<string, number[]>;
  /** Path → id of the decision that set its value. */
  decisions?: Record<string, string>;
  /** Path → how its value was derived, where nobody delivered it. */
  derived?: Record<string, Derivation>;
}

export interface Derivation {
  by: 'geocoder';
  /** path it was derived from */
  from: string;
  /** how far down it was sure */
  level: string;
  /** record of the base of places */
  id: string | null;
}

export interface GoldenSegment {
  from: string;
  to: string | null;
  attributes: Attributes;
  provenance: Provenance;
  /** Attributes on which the rules could not decide between departments, or on which these differ too much: for a steward. */
  ties: string[];
}

/** Trust of a dataset that declares none. */
const DEFAULT_TRUST = 50;

type MemberState = Member['segments'][number] & Pick<Member, 'dataset' | 'sourceKey' | 'department'>;

class Candidate {
  private json: string | undefined;

  constructor(
    readonly value: unknown,
    readonly state: MemberState,
    readonly trust: number,
  ) {}

  /** The value as JSON, by which values are compared; most are decided before anybody asks. */
  get text(): string {
    return (this.json ??= JSON.stringify(this.value));
  }
}

/**
 * Golden values of a cluster over all of valid time: cut wherever a member changes, decided anew in each piece,
 * equal neighbours joined. Depends only on the set of members, not on their order.
 */
export function goldenSegments(
  members: readonly Member[],
  rules: SurvivorshipRules,
  tolerances: Tolerances = () => ({}),
): GoldenSegment[] {
  const ordered = members.toSorted(
    (a, b) => compareText(a.dataset, b.dataset) || compareText(a.sourceKey, b.sourceKey),
  );
  const cuts = new Set<string>();
  for (const member of ordered) {
    for (const { from, to } of member.segments) {
      cuts.add(from);
      if (to !== null) cuts.add(to);
    }
  }
  const dates = [...cuts].sort();
  const result: GoldenSegment[] = [];
  dates.forEach((from, i) => {
    const states = ordered.flatMap(({ dataset, sourceKey, department, segments }) => {
      const at = segments.find((segment) => segment.from <= from && (segment.to === null || from < segment.to));
      return at ? [{ ...at, dataset, sourceKey, department }] : [];
    });
    if (states.length === 0) return;
    const golden = goldenAt(states, rules, tolerances);
    const previous = result.at(-1);
    if (previous && previous.to === from && sameGolden(previous, golden)) {
      previous.to = dates[i + 1] ?? null;
      previous.ties = golden.ties;
    } else result.push({ from, to: dates[i + 1] ?? null, ...golden });
  });
  return result;
}

type Golden = Omit<GoldenSegment, 'from' | 'to'>;

const sameGolden = (a: Golden, b: Golden): boolean =>
  equal(a.attributes, b.attributes) && equal(a.provenance, b.provenance);

function goldenAt(states: readonly MemberState[], rules: SurvivorshipRules, tolerances: Tolerances): Golden {
  const attributes: Attributes = {};
  const sources: ProvenanceSource[] = [];
  const indexes = new Map<MemberState, number>();
  const values: Provenance['values'] = {};
  const ties: string[] = [];
  const winners = new Map<string, MemberState>();
  const cite = (state: MemberState): number => {
    let index = indexes.get(state);
    if (index === undefined) {
      index = sources.length;
      indexes.set(state, index);
      const { dataset, sourceKey, batch, row, from } = state;
      sources.push({ dataset, sourceKey, batch, row, since: from });
    }
    return index;
  };
  for (const [path, rule] of expandRules(rules, states)) {
    const leader = rule.with === undefined ? undefined : winners.get(rule.with);
    const candidates = candidatesFor(path, rule, leader ? [leader] : states);
    if (candidates.length === 0) continue;
    if (rule.union) {
      const distinct = new Map<string, unknown>();
      for (const { value } of candidates) {
        for (const item of Array.isArray(value) ? value : [value]) distinct.set(JSON.stringify(item), item);
      }
      withValue(
        attributes,
        path,
        [...distinct.entries()].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item),
      );
      values[path] = [...new Set(candidates.map(({ state }) => cite(state)))];
      continue;
    }
    const { winner, tied } = choose(candidates, rule.by);
    withValue(attributes, path, winner.value);
    values[path] = [cite(winner.state)];
    winners.set(path, winner.state);
    if (tied) ties.push(path);
  }
  for (const [path, percent] of Object.entries(tolerances(attributes))) {
    const winner = winners.get(path);
    const others = states.filter(({ department }) => department !== winner?.department);
    const golden = valueAt(attributes, path);
    const isDoubtful = others.some((other) => isBeyond(golden, valueAt(other.attributes, path), percent));
    if (isDoubtful && !ties.includes(path)) ties.push(path);
  }
  return { attributes, provenance: { sources, values }, ties };
}

/** A rule for `identifiers.*` stands for every scheme that occurs. */
function expandRules(rules: SurvivorshipRules, states: readonly MemberState[]): [string, SurvivorshipRule][] {
  return Object.entries(rules).flatMap(([path, rule]) => {
    if (!path.endsWith('.*')) return [[path, rule] as [string, SurvivorshipRule]];
    const parent = path.slice(0, -2);
    const names = new Set(
      states.flatMap(({ attributes }) => Object.keys((valueAt(attributes, parent) as object) ?? {})),
    );
    return [...names]
      .filter((name) => !(`${parent}.${name}` in rules))
      .sort()
      .map((name) => [`${parent}.${name}`, rule] as [string, SurvivorshipRule]);
  });
}

function candidatesFor(path: string, rule: SurvivorshipRule, states: readonly MemberState[]): Candidate[] {
  return states.flatMap((state) => {
    if (rule.neverFrom?.includes(state.dataset)) return [];
    const value = valueAt(state.attributes, path);
    if (value === undefined || value === null) return [];
    const trust = state.trust[path] ?? state.trust['*'] ?? DEFAULT_TRUST;
    return new Candidate(value, state, trust);
  });
}

function choose(all: readonly Candidate[], criteria: readonly Criterion[]): { winner: Candidate; tied: boolean } {
  if (all.length === 1) return { winner: all[0]!, tied: false };
  let candidates = all;
  for (const criterion of criteria) {
    const scores = scoresOf(criterion, candidates, all);
    const best = Math.max(...scores);
    candidates = candidates.filter((_, i) => scores[i] === best);
    if (candidates.length === 1) break;
  }
  const open = candidates.some(({ text }) => text !== candidates[0]!.text);
  const departments = new Set(candidates.map(({ state }) => state.department));
  // The value's own order breaks what is left, whoever delivered it; of equal values the one that was first there.
  const winner = candidates.reduce((a, b) =>
    (compareText(a.text, b.text) || compareText(a.state.from, b.state.from)) <= 0 ? a : b,
  );
  return { winner, tied: open && departments.size > 1 };
}

function scoresOf(criterion: Criterion, candidates: readonly Candidate[], all: readonly Candidate[]): number[] {
  switch (criterion) {
    case 'trust':
      return candidates.map(({ trust }) => trust);
    case 'recency': {
      const dates = [...new Set(candidates.map(({ state }) => state.from))].sort();
      return candidates.map(({ state }) => dates.indexOf(state.from));
    }
    case 'completeness':
      return candidates.map(({ text }) => text.length);
    case 'majority':
      return candidates.map(
        ({ text }) => new Set(all.filter((other) => other.text === text).map(({ state }) => state.dataset)).size,
      );
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
