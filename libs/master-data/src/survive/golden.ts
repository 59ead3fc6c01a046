import equal from 'fast-deep-equal';
import type { Attributes } from '../base/attributes.js';
import { valueAt, withValue } from './attribute-path.js';
import { choose } from './choose.js';
import type { Member, MemberState } from './member.js';
import type { SurvivorshipRule, SurvivorshipRules } from './survivorship-rule.js';
import { isBeyond, type Tolerances } from './tolerance.js';

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

/**
 * Golden values of a cluster over all of valid time: cut wherever a member changes, decided anew in each piece,
 * equal neighbours joined. Depends only on the set of members, not on their order.
 */
export function goldenSegments(
  members: readonly Member[],
  rules: SurvivorshipRules,
  tolerances?: Tolerances,
): GoldenSegment[] {
  const histories = statesOf(members);
  const dates = cutsOf(
    members,
    Object.keys(rules).filter((path) => rules[path]!.sinceItself),
  );
  const result: GoldenSegment[] = [];
  for (let i = 0; i < dates.length; i++) {
    const from = dates[i]!;
    const to = dates[i + 1] ?? null;
    const states = statesAt(histories, from);
    if (states.length === 0) continue;
    const golden = goldenAt(states, rules, tolerances, (path) => toldLater(histories, path, from));
    const previous = result.at(-1);
    if (previous && previous.to === from && sameGolden(previous, golden)) {
      previous.to = to;
      previous.ties = golden.ties;
    } else result.push({ from, to, ...golden });
  }
  return result;
}

/** What each member says over time, the members in one order. */
function statesOf(members: readonly Member[]): MemberState[][] {
  const ordered = members.toSorted(
    (a, b) => compareText(a.dataset, b.dataset) || compareText(a.sourceKey, b.sourceKey),
  );
  return ordered.map(({ dataset, sourceKey, department, segments }) =>
    segments.map((segment) => ({ ...segment, dataset, sourceKey, department })),
  );
}

/** @param events paths of dates that are their own beginning */
function cutsOf(members: readonly Member[], events: readonly string[]): string[] {
  const cuts = new Set<string>();
  for (const { segments } of members) {
    for (const { from, to, attributes } of segments) {
      cuts.add(from);
      if (to !== null) cuts.add(to);
      for (const path of events) {
        const day = firstDay(valueAt(attributes, path));
        if (day !== null && day < from) cuts.add(day);
      }
    }
  }
  return [...cuts].sort();
}

/** Of a date that may be partial: 2020-03 begins with 2020-03-01. */
const firstDay = (value: unknown): string | null => (typeof value === 'string' ? `${value}-01-01`.slice(0, 10) : null);

/** What members that say nothing of an event on a day say first after it, where it had happened by then. */
function toldLater(histories: readonly MemberState[][], path: string, date: string): MemberState[] {
  return histories.flatMap((history) => {
    const said = history.find(({ to, attributes }) => (to === null || date < to) && valueAt(attributes, path) != null);
    const day = said && firstDay(valueAt(said.attributes, path));
    return said && day && said.from > date && day <= date ? [said] : [];
  });
}

function statesAt(histories: readonly MemberState[][], date: string): MemberState[] {
  const states: MemberState[] = [];
  for (const history of histories) {
    const at = history.find(({ from, to }) => from <= date && (to === null || date < to));
    if (at) states.push(at);
  }
  return states;
}

type Golden = Omit<GoldenSegment, 'from' | 'to'>;

const sameGolden = (a: Golden, b: Golden): boolean =>
  equal(a.attributes, b.attributes) && equal(a.provenance, b.provenance);

