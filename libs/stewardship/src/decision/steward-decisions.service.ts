import { Injectable } from '@nestjs/common';
import { requireScope, type Principal } from '@siku/access';
import {
  DecisionService,
  MemberRepository,
  noSuchRecord,
  type Base,
  type Decision,
  type MemberRecord,
  type NewDecision,
} from '@siku/master-data';
import type { Sql } from '@siku/platform';
import { PolicyRepository } from '../policy/policy.repository.js';
import { wrongMember } from '../stewardship.errors.js';
import type { RecordName } from './decision.dto.js';

/** A decision as stewards make it: who makes it and whether it must be approved is added here. */
export type Draft = Omit<NewDecision, 'base' | 'actor' | 'needsApproval' | 'task' | 'taskOpenedIn'> &
  Partial<Pick<NewDecision, 'task' | 'taskOpenedIn'>>;

/** Decisions of stewards in a base, under its policy. */
@Injectable()
export class StewardDecisions {
  constructor(
    private readonly decisions: DecisionService,
    private readonly policies: PolicyRepository,
    private readonly members: MemberRepository,
  ) {}

  /** Throws 403 without the right to write in the base, 409 with the first decision when another steward was faster. */
  async decide(principal: Principal, base: Base, draft: Draft): Promise<Decision> {
    return this.decisions.decide(principal, base, await this.complete(principal, base, draft));
  }

  /** Prepares a decision that no ruling follows from, to be written in a transaction of somebody else's. */
  async prepare(principal: Principal, base: Base, draft: Draft): Promise<(tx: Sql) => Promise<Decision>> {
    const decision = await this.complete(principal, base, draft);
    return (tx) => this.decisions.decideWithin(tx, principal, base, decision);
  }

  /** All or none. */
  async decideAll(principal: Principal, drafts: readonly { base: Base; draft: Draft }[]): Promise<Decision[]> {
    const decisions = [];
    for (const { base, draft } of drafts) {
      decisions.push({ base, decision: await this.complete(principal, base, draft) });
    }
    return this.decisions.decideAll(principal, decisions);
  }

  private async complete(principal: Principal, base: Base, draft: Draft): Promise<NewDecision> {
    requireScope(principal, base.code, 'write');
    const { fourEyes } = await this.policies.of(base.code);
    return { task: null, taskOpenedIn: null, ...draft, base: base.code, actor: principal.id, needsApproval: fourEyes };
  }

  /** Source records of these records, a group each. Throws 404 for one that has none. */
  async groupsOf(base: Base, ids: readonly string[]): Promise<MemberRecord[][]> {
    const members = await this.members.of(base, ids);
    return ids.map((id) => {
      const group = members.filter(({ master }) => master === id);
      if (group.length === 0) throw noSuchRecord();
      return group;
    });
  }

  /** The groups a steward names, and one of those she does not. Throws 422 where they are no split of the records. */
  async split(
    base: Base,
    ids: readonly string[],
    named: readonly (readonly RecordName[])[],
  ): Promise<MemberRecord[][]> {
    const members = (await this.groupsOf(base, ids)).flat();
    const left = new Set(members);
    const groups = named.map((group, i) => {
      if (!Array.isArray(group) || group.length === 0) throw notAGroup(`#/groups/${i}`);
      return group.map((name, j) => {
        const member = members.find((one) => isNamed(one, name));
        if (!member || !left.delete(member)) throw notAGroup(`#/groups/${i}/${j}`);
        return member;
      });
    });
    if (left.size > 0) groups.push([...left]);
    if (groups.length < 2) throw notAGroup('#/groups');
    return groups;
  }
}

const isNamed = ({ recordId, dataset, sourceKey }: MemberRecord, name: RecordName): boolean =>
  typeof name === 'string' ? name === recordId : name?.dataset === dataset && name.sourceKey === sourceKey;

const notAGroup = (pointer: string) =>
  wrongMember(pointer, 'not-a-split', {
    zh: '须列出该记录的来源记录，每条只出现一次，且至少分为两组',
    en: 'must name source records of the record, each once, in at least two groups',
  });

export const recordIdsOf = (groups: readonly (readonly MemberRecord[])[]): { groups: string[][] } => ({
  groups: groups.map((group) => group.map(({ recordId }) => recordId)),
});
