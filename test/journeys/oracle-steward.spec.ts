import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SikuClient } from '../../tools/src/demo/client.js';
import { onboardCity } from '../../tools/src/demo/load-demo-city.js';
import { generateLegalEntities, type Manifest } from '../../tools/src/generate/legal-entities.js';
import { System } from '../support/system.js';

interface Task {
  id: string;
  kind: string;
  records: string[];
}

interface Screen {
  conflicts: { path: string; values: { value: unknown }[] }[];
  task: { attribute: string | null };
  records: { sources: { recordId: string; dataset: string; sourceKey: string }[] }[];
}

interface CrosswalkRow {
  id: string;
  dataset: string;
  sourceKey: string;
}

const folder = mkdtempSync(join(tmpdir(), 'siku-oracle-'));

/** A made-up city whose truth is known, and a steward who knows it. */
describe('an oracle steward', () => {
  let system: System;
  let steward: SikuClient;
  let manifest: Manifest;
  const truth = new Map<string, string>();

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    manifest = await generateLegalEntities({ out: folder, entities: 600, months: 3 });
    const operator = new SikuClient(system.url, await system.key('operator'));
    steward = new SikuClient(system.url, await system.key('steward'));
    await onboardCity(operator, folder, manifest);
    for (const { dataset, file, mode, effectiveDate } of manifest.deliveries) {
      await operator.deliver(dataset, join(folder, file), { mode, effectiveDate });
    }
    for (const line of readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').slice(1)) {
      const [dataset, sourceKey, entity] = line.split(',');
      truth.set(`${dataset} ${sourceKey}`, entity!.trim());
    }
  }, 600_000);

  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  const entityOf = ({ dataset, sourceKey }: { dataset: string; sourceKey: string }): string =>
    truth.get(`${dataset} ${sourceKey}`)!;

  async function crosswalk(): Promise<CrosswalkRow[]> {
    const { text } = await system.get('/v1/legal-entities/crosswalk');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CrosswalkRow);
  }

  /** What is true of the records of a task. */
  async function answer({ kind, id }: Task): Promise<object> {
    const screen = await steward.get<Screen>(`/v1/review-tasks/${id}`);
    if (kind === 'attribute-tie') {
      const { values } = screen.conflicts.find(({ path }) => path === screen.task.attribute)!;
      return { decision: 'override', value: values[0]!.value };
    }
    const groups = new Map<string, string[]>();
    for (const { recordId, ...source } of screen.records.flatMap(({ sources }) => sources)) {
      const entity = entityOf(source);
      groups.set(entity, [...(groups.get(entity) ?? []), recordId]);
    }
    if (groups.size === 1) return { decision: 'same' };
    return { decision: 'split', groups: [...groups.values()] };
  }

  it('empties the queue: nothing is joined that is not one, with few decisions', async () => {
    const rows = await crosswalk();
    let decisions = 0;
    for (;;) {
      const { items } = await steward.get<{ items: Task[] }>('/v1/review-tasks?status=open&limit=100');
      if (items.length === 0) break;
      const body = { ...(await answer(items[0]!)), reason: '与档案核对' };
      await steward.post(`/v1/review-tasks/${items[0]!.id}/decision`, body);
      decisions++;
    }
    const { precision, recall } = pairwise(await crosswalk(), entityOf);
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.99);
    expect(decisions).toBeGreaterThan(0);
    expect((1000 * decisions) / rows.length).toBeLessThanOrEqual(5);
  }, 600_000);
});

/** Of all pairs of source records in one cluster, and of all of one entity. */
function pairwise(rows: readonly CrosswalkRow[], entity: (row: CrosswalkRow) => string) {
  const pairs = (keys: readonly string[]): number => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const both = pairs(rows.map((row) => `${row.id} ${entity(row)}`));
  return { precision: both / pairs(rows.map(({ id }) => id)), recall: both / pairs(rows.map(entity)) };
}