function goldenAt(
  states: readonly MemberState[],
  rules: SurvivorshipRules,
  tolerances: Tolerances | undefined,
  later: (path: string) => MemberState[],
): Golden {
  const attributes: Attributes = {};
  const sources: ProvenanceSource[] = [];
  const cited: MemberState[] = [];
  const values: Provenance['values'] = {};
  const ties: string[] = [];
  const winners = new Map<string, MemberState>();
  const cite = (state: MemberState): number => {
    const known = cited.indexOf(state);
    if (known >= 0) return known;
    const { dataset, sourceKey, batch, row, from } = state;
    sources.push({ dataset, sourceKey, batch, row, since: from });
    return cited.push(state) - 1;
  };
  for (const { path, rule } of rulesFor(rules, states)) {
    const leader = rule.with === undefined ? undefined : winners.get(rule.with);
    const own = leader ? [leader] : states;
    const givers = giversOf(path, rule, rule.sinceItself ? [...own, ...later(path)] : own);
    if (givers.length === 0) continue;
    if (rule.union) {
      withValue(attributes, path, unionOf(path, givers));
      values[path] = givers.map(cite);
      continue;
    }
    const { winner, tied } = choose(path, givers, rule.by);
    withValue(attributes, path, valueAt(winner.attributes, path));
    values[path] = [cite(winner)];
    winners.set(path, winner);
    if (tied) ties.push(path);
  }
  if (tolerances) addDoubtful(ties, attributes, states, winners, tolerances(attributes));
  return { attributes, provenance: { sources, values }, ties };
}

function addDoubtful(
  ties: string[],
  attributes: Attributes,
  states: readonly MemberState[],
  winners: ReadonlyMap<string, MemberState>,
  percents: ReturnType<Tolerances>,
): void {
  for (const [path, percent] of Object.entries(percents)) {
    const winner = winners.get(path);
    const others = states.filter(({ department }) => department !== winner?.department);
    const golden = valueAt(attributes, path);
    const isDoubtful = others.some((other) => isBeyond(golden, valueAt(other.attributes, path), percent));
    if (isDoubtful && !ties.includes(path)) ties.push(path);
  }
}

interface RuleAt {
  path: string;
  rule: SurvivorshipRule;
}

/** A rule as it is written, or a family of them: `identifiers.*` stands for every scheme that occurs and has no rule of its own. */
interface DeclaredRule extends RuleAt {
  family: string | null;
  named: ReadonlySet<string>;
  members: Map<string, RuleAt>;
}

const declared = new WeakMap<SurvivorshipRules, readonly DeclaredRule[]>();

function declaredRules(rules: SurvivorshipRules): readonly DeclaredRule[] {
  let list = declared.get(rules);
  if (!list) {
    const named = new Set(Object.keys(rules));
    list = Object.entries(rules).map(([path, rule]) => {
      const family = path.endsWith('.*') ? path.slice(0, -2) : null;
      return { path, rule, family, named, members: new Map<string, RuleAt>() };
    });
    declared.set(rules, list);
  }
  return list;
}

function rulesFor(rules: SurvivorshipRules, states: readonly MemberState[]): RuleAt[] {
  const result: RuleAt[] = [];
  for (const declaredRule of declaredRules(rules)) {
    if (declaredRule.family === null) result.push(declaredRule);
    else addFamily(result, declaredRule, declaredRule.family, states);
  }
  return result;
}

function addFamily(
  result: RuleAt[],
  { rule, named, members }: DeclaredRule,
  family: string,
  states: readonly MemberState[],
): void {
  const names: string[] = [];
  for (const { attributes } of states) {
    for (const name in valueAt(attributes, family) as Attributes | undefined) {
      if (!names.includes(name)) names.push(name);
    }
  }
  for (const name of names.sort()) {
    let member = members.get(name);
    if (!member) members.set(name, (member = { path: `${family}.${name}`, rule }));
    if (!named.has(member.path)) result.push(member);
  }
}

/** Who says anything about the path, and may. */
function giversOf(path: string, { neverFrom }: SurvivorshipRule, states: readonly MemberState[]): MemberState[] {
  const givers: MemberState[] = [];
  for (const state of states) {
    const value = valueAt(state.attributes, path);
    if (value === undefined || value === null || neverFrom?.includes(state.dataset)) continue;
    givers.push(state);
  }
  return givers;
}

/** Every distinct value, in the order of their JSON. */
function unionOf(path: string, givers: readonly MemberState[]): unknown[] {
  const distinct = new Map<string, unknown>();
  for (const { attributes } of givers) {
    const value = valueAt(attributes, path);
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) distinct.set(JSON.stringify(item), item);
  }
  if (distinct.size === 1) return [...distinct.values()];
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
