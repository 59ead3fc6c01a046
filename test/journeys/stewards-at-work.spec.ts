import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, testDatabaseKinds } from '@siku/platform';
import { SikuClient } from '../../tools/src/demo/client.js';
import { reviewQueue } from '../../tools/src/review/review-session.js';
import { csv, onboard } from '../support/departments.js';
import { masterState } from '../support/master-state.js';
import { System } from '../support/system.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

/** As many tasks as stewards get to decide, and as many again that come while they work. */
const PAIRS_OF = { embedded: 40, server: 1000 };
const STEWARDS = 20;

interface Task {
  id: string;
  records: string[];
}

interface Decided {
  decisionId: string;
  kind: string;
  actor: string;
  task: string | null;
}

interface Report {
  read: number;
  imported: number;
  present: number;
  refused: number;
  lines: { line: number; code: string }[];
}

/** The two rows of an enterprise: enough alike to be asked about, too little to be joined. */
function pair(i: number): { registry: string; tax: string } {
  const name = characters(i, 41, 29);
  const road = `江北区${characters(i, 23, 19)}路${i + 1}号`;
  return {
    registry: `R${i},宁波江北${name}五金有限公司,,${road},${characters(i, 37, 13)},${1980 + (i % 30)}-${String(1 + (i % 12)).padStart(2, '0')}-05,在业`,
    tax: `T${i},宁波江北${name}五金厂,,${road},0574-3333${String(4000 + i)}`,
  };
}

/** Two characters, others for every number. */
const characters = (i: number, ...steps: number[]): string =>
  String.fromCodePoint(...steps.map((step) => 0x4e00 + ((i * step) % 20_000)));

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Every third pair is two enterprises. */
const truth = (i: number): 'same' | 'different' => (i % 3 === 0 ? 'different' : 'same');

