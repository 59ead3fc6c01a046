import { availableParallelism } from 'node:os';
import {
  type ClusterAccuracy,
  evaluateClusters,
  type Linked,
  linkRecords,
  type Phase,
  thresholdCurve,
  type ThresholdPoint,
} from '@siku/matching';
import type { MatchModel } from '@siku/matching';
import { breakdown, type TagAccuracy } from './breakdown.js';
import type { BaseDefinition } from '@siku/master-data';
import { type BaseRecords, EvaluatedRecords } from './evaluated-records.js';
import { type FileInput, readRecords } from './read-records.js';
import { Truth, type TruthSource } from './truth.js';

export interface EvaluationInput {
  files: readonly FileInput[];
  truth: TruthSource;
  /** The files are linked to each other: only records of different files are compared. */
  link: boolean;
  /** Raw column by whose values pairs are told apart in the breakdown. */
  by?: string;
  train: boolean;
  /** Instead of the bases' own, each for the base whose code it has. */
  models?: readonly MatchModel[];
  /** Keys of the records are shown afterwards. */
  named?: boolean;
}

export type BaseRun = Linked & BaseRecords;

export interface Evaluation {
  report: Report;
  records: EvaluatedRecords;
  labels: Int32Array;
  found: Int32Array;
  runs: BaseRun[];
}

export interface Report extends ClusterAccuracy {
  records: number;
  rejected: number;
  clusters: number;
  pairsCompared: number;
  /** Blocking: keys too frequent and refined, and keys that stayed too frequent, by rule. */
  refinedKeys: number;
  skippedKeys: { key: string; frequency: number }[];
  skippedKeyCount: number;
  /** Rules whose pairs were not compared, as hardly any was expected to be the same that no other rule names. */
  idleRules: string[];
  blockingRecall: number;
  refusedLinks: Record<string, number>;
  models: { base: string; version: number; prior: number; link: number; expectedMatches: number | null }[];
  by?: Record<string, TagAccuracy>;
  thresholds: ThresholdPoint[];
  seconds: Record<string, number>;
  peakMemoryMb: number;
}

/** map → standardise → profile → train → match → cluster of labelled files, in this process, and how well it did. */
export async function evaluate(input: EvaluationInput): Promise<Evaluation> {
  const clock = new Stopwatch();
  clock.begin('read');
  const truth = await Truth.open(input.truth);
  const records = new EvaluatedRecords(
    (base) => modelFor(base, input.models),
    truth.needsKeys || (input.named ?? false),
  );
  let hasBy = input.by === undefined;
  const wanted = (columns: readonly string[]): string[] => {
    const by = columns.filter((column) => column === input.by);
    hasBy ||= by.length > 0;
    return [...truth.columns(columns), ...by];
  };
  await readRecords(input.files, wanted, records);
  if (!hasBy) throw new Error(`--by ${input.by}: no file has this column`);
  const found = new Int32Array(records.size);
  for (let i = 0; i < found.length; i++) found[i] = i;
  const runs: BaseRun[] = [];
  for (const own of records.byBase()) {
    const { places } = own;
    const linked = await linkRecords({
      ...own,
      ...(input.link && { sources: Int32Array.from(places, (place) => records.files[place]!) }),
      train: input.train,
      threads: availableParallelism(),
      onPhase: (phase) => clock.begin(phase),
    });
    linked.clusters.clusterOf.forEach((cluster, i) => (found[places[i]!] = places[cluster]!));
    runs.push({ ...own, ...linked });
  }
  clock.begin('evaluate');
  const labels = truth.labels(records);
  const report = reportOf(records, labels, found, runs, input);
  clock.begin(null);
  return {
    report: { ...report, seconds: clock.seconds, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) },
    records,
    labels,
    found,
    runs,
  };
}

/** @throws Error when models were given and none of them is the base's */
function modelFor({ code, model }: BaseDefinition, models: readonly MatchModel[] | undefined): MatchModel {
  const given = models ? models.find((each) => each.code === model.code) : model;
  if (!given) throw new Error(`--model: none has the code ${model.code}, which records of ${code} are matched with`);
  return given;
}

