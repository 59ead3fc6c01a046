import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { evaluate, type Evaluation } from './evaluate.js';
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