describe.each(testDatabaseKinds())('stewards at work (%s)', (kind) => {
  const PAIRS = PAIRS_OF[kind];
  const deliveries = [0, PAIRS].map((from) => ({
    registry: csv(REGISTRY, ...range(from, from + PAIRS).map((i) => pair(i).registry)),
    taxpayers: csv(TAX, ...range(from, from + PAIRS).map((i) => pair(i).tax)),
  }));
  let system: System;
  let client: SikuClient;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
    client = new SikuClient(system.url, await system.key('steward', 'first'));
  });

  afterAll(() => system.stop());

  async function deliver(to: System, dataset: 'registry' | 'taxpayers', wave: number): Promise<void> {
    const batch = await to.deliver(dataset, deliveries[wave]![dataset], { mode: 'delta', effectiveDate: '2015-01-01' });
    expect([batch.status, batch.counts['accepted']]).toEqual(['published', PAIRS]);
  }

  /** Number of the enterprise a task is about; null when its records have been joined meanwhile. */
  async function numberOf({ id }: Task): Promise<number | null> {
    const screen = await client.get<{ records: { sources: { sourceKey: string }[] }[] }>(`/v1/review-tasks/${id}`);
    const source = screen.records[0]!.sources[0];
    return source ? Number(source.sourceKey.slice(1)) : null;
  }

  const open = async (): Promise<number> =>
    (await client.get<{ counts: { status: Record<string, number> } }>('/v1/review-tasks?status=open')).counts.status[
      'open'
    ] ?? 0;

  it('one key per decision in a terminal, and undo', async () => {
    await deliver(system, 'registry', 0);
    await deliver(system, 'taxpayers', 0);
    expect(await open()).toBe(PAIRS);
    const written: string[] = [];
    let shown: string | null = null;
    async function* keys(): AsyncGenerator<string> {
      // Not possible here: nothing happens but help.
      yield 'c';
      shown = written.at(-1)!;
      yield 'n';
      yield 's';
      expect(await open()).toBe(PAIRS - 1);
      yield 'u';
      expect(await open()).toBe(PAIRS);
      yield 'd';
      expect(await open()).toBe(PAIRS - 1);
      yield 'u';
      yield 'q';
    }
    const decided = await reviewQueue({
      client,
      keys: keys(),
      write: (text) => written.push(text),
      filter: { limit: '20', kind: 'possible-match' },
      reason: '逐条核对',
    });
    expect([decided, await open()]).toEqual([0, PAIRS]);
    expect(shown).toMatch(/^\[s\] same {2}\[d\] different/);
    expect(written[0]).toContain(`${PAIRS} open`);
    expect(written[0]).toMatch(/address\.text\s+江北区.{2}路\d+号\s+江北区/);
    expect(written[0]).toMatch(/address\s+same\s+9\.0/);
    expect(written[0]).not.toMatch(/representative\s+missing/);
    expect(written.some((text) => text.includes('same: done'))).toBe(true);
    expect(written.filter((text) => text.includes('Undone.'))).toHaveLength(2);
  });

  it('twenty at once while deliveries arrive: none lost, none twice', async () => {
    const arriving = (async () => {
      await deliver(system, 'taxpayers', 1);
      await deliver(system, 'registry', 1);
    })();
    const won: Decided[] = [];
    let beaten = 0;
    const work = async (steward: number): Promise<void> => {
      const own = new SikuClient(system.url, await system.key('steward', `desk ${steward}`));
      for (;;) {
        const { items } = await own.get<{ items: Task[] }>('/v1/review-tasks?status=open&limit=500');
        if (items.length === 0) return;
        // Each begins elsewhere, and ends where the next one has begun.
        const share = items.length / STEWARDS;
        for (const task of items.slice(Math.floor(steward * share), Math.floor((steward + 1) * share) + 2)) {
          const number = await numberOf(task);
          if (number === null) continue;
          try {
            const decision = truth(number);
            won.push(await own.post<Decided>(`/v1/review-tasks/${task.id}/decision`, { decision, reason: '核对' }));
          } catch (error) {
            // Somebody else was faster.
            expect(String(error)).toMatch(/: 4(?:09|10|04) /);
            beaten++;
          }
        }
      }
    };
    await Promise.all(range(0, STEWARDS).map(work));
    await arriving;
    await Promise.all(range(0, STEWARDS).map(work));
    expect(await open()).toBe(0);
    expect(new Set(won.map(({ task }) => task)).size).toBe(won.length);
    expect(won).toHaveLength(2 * PAIRS);
    expect(new Set(won.map(({ actor }) => actor)).size).toBeGreaterThan(1);
    expect(beaten).toBeGreaterThanOrEqual(0);
    const joined = await masters(system);
    for (const i of range(0, 2 * PAIRS)) {
      expect([i, joined.get(`R${i}`) === joined.get(`T${i}`)]).toEqual([i, truth(i) === 'same']);
    }
  });

  it('counts what they did, and what it says of the model', async () => {
    const operator = new SikuClient(system.url, await system.key('operator'));
    const { items } = await client.get<{ items: Decided[] }>('/v1/decisions?limit=1');
    // A second opinion: taken back by somebody else, who says the same.
    await operator.post(`/v1/decisions/${items[0]!.decisionId}/undo`, { reason: '复核' });
    const { kind: decision, task } = items[0]!;
    await operator.post(`/v1/review-tasks/${task}/decision`, { decision, reason: '复核' });
    const statistics = await client.get<{
      queue: { open: number; medianAge: number | null };
      answers: { answered: number; median: number };
      stewards: { decided: number; undone: number }[];
      agreement: { judged: number; agreed: number };
      model: {
        pairs: number;
        bands: { from: number; same: number; different: number; expected: number; observed: number }[];
        calibration: { offset: number; slope: number };
        suggested: { link: number; review: number };
        thresholds: { link: number; review: number };
      };
    }>('/v1/review-statistics/legal-entity');
    expect(statistics).toMatchObject({
      queue: { open: 0, overdue: 0, medianAge: null },
      answers: { answered: 2 * PAIRS, median: expect.any(Number) as unknown },
      agreement: { judged: 1, agreed: 1 },
      model: { pairs: 2 * PAIRS },
    });
    const { bands, calibration, suggested, thresholds } = statistics.model;
    expect(bands.reduce((sum, { same }) => sum + same, 0)).toBe(
      range(0, 2 * PAIRS).filter((i) => truth(i) === 'same').length,
    );
    // A suggested threshold promises by its calibrated weight what the one in force was to promise.
    expect(calibration.offset + calibration.slope * suggested.link).toBeCloseTo(thresholds.link);
    // Two of three were the same, whatever the weight: about one bit, less what was believed before.
    const weight = bands.reduce((sum, band) => sum + (band.from + 0.5) * (band.same + band.different), 0) / (2 * PAIRS);
    expect(calibration.offset + calibration.slope * weight).toBeGreaterThan(0);
    expect(calibration.offset + calibration.slope * weight).toBeLessThan(2);
    // The twenty, the first one and the operator.
    expect(statistics.stewards.reduce((sum, { decided }) => sum + decided, 0)).toBe(2 * PAIRS + 3);
  });

  it('decisions move: taken up before any delivery elsewhere, they give the same base', async () => {
    const exported = await system.get('/v1/decisions/export', { query: { base: 'legal-entity' } });
    expect(exported.headers['content-type']).toContain('application/x-ndjson');
    const other = await System.start(kind);
    try {
      await onboard(other);
      const bad = JSON.stringify({ base: 'legal-entity', kind: 'same' });
      const first = await restore(other, `${exported.text}${bad}\n`);
      expect(first).toMatchObject({
        imported: first.read - 1,
        present: 0,
        refused: 1,
        lines: [{ line: first.read, code: expect.any(String) as unknown }],
      });
      for (const wave of [1, 0])
        for (const dataset of ['taxpayers', 'registry'] as const) await deliver(other, dataset, wave);
      expect(await masterState(other.app.get(Database))).toEqual(await masterState(system.app.get(Database)));
      expect(await restore(other, exported.text)).toMatchObject({ imported: 0, present: first.imported, refused: 0 });
    } finally {
      await other.stop();
    }
  });
});

async function restore(to: System, lines: string): Promise<Report> {
  const answer = await fetch(`${to.url}/v1/decisions/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await to.key('operator')}`, 'content-type': 'application/x-ndjson' },
    body: lines,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Report;
}

/** Record of each source key. */
async function masters(system: System): Promise<Map<string, string>> {
  const { text } = await system.get('/v1/legal-entities/crosswalk');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { sourceKey: string; id: string });
  return new Map(rows.map(({ sourceKey, id }) => [sourceKey, id]));
}
