import { Vault } from '@siku/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../../tools/src/generate/legal-entities.js';
import type { Task } from './stewards.js';
import type { System } from './system.js';

type Delivery = Manifest['deliveries'][number];

/** A base as its routes and its tables name it. */
export interface BaseNames {
  code: string;
  path: string;
  schema: string;
}

interface Master {
  id: string;
  members: { dataset: string; sourceKey: string }[];
}

interface Decision {
  decisionId: string;
  publishedIn: number | null;
  undoneBy: string | null;
  undoneIn: number | null;
}

const REASON = { reason: '抽查' };

/** What departments and stewards may do to a base in any order, chosen by chance. */
export class RandomSteps {
  /** Deliveries that count, as they came. */
  readonly delivered: { id: string; delivery: Delivery }[] = [];
  /** What was done, for whoever reads of a failure. */
  readonly log: string[] = [];
  private readonly decisions: string[] = [];

  /** @param folder with the files of the deliveries @param next a number from 0 to below 1 */
  constructor(
    private readonly system: System,
    private readonly base: BaseNames,
    private readonly folder: string,
    private readonly next: () => number,
  ) {}

  chance(share: number): boolean {
    return this.next() < share;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const places = items.map((item) => ({ item, place: this.next() }));
    return places.sort((a, b) => a.place - b.place).map(({ item }) => item);
  }

  async deliver(delivery: Delivery): Promise<void> {
    const { dataset, file, mode, effectiveDate } = delivery;
    const { system } = this;
    let batch = await system.deliver(dataset, readFileSync(join(this.folder, file)), { mode, effectiveDate });
    if (batch.status === 'held') {
      await system.post(`/v1/batches/${batch.id}/confirm`);
      batch = await system.finished(batch.id, ['published', 'failed']);
    }
    if (batch.status !== 'published') throw new Error(`${file}: ${batch.status} ${JSON.stringify(batch.problem)}`);
    this.delivered.push({ id: batch.id, delivery });
    this.log.push(`deliver ${file}`);
  }

  async redeliver(): Promise<void> {
    const one = this.one(this.delivered);
    if (one) await this.deliver(one.delivery);
  }

  async rollBack(): Promise<void> {
    const one = this.taken(this.delivered);
    if (!one) return;
    await this.system.post(`/v1/batches/${one.id}/rollback`);
    await this.system.finished(one.id, ['rolled-back']);
    this.log.push(`roll back ${one.delivery.file}`);
  }

  /** Answers a question, or merges, splits or overrides without being asked. */
  async decide(): Promise<void> {
    const { path } = this.base;
    const masters = await this.masters();
    const one = this.one(masters);
    const other = this.one(masters.filter((master) => master !== one));
    const many = this.one(masters.filter(({ members }) => members.length > 1));
    const task = this.one(await this.questions());
    const half = many?.members.filter(() => this.chance(0.5)) ?? [];
    const value = `裁定${Math.floor(this.next() * 100)}号`;
    const possible: [path: string, body: object][] = [
      ...(task ? [{ decision: 'same' }, { decision: 'different' }] : []).map((body): [string, object] => [
        `/v1/review-tasks/${task!.id}/decision`,
        body,
      ]),
      ...(one && other ? [[`${path}/${one.id}/merge`, { with: [other.id] }] as [string, object]] : []),
      ...(half.length > 0 && half.length < many!.members.length
        ? [[`${path}/${many!.id}/split`, { groups: [half] }] as [string, object]]
        : []),
      ...(one
        ? [
            { path: 'name', value },
            { path: 'phone', value: null, validFrom: '2015-09-01' },
          ]
        : []
      ).map((body): [string, object] => [`${path}/${one!.id}/overrides`, body]),
    ];
    const chosen = this.one(possible);
    if (!chosen) return;
    const answer = await this.system.post(chosen[0], { ...chosen[1], ...REASON }, { as: 'steward' });
    if (answer.status !== 200) throw new Error(`${chosen[0]} ${answer.status} ${answer.text}`);
    const { decisionId } = answer.body as Decision;
    await this.published(decisionId);
    this.decisions.push(decisionId);
    this.log.push(`decide ${JSON.stringify(chosen[1])}`);
  }

  async undo(): Promise<void> {
    const id = this.taken(this.decisions);
    if (id === undefined) return;
    await this.system.post(`/v1/decisions/${id}/undo`, REASON, { as: 'steward' });
    await this.published(id);
    this.log.push(`undo ${id}`);
  }

  private one<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.next() * items.length)];
  }

  private taken<T>(items: T[]): T | undefined {
    return items.splice(Math.floor(this.next() * items.length), 1)[0];
  }

  /** In an order that does not depend on ids, so that chance chooses the same in every run. */
  private async masters(): Promise<Master[]> {
    const rows = await this.system.testDatabase.database.query<Master>(
      `SELECT master_id AS id, json_agg(json_build_object('dataset', dataset, 'sourceKey', source_key)) AS members
         FROM ${this.base.schema}.crosswalk WHERE until = 9223372036854775807 GROUP BY master_id`,
    );
    const nameOf = ({ members }: Master): string =>
      members.map(({ dataset, sourceKey }) => `${dataset} ${sourceKey}`).sort()[0]!;
    const named = this.system.app
      .get(Vault)
      .openAll(rows)
      .map((master) => ({ master, name: nameOf(master) }));
    return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ master }) => master);
  }

  private async questions(): Promise<Task[]> {
    const query = { base: this.base.code, status: 'open', limit: '100' };
    const { items } = (await this.system.get('/v1/review-tasks', { as: 'steward', query })).body as { items: Task[] };
    return items.filter(({ kind }) => kind === 'possible-match' || kind === 'contradiction');
  }

  private async published(id: string): Promise<void> {
    for (let waited = 0; waited < 30_000; waited += 25) {
      const { items } = (await this.system.get('/v1/decisions', { query: { limit: '1000' } })).body as {
        items: Decision[];
      };
      const decision = items.find(({ decisionId }) => decisionId === id)!;
      if (decision.undoneBy ? decision.undoneIn !== null : decision.publishedIn !== null) return;
      await sleep(25);
    }
    throw new Error(`decision ${id} was not published`);
  }
}
