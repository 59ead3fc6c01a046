import { organisationCodeCheckCharacter, usccCheckCharacter } from '@siku/standards';
import { csv, onboard } from './departments.js';
import type { System } from './system.js';

export const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
export const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

/** A valid 18-character code with the given organisation code digits. */
export function uscc(digits: string): string {
  const head = `91330203${digits}${organisationCodeCheckCharacter(digits)}`;
  return head + usccCheckCharacter(head);
}

interface Row {
  dataset: string;
  sourceKey: string;
  id: string;
}

export interface Task {
  id: string;
  kind: string;
  status: string;
  records: string[];
  weight: number | null;
  attribute: string | null;
  etag: string;
  priority: string;
}

export interface Decided {
  decisionId: string;
  kind: string;
  status: string;
  publishedIn: number | null;
  undoneIn: number | null;
}

/** What a steward of organisations works with, and the deliveries that reach her. */
export class StewardsDesk {
  private day = 0;

  private constructor(private readonly system: System) {}

  static async open(system: System): Promise<StewardsDesk> {
    await onboard(system);
    return new StewardsDesk(system);
  }

  /** Publishes rows, each delivery a day after the one before. */
  async deliver(dataset: string, header: string, ...rows: string[]): Promise<void> {
    const effectiveDate = new Date(Date.UTC(2015, 0, ++this.day)).toISOString().slice(0, 10);
    const batch = await this.system.deliver(dataset, csv(header, ...rows), { mode: 'delta', effectiveDate });
    if (batch.status !== 'published') throw new Error(`${dataset}: ${batch.status} ${JSON.stringify(batch.problem)}`);
  }

  /** Record of a source record. */
  async recordOf(dataset: string, sourceKey: string): Promise<string> {
    const { text } = await this.system.get('/v1/legal-entities/crosswalk', { query: { dataset } });
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    return rows.find((row) => row.sourceKey === sourceKey)!.id;
  }

  async tasksAbout(record: string): Promise<Task[]> {
    return ((await this.system.get('/v1/review-tasks', { query: { record } })).body as { items: Task[] }).items;
  }

  async decided(path: string, body: object, as: 'steward' | 'operator' = 'steward'): Promise<Decided> {
    const answer = await this.system.post(path, body, { as });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as Decided;
  }

  undo(decisionId: string): Promise<Decided> {
    return this.decided(`/v1/decisions/${decisionId}/undo`, { reason: '误操作' });
  }

  async attributesOf(id: string): Promise<Record<string, unknown>> {
    const { body } = await this.system.get(`/v1/legal-entities/${id}`);
    return (body as { attributes: Record<string, unknown> }).attributes;
  }
}
