import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchModel } from '@siku/matching';
import { baseNamed } from './bases.js';
import { evaluate, type Evaluation } from './evaluate.js';
import type { FileInput } from './read-records.js';
import type { TruthSource } from './truth.js';

const shared = fileURLToPath(new URL('../../../../shared/data/matching/', import.meta.url));
const examples = fileURLToPath(new URL('../../../docs/example/matching/', import.meta.url));

const run = (dataset: string, file: string, truth: TruthSource): Promise<Evaluation> =>
  evaluate({
    files: [{ dataset: `${examples}${dataset}`, file: `${shared}${file}`, where: [] }],
    truth,
    link: false,
    train: true,
  });

(existsSync(shared) ? describe : describe.skip)('the person model, trained on the file itself', () => {
  it('finds the 2,000 persons of febrl3', async () => {
    const { report } = await run('febrl.json', 'febrl3.csv', { column: 'rec_id', pattern: '^rec-(\\d+)' });
    expect(report.pairwise.truePairs).toBe(6_538);
    expect(report.pairwise.f1).toBeGreaterThanOrEqual(0.998);
    expect(report.pairwise.precision).toBeGreaterThanOrEqual(0.9995);
  }, 600_000);

  it('finds the 251 persons of fake_1000, twice the same', async () => {
    const first = await run('fake-people.json', 'fake_1000.csv', { column: 'cluster' });
    expect(first.report.pairwise.f1).toBeGreaterThanOrEqual(0.92);
    const second = await run('fake-people.json', 'fake_1000.csv', { column: 'cluster' });
    expect([...second.found]).toEqual([...first.found]);
  }, 600_000);
});

(existsSync(shared) ? describe : describe.skip)('persons and organisations in one file', () => {
  it('come out of the Senzing set as its key has them', async () => {
    const of = (dataset: string, kind: string, ...names: string[]): FileInput[] =>
      names.map((name) => ({
        dataset: `${examples}${dataset}`,
        file: `${shared}senzing/senzing_${name}.csv`,
        where: [`RECORD_TYPE=${kind}`],
      }));
    const { report } = await evaluate({
      files: [
        ...of('senzing-persons.json', 'PERSON', 'customers', 'reference', 'watchlist'),
        ...of('senzing-organisations.json', 'ORGANIZATION', 'customers', 'reference'),
      ],
      truth: { column: 'CLUSTER_ID', keyFile: `${shared}senzing/senzing_actual_truthset_key.csv` },
      link: false,
      train: true,
    });
    expect(report.pairwise).toMatchObject({ truePairs: 108, foundPairs: 108, rightPairs: 108 });
  }, 60_000);
});

(existsSync(shared) ? describe : describe.skip)('the organisation model, trained on the file itself', () => {
  it('tells branches and sisters from the same organisation written otherwise', async () => {
    const { report } = await evaluate({
      files: [{ dataset: `${examples}organisations.json`, file: `${shared}orgs_hard.csv`, where: [] }],
      truth: { pairFile: `${shared}orgs_truth.csv` },
      link: false,
      train: true,
    });
    expect(report.pairwise).toMatchObject({ truePairs: 1_055, foundPairs: 1_055, rightPairs: 1_055 });
  }, 60_000);
});

describe('the ways to run it', () => {
  const dataset = `${examples}fake-people.json`;
  let folder: string;
  const fileOf = (name: string, rows: readonly string[]): FileInput => {
    writeFileSync(join(folder, name), ['unique_id,first_name,surname,dob,city,email,who', ...rows].join('\n'));
    return { dataset, file: join(folder, name), where: [] };
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'siku-evaluate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const anne = 'Anne,Whitlock,1971-04-23,Leeds,anne.whitlock@example.org,anne';
  const ravi = 'Ravi,Maddison,1984-11-02,York,r.maddison@example.org,ravi';

  it('links two files: pairs inside one file are neither compared nor counted', async () => {
    const files = [fileOf('a.csv', [`1,${anne}`, `2,${anne}`, `3,${ravi}`]), fileOf('b.csv', [`4,${ravi}`])];
    const of = (link: boolean) => evaluate({ files, link, truth: { column: 'who' }, by: 'who', train: false });
    const apart = await of(true);
    expect(apart.report.pairwise).toMatchObject({ truePairs: 1, foundPairs: 1, rightPairs: 1, recall: 1 });
    expect(apart.report).toMatchObject({ pairsCompared: 1, blockingRecall: 1, clusters: 3 });
    expect(apart.report.by).toEqual({ ravi: expect.objectContaining({ truePairs: 1, foundPairs: 1, rightPairs: 1 }) });
    expect((await of(false)).report.pairwise).toMatchObject({ truePairs: 2, foundPairs: 2 });
  });

  it('reads pairs of two files that number their records alike: the first column is of the first file', async () => {
    const files = [fileOf('p.csv', [`1,${anne}`, `2,${ravi}`]), fileOf('q.csv', [`1,${ravi}`, `2,${anne}`])];
    const pairFile = join(folder, 'pairs.csv');
    writeFileSync(pairFile, 'left,right\n1,2\n2,1\n');
    const of = (truth: TruthSource, by?: string) =>
      evaluate({ files, link: true, truth, train: false, ...(by !== undefined && { by }) });
    expect((await of({ pairFile })).report.pairwise).toMatchObject({ truePairs: 2, foundPairs: 2, rightPairs: 2 });
    writeFileSync(pairFile, 'left,right\n8,9\n');
    await expect(of({ pairFile })).rejects.toThrow('no row names two records');
    await expect(of({ column: 'who' }, 'whom')).rejects.toThrow('--by whom: no file has this column');
  });

  it('says which attribute of the definition there is none of', async () => {
    const odd = join(folder, 'odd.json');
    writeFileSync(
      odd,
      JSON.stringify({ base: 'population', key: ['unique_id'], mapping: { firstName: 'first_name' } }),
    );
    const { file } = fileOf('d.csv', [`1,${anne}`]);
    const files = [{ dataset: odd, file, where: [] }];
    await expect(evaluate({ files, link: false, truth: { column: 'who' }, train: false })).rejects.toThrow(
      '/mapping/firstName: population has no such attribute',
    );
  });

  it("takes the model it is given, untrained, and refuses another base's", async () => {
    const files = [fileOf('c.csv', [`1,${anne}`, `2,${anne}`])];
    const { model } = baseNamed('population');
    const of = (given: MatchModel) =>
      evaluate({ files, link: false, truth: { column: 'who' }, train: false, models: [given] });
    const strict = { ...model, version: 7, thresholds: { review: 0, link: 500 } };
    expect((await of(strict)).report).toMatchObject({ clusters: 2, models: [{ version: 7, expectedMatches: null }] });
    expect((await of(model)).report.clusters).toBe(1);
    await expect(of(baseNamed('legal-entity').model)).rejects.toThrow('none has the code population');
  });
});