function reportOf(
  records: EvaluatedRecords,
  labels: Int32Array,
  found: Int32Array,
  runs: readonly BaseRun[],
  input: EvaluationInput,
): Omit<Report, 'seconds' | 'peakMemoryMb'> {
  const sources = input.link ? records.files : undefined;
  const accuracy = evaluateClusters(found, labels, sources);
  const { by } = input;
  const all = allPairs(runs);
  const reachable = runs.reduce((sum, run) => sum + reachableOf(run, labels), 0);
  const refused: Record<string, number> = {};
  for (const { reason } of runs.flatMap(({ clusters }) => clusters.refused))
    refused[reason] = (refused[reason] ?? 0) + 1;
  const skipped = runs.flatMap(({ blocking }) => blocking.skipped);
  return {
    records: records.size,
    rejected: records.rejected,
    clusters: new Set(found).size,
    ...accuracy,
    pairsCompared: runs.reduce((sum, { scored }) => sum + scored.compared, 0),
    blockingRecall: accuracy.pairwise.truePairs === 0 ? 1 : reachable / accuracy.pairwise.truePairs,
    refinedKeys: runs.reduce((sum, { blocking }) => sum + blocking.refined, 0),
    skippedKeyCount: skipped.length,
    idleRules: runs.flatMap(({ blocking }) => blocking.idle),
    // The rule and its frequency: the rest of a key is what a person is called.
    skippedKeys: skipped.slice(0, 20).map(({ key, frequency }) => ({ key: key.split(':', 1)[0]!, frequency })),
    refusedLinks: refused,
    models: runs.map(({ compiled: { model }, training, base }) => ({
      base: base.code,
      version: model.version,
      prior: model.prior,
      link: model.thresholds.link,
      expectedMatches: training && Math.round(training.matches),
    })),
    ...(by !== undefined && {
      by: breakdown(
        records.rows.map((_, i) => records.cell(by, i)),
        labels,
        found,
        sources,
      ),
    }),
    thresholds: thresholdCurve(all, labels, accuracy.pairwise.truePairs, 60),
  };
}

/** True pairs that share a key. */
function reachableOf({ blocking, places }: BaseRun, labels: Int32Array): number {
  const members = new Map<number, number[]>();
  places.forEach((place, i) => {
    const own = members.get(labels[place]!);
    if (own) own.push(i);
    else members.set(labels[place]!, [i]);
  });
  let reachable = 0;
  for (const own of members.values())
    for (let i = 0; i < own.length; i++)
      for (let j = i + 1; j < own.length; j++) if (blocking.blocks.share(own[i]!, own[j]!)) reachable++;
  return reachable;
}

/** Pairs of all bases that reach the review threshold, by the place of their records in the list of all. */
function allPairs(runs: readonly BaseRun[]): { a: Int32Array; b: Int32Array; weight: Float32Array } {
  const size = runs.reduce((sum, { scored }) => sum + scored.weight.length, 0);
  const all = { a: new Int32Array(size), b: new Int32Array(size), weight: new Float32Array(size) };
  let at = 0;
  for (const { scored, places } of runs) {
    for (let i = 0; i < scored.weight.length; i++, at++) {
      all.a[at] = places[scored.a[i]!]!;
      all.b[at] = places[scored.b[i]!]!;
      all.weight[at] = scored.weight[i]!;
    }
  }
  return all;
}

/** Seconds per phase; a phase may come again. */
class Stopwatch {
  readonly seconds: Record<string, number> = {};
  private phase: string | null = null;
  private since = 0;

  begin(phase: Phase | 'read' | 'evaluate' | null): void {
    const now = performance.now();
    if (this.phase !== null)
      this.seconds[this.phase] = Math.round((this.seconds[this.phase] ?? 0) * 1000 + now - this.since) / 1000;
    this.phase = phase;
    this.since = now;
  }
}
