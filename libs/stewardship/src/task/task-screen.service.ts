import { Injectable } from '@nestjs/common';
import type { Asking } from '@siku/access';
import { DatasetService } from '@siku/catalogue';
import {
  ActiveModels,
  BaseRegistry,
  DecisionRepository,
  MemberRepository,
  PreviewService,
  Readings,
  type Attributes,
  type Base,
  type Decision,
  type MemberRecord,
  type Reader,
} from '@siku/master-data';
import type { Evidence } from '@siku/matching';
import { Database, Problem } from '@siku/platform';
import type { TaskDecisionKind } from '../decision/decision.dto.js';
import { DisputeRepository, type Dispute } from '../dispute/dispute.repository.js';
import { shownPreview, type ShownPreview } from '../record/shown-preview.js';
import { conflictsOf, type Conflict, type Statement } from './conflicts.js';
import { evidenceBetween, linksAmong, type Link } from './evidence.js';
import { POSSIBLE, type ReviewTask } from './review-task.js';

/** More source records than this are no picture: the graph shows these. */
const MOST_NODES = 60;

type Sources = Awaited<ReturnType<Reader['sources']>>;

/** Everything a screen about one task shows. */
export interface TaskScreen {
  task: ReviewTask;
  /** decisions it can have */
  possible: readonly TaskDecisionKind[];
  /** side by side */
  records: { record: unknown; sources: Sources['items'] }[];
  /** addresses of pictures about it */
  illustrations: string[];
  conflicts: Conflict[];
  /** of the pair that raised the question */
  evidence: { weight: number; probability: number; items: Evidence[] } | null;
  graph: { nodes: { recordId: string; dataset: string; department: string; record: string }[]; links: Link[] };
  /** what each decision would do */
  options: ({ decision: string } & ShownPreview)[];
  /** about the same records, the latest first */
  decisions: Decision[];
  dispute: Dispute | null;
}

/** A publication may take a record away while its task is shown. */
function noneOfGone(error: unknown): Pick<Sources, 'items'> {
  if (error instanceof Problem && [404, 410].includes(error.status)) return { items: [] };
  throw error;
}

@Injectable()
export class TaskScreenService {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly models: ActiveModels,
    private readonly readings: Readings,
    private readonly members: MemberRepository,
    private readonly previews: PreviewService,
    private readonly decisions: DecisionRepository,
    private readonly datasets: DatasetService,
    private readonly disputes: DisputeRepository,
  ) {}

  /** Reads within the rights of whoever asks; who was shown is in the log. */
  async screen(asking: Asking, task: ReviewTask): Promise<TaskScreen> {
    const base = await this.models.of(this.database, this.bases.get(task.base));
    const nothing: TaskScreen = {
      task,
      possible: POSSIBLE[task.kind],
      records: [],
      illustrations: [],
      conflicts: [],
      evidence: null,
      graph: { nodes: [], links: [] },
      options: [],
      decisions: [],
      dispute: null,
    };
    if (task.records.length === 0) return nothing;
    const members = await this.members.of(base, task.records);
    const profiles = await this.members.profiles(
      base,
      members.slice(0, MOST_NODES).map(({ recordId }) => recordId),
    );
    const options = await this.options(base, task, members);
    // Only what the reader answers comes from its transaction, which may have the database's one connection.
    const { records, shown } = await this.readings.read(base, asking, 'review-task', async (reader) => ({
      records: await this.sideBySide(reader, task.records),
      shown: await Promise.all(
        options.map(async ({ decision, preview }) => ({ decision, ...(await shownPreview(base, reader, preview)) })),
      ),
    }));
    const statements = await this.statements(records.flatMap(({ sources }) => sources));
    const recordIds = members.map(({ recordId }) => recordId);
    return {
      ...nothing,
      records,
      illustrations: [...new Set(records.flatMap(({ record }) => illustrationsOf(base, record)))],
      conflicts: conflictsOf(statements, pathsOf(base, task)),
      evidence: evidenceBetween(base, profiles, members, task.records),
      graph: {
        nodes: members
          .slice(0, MOST_NODES)
          .map(({ recordId, dataset, department, master }) => ({ recordId, dataset, department, record: master })),
        links: linksAmong(base, profiles),
      },
      options: shown,
      decisions: await this.decisions.about(base, recordIds),
      dispute: task.kind === 'dispute' ? await this.disputes.find(task.id) : null,
    };
  }

  /** What an answer would do, within the rights of whoever asks: nothing, where no records move. */
  async preview(asking: Asking, task: ReviewTask, decision: TaskDecisionKind): Promise<ShownPreview> {
    const base = await this.models.of(this.database, this.bases.get(task.base));
    const members = await this.members.of(base, task.records);
    const option = (await this.options(base, task, members)).find((one) => one.decision === decision);
    if (!option) return { items: [], merged: [] };
    return this.readings.read(base, asking, 'preview', (reader) => shownPreview(base, reader, option.preview));
  }

  private async sideBySide(reader: Reader, ids: readonly string[]): Promise<TaskScreen['records']> {
    const found = await Promise.all(
      ids.map(async (id) => {
        const [record] = await reader.whole([id]);
        return record ? { record, sources: (await reader.sources(id, {}).catch(noneOfGone)).items } : null;
      }),
    );
    return found.flatMap((side) => side ?? []);
  }

  private async statements(sources: Sources['items']): Promise<Statement[]> {
    const datasets = new Map<string, { department: string; trust: Record<string, number> }>();
    for (const { dataset } of sources as { dataset: string }[]) {
      if (datasets.has(dataset)) continue;
      const { definition } = await this.datasets.get(dataset);
      datasets.set(dataset, { department: definition.department, trust: definition.trust ?? {} });
    }
    return (sources as unknown as SourceItem[]).flatMap(({ recordId, dataset, statements }): Statement[] => {
      const last = statements?.findLast(({ attributes }) => attributes !== null);
      if (!last) return [];
      const since = statements!.at(-1)!.effectiveFrom;
      return [{ recordId, dataset, since, attributes: last.attributes!, ...datasets.get(dataset)! }];
    });
  }

  private async options(base: Base, task: ReviewTask, members: readonly MemberRecord[]) {
    if (task.records.length < 2) return [];
    const groups = task.records.map((id) => members.filter(({ master }) => master === id));
    return [
      { decision: 'same', preview: await this.previews.grouping(base, [members]) },
      { decision: 'different', preview: await this.previews.grouping(base, groups) },
    ];
  }
}

interface SourceItem {
  recordId: string;
  dataset: string;
  statements: { effectiveFrom: string; attributes: Record<string, unknown> | null }[] | null;
}

/** What could be in conflict: the attribute in question, or all. */
const pathsOf = (base: Base, { attribute }: ReviewTask): string[] =>
  attribute ? [attribute] : Object.keys(base.attributes).filter((path) => !path.endsWith('*'));

/** None of a record that is not shown whole. */
const illustrationsOf = ({ illustrations }: Base, record: unknown): string[] => {
  const { attributes } = (record ?? {}) as { attributes?: Attributes };
  return attributes && illustrations ? illustrations(attributes) : [];
};
