import { Injectable } from '@nestjs/common';
import type { Principal } from '@siku/access';
import {
  ActiveModels,
  alreadyDecided,
  BaseRegistry,
  BatchService,
  DecisionRepository,
  MemberRepository,
  type Base,
  type Decision,
  type NewDecision,
} from '@siku/master-data';
import { Database, type Sql } from '@siku/platform';
import type { BulkDecisionBody, TaskDecisionBody, TaskDecisionKind } from '../decision/decision.dto.js';
import { recordIdsOf, StewardDecisions, type Draft } from '../decision/steward-decisions.service.js';
import { ValueRulingService } from '../decision/value-ruling.service.js';
import { claimedByAnother, notForThisTask, taskClosed, wrongMember } from '../stewardship.errors.js';
import { evidenceBetween } from './evidence.js';
import { POSSIBLE, type ReviewTask } from './review-task.js';

/** Turns the answer to a task into a decision. */
@Injectable()
export class TaskDecisionService {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly models: ActiveModels,
    private readonly stewards: StewardDecisions,
    private readonly values: ValueRulingService,
    private readonly members: MemberRepository,
    private readonly decisions: DecisionRepository,
    private readonly batches: BatchService,
  ) {}

  /** Throws 409 with the first decision where another steward was faster, 422 for an answer that does not fit. */
  async decide(
    principal: Principal,
    task: ReviewTask,
    body: TaskDecisionBody,
    idempotencyKey: string | null,
  ): Promise<Decision> {
    const earlier = await this.settled(principal, task, body.decision);
    if (earlier) return earlier;
    const base = await this.baseOf(task);
    const draft = await this.draft(principal, base, task, body, idempotencyKey);
    if (task.kind !== 'held-snapshot' || body.decision === 'return')
      return this.stewards.decide(principal, base, draft);
    // The batch knows whether it can still be confirmed: only then is there anything to write down.
    const write = await this.stewards.prepare(principal, base, draft);
    let decision: Decision | undefined;
    const alongside = async (tx: Sql): Promise<void> => void (decision = await write(tx));
    if (body.decision === 'confirm') await this.batches.confirm(principal, task.id, alongside);
    else await this.batches.cancel(principal, task.id, alongside);
    return decision!;
  }

  /** The same answer to many tasks: all or none. The same again answers the decisions made then. */
  async decideAll(
    principal: Principal,
    tasks: readonly ReviewTask[],
    { decision, reason }: BulkDecisionBody,
  ): Promise<Decision[]> {
    const drafts: { base: Base; draft: Draft }[] = [];
    const earlier = new Map<string, Decision>();
    for (const task of tasks) {
      const one = await this.settled(principal, task, decision);
      if (one) {
        earlier.set(task.id, one);
        continue;
      }
      const base = await this.baseOf(task);
      drafts.push({ base, draft: await this.draft(principal, base, task, { decision, reason }, null) });
    }
    const made = await this.stewards.decideAll(principal, drafts);
    return tasks.flatMap(({ id }) => earlier.get(id) ?? made.find(({ task }) => task === id) ?? []);
  }

  /**
   * The decision that a task was closed by, whose records may be merged since; null where it is still to be decided. Throws 409 where it is
   * another steward's, or another answer.
   */
  private async settled(
    principal: Principal,
    { status, decision }: ReviewTask,
    asked: TaskDecisionKind,
  ): Promise<Decision | null> {
    if (status !== 'closed' || !decision) return null;
    const earlier = (await this.decisions.find(decision.decisionId))!;
    if (earlier.actor !== principal.id || earlier.kind !== asked) throw alreadyDecided(earlier);
    return earlier;
  }

  /** With the model in force, which is the one that asked. */
  private baseOf({ base }: ReviewTask): Promise<Base> {
    return this.models.of(this.database, this.bases.get(base));
  }

  private async draft(
    principal: Principal,
    base: Base,
    task: ReviewTask,
    body: TaskDecisionBody,
    idempotencyKey: string | null,
  ): Promise<Draft> {
    const { id, kind, assignee, claimedUntil, openedIn } = task;
    const { decision, reason } = body;
    if (!POSSIBLE[kind].includes(decision)) throw notForThisTask(decision, POSSIBLE[kind]);
    if (task.status === 'closed' && !task.decision) throw taskClosed();
    if (assignee !== null && assignee !== principal.id) throw claimedByAnother(assignee, claimedUntil!);
    return {
      kind: decision,
      reason,
      task: id,
      taskOpenedIn: openedIn,
      detail: { ...(await this.evidence(base, task)), ...(body.department && { department: body.department }) },
      idempotencyKey,
      ruling: await this.ruling(base, task, body),
      supersedes: await this.superseded(task, decision),
    };
  }

  private async ruling(base: Base, task: ReviewTask, body: TaskDecisionBody): Promise<NewDecision['ruling']> {
    const { records, attribute } = task;
    switch (body.decision) {
      case 'same':
        return recordIdsOf([(await this.stewards.groupsOf(base, records)).flat()]);
      case 'different':
        return recordIdsOf(await this.stewards.groupsOf(base, records));
      case 'split':
        return recordIdsOf(await this.stewards.split(base, records, body.groups ?? []));
      case 'override':
        if (body.value === undefined) throw valueMissing();
        return this.values.ruling(base, records[0]!, { ...body, path: attribute!, doubted: false });
      case 'investigate':
        return this.values.ruling(base, records[0]!, { ...body, path: attribute!, doubted: true });
      default:
        return null;
    }
  }

  /** What the steward saw, without the values: they are read again within the rights of whoever reads it. */
  private async evidence(
    base: Base,
    { kind, records, weight, attribute }: ReviewTask,
  ): Promise<Record<string, unknown>> {
    const about = { kind, records, ...(attribute && { attribute }) };
    if (weight === null) return about;
    const members = await this.members.of(base, records);
    const profiles = await this.members.profiles(
      base,
      members.map(({ recordId }) => recordId),
    );
    const items = evidenceBetween(base, profiles, members, records)?.items ?? [];
    const evidence = items.map(({ comparison, level, weight: bits }) => ({ comparison, level, weight: bits }));
    return { ...about, weight, model: base.model.version, evidence };
  }

  /** An answer takes the mark of being under investigation away. */
  private async superseded({ id }: ReviewTask, decision: TaskDecisionKind): Promise<string[]> {
    if (decision === 'return' || decision === 'investigate') return [];
    const earlier = await this.decisions.onTask(id);
    return earlier.filter(({ kind, undoneBy }) => kind === 'investigate' && !undoneBy).map((one) => one.id);
  }
}

const valueMissing = () =>
  wrongMember('#/value', 'value-missing', {
    zh: '请给出取值（null 表示无）',
    en: 'say which value; null: there is none',
  });
