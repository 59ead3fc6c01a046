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
import { type EvaluatedRecord, type FileInput, readRecords } from './read-records.js';
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
}

export interface BaseRun extends Linked {
  base: BaseDefinition;
  /** Place of each compared record in the list of all. */
  places: number[];
}

export interface Evaluation {
  report: Report;
  records: EvaluatedRecord[];
  labels: string[];
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
  const records = await readRecords(input.files, (columns) => [
    ...truth.columns(columns),
    ...(input.by !== undefined && columns.includes(input.by) ? [input.by] : []),
  ]);
  const found = new Int32Array(records.length);
  for (let i = 0; i < found.length; i++) found[i] = i;
  const runs: BaseRun[] = [];
  for (const base of new Set(records.map((record) => record.base))) {
    const run = await runBase(base, records, input, clock);
    run.clusters.clusterOf.forEach((cluster, i) => (found[run.places[i]!] = run.places[cluster]!));
    runs.push(run);
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

async function runBase(
  base: BaseDefinition,
  records: readonly EvaluatedRecord[],
  input: EvaluationInput,
  clock: Stopwatch,
): Promise<BaseRun> {
  const places: number[] = [];
  for (let i = 0; i < records.length; i++) if (records[i]!.base === base && records[i]!.profile) places.push(i);
  const linked = await linkRecords({
    model: modelFor(base, input.models),
    profiles: places.map((place) => records[place]!.profile!),
    order: places.map((place) => orderOf(records[place]!)),
    ...(input.link && { sources: places.map((place) => records[place]!.file) }),
    train: input.train,
    onPhase: (phase) => clock.begin(phase),
  });
  return { ...linked, base, places };
}

/** @throws Error when models were given and none of them is the base's */
function modelFor({ code, model }: BaseDefinition, models: readonly MatchModel[] | undefined): MatchModel {
  const given = models ? models.find((each) => each.code === model.code) : model;
  if (!given) throw new Error(`--model: none has the code ${model.code}, which records of ${code} are matched with`);
  return given;
}

/** Unique, and the same in whatever order the rows stand, as long as their keys are unique. */
const orderOf = ({ file, key, row }: EvaluatedRecord): string =>
  `${file}\u0000${key}\u0000${String(row).padStart(9, '0')}`;

function reportOf(
  records: readonly EvaluatedRecord[],
  labels: readonly string[],
  found: Int32Array,
  runs: readonly BaseRun[],
  input: EvaluationInput,
): Omit<Report, 'seconds' | 'peakMemoryMb'> {
  const sources = input.link ? records.map(({ file }) => file) : undefined;
  const accuracy = evaluateClusters(found, labels, sources);
  const { by } = input;
  const all = allPairs(runs);
  let reachable = 0;
  for (let i = 0; i < all.a.length; i++) if (labels[all.a[i]!] === labels[all.b[i]!]) reachable++;
  const refused: Record<string, number> = {};
  for (const { reason } of runs.flatMap(({ clusters }) => clusters.refused))
    refused[reason] = (refused[reason] ?? 0) + 1;
  const skipped = runs.flatMap(({ candidates }) => candidates.skipped);
  return {
    records: records.length,
    rejected: records.filter(({ profile }) => !profile).length,
    clusters: new Set(found).size,
    ...accuracy,
    pairsCompared: all.a.length,
    blockingRecall: accuracy.pairwise.truePairs === 0 ? 1 : reachable / accuracy.pairwise.truePairs,
    refinedKeys: runs.reduce((sum, { candidates }) => sum + candidates.refined, 0),
    skippedKeyCount: skipped.length,
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
        records.map(({ cells }) => cells[by] ?? ''),
        labels,
        found,
        sources,
      ),
    }),
    thresholds: thresholdCurve(all, labels, accuracy.pairwise.truePairs, 60),
  };
}

/** Pairs of all bases, by the place of their records in the list of all. */
function allPairs(runs: readonly BaseRun[]): { a: Int32Array; b: Int32Array; weight: Float32Array } {
  const size = runs.reduce((sum, { weight }) => sum + weight.length, 0);
  const all = { a: new Int32Array(size), b: new Int32Array(size), weight: new Float32Array(size) };
  let at = 0;
  for (const { candidates, weight, places } of runs) {
    for (let i = 0; i < weight.length; i++, at++) {
      all.a[at] = places[candidates.a[i]!]!;
      all.b[at] = places[candidates.b[i]!]!;
      all.weight[at] = weight[i]!;
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
