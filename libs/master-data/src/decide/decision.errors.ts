import { conflict, forbidden, notFound, type Problem } from '@siku/platform';
import type { Decision } from './decision.js';

export const noSuchDecision = (): Problem => notFound({ zh: '决定', en: 'decision' });

export const alreadyDecided = ({ id, kind, actor, madeAt }: Decision): Problem =>
  conflict(
    'already-decided',
    { zh: '另一位管理员已作出决定', en: 'Another steward has decided this already' },
    { decision: { decisionId: id, kind, actor, madeAt } },
  );

export const notToApprove = ({ requested, actor }: Decision, principal: string): Problem =>
  requested === 'approval' && actor === principal
    ? forbidden('four-eyes', { zh: '决定人不能审批自己的决定', en: 'Whoever made the decision cannot approve it' })
    : conflict('not-waiting', { zh: '该决定不在等待审批', en: 'The decision does not wait for approval' });

export const alreadyUndone = ({ id }: Decision): Problem =>
  conflict('already-undone', { zh: '该决定已撤销', en: 'This decision has been undone already' }, { decisionId: id });
