import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { candidatePairs } from '../block/candidate-pairs.js';
import { clusterRecords } from '../cluster/cluster-records.js';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import { trainModel } from '../train/train-model.js';
import { evaluateClusters, thresholdCurve } from './evaluate-clusters.js';
import { latinOrganisationModel } from './organisations.fixture.js';

const folder = new URL('../../../../../shared/data/matching/', import.meta.url);
const present = existsSync(new URL('orgs_hard.csv', folder));

/** Enough CSV for this file: quoted fields without line breaks. */
function readCsv(name: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(new URL(name, folder), 'utf8').trim().split(/\r?\n/);
  const cells = (line: string): string[] =>
    [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((found) => found[2] ?? found[1]!);
  const columns = header!.split(',');
  return lines.map((line) => Object.fromEntries(columns.map((column, i) => [column, cells(line)[i] ?? ''])));
}

function evaluate(model: MatchModel, profiles: readonly Profile[], truth: readonly string[]) {
  const compiled = compileModel(model);
  const prepared = profiles.map((profile) => compiled.prepare(profile));
  const pairs = candidatePairs(
    profiles.map((profile) => compiled.keys(profile)),
    model.maxKeyFrequency,
  );
  const weight = Float64Array.from(pairs.a, (a, i) => compiled.score(prepared[a]!, prepared[pairs.b[i]!]!));
  const { clusterOf } = clusterRecords({
    size: profiles.length,
    order: profiles.map((_, i) => String(i).padStart(4, '0')),
    edges: { ...pairs, weight },
    exclusive: profiles.map(() => []),
    decisions: [],
    link: model.thresholds.link,
  });
  const accuracy = evaluateClusters(clusterOf, truth);
  const best = thresholdCurve({ ...pairs, weight }, truth, accuracy.pairwise.truePairs).sort((x, y) => y.f1 - x.f1)[0];
  return { compared: pairs.a.length, ...accuracy, best };
}

(present ? describe : describe.skip)('organisations of shared/data/matching/orgs_hard.csv', () => {
  const rows = present ? readCsv('orgs_hard.csv') : [];
  const profiles = rows.map(({ org_name: name, ...row }): Profile =>
    Object.fromEntries(
      Object.entries({ name, ...row })
        .filter(([field, value]) => value && field !== 'record_id' && field !== 'hardness')
        .map(([field, value]) => [field, [value!]]),
    ),
  );
  // Truth is given as pairs of row numbers; the lowest row of an organisation names it.
  const truth = rows.map((_, i) => String(i));
  for (const { row_a: a, row_b: b } of present ? readCsv('orgs_truth.csv') : [])
    truth[Math.max(Number(a), Number(b))] = truth[Math.min(Number(a), Number(b))]!;

  it('are clustered by the model as set by hand', () => {
    const { pairwise, bCubed } = evaluate(latinOrganisationModel, profiles, truth);
    expect(pairwise.truePairs).toBe(1055);
    expect(pairwise.precision).toBeGreaterThan(0.99);
    expect(pairwise.recall).toBeGreaterThan(0.99);
    expect(bCubed.f1).toBeGreaterThan(0.99);
  });

  it('are clustered by the model trained on the records, without labels', () => {
    const { model } = trainModel(latinOrganisationModel, profiles, { randomPairs: 50_000 });
    const { pairwise, best } = evaluate(model, profiles, truth);
    expect(pairwise.f1).toBeGreaterThan(0.88);
    expect(best!.f1).toBeGreaterThan(0.96);
  });
});
