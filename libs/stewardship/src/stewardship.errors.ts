import type { Base } from '@siku/master-data';
import { conflict, forbidden, notFound, preconditionFailed, unprocessable, type Problem } from '@siku/platform';
import type { Message } from '@siku/standards';

export const noSuchTask = (): Problem => notFound({ zh: '复核任务', en: 'review task' });

export const noSuchDispute = (): Problem => notFound({ zh: '争议', en: 'dispute' });

export const claimedByAnother = (assignee: string, until: string): Problem =>
  conflict(
    'claimed-by-another',
    { zh: '另一位管理员正在处理该任务', en: 'Another steward is working on this task' },
    { assignee, until },
  );

export const notYoursToGive = (): Problem =>
  forbidden('not-yours-to-give', {
    zh: '只有操作员可以把任务交给他人',
    en: 'Only an operator gives a task to somebody else',
  });

export const taskClosed = (): Problem =>
  conflict('task-closed', { zh: '该任务已不再需要决定', en: 'There is nothing to decide about this task any more' });

export const staleState = (): Problem =>
  preconditionFailed({ zh: '内容已变化，请重新读取后再决定', en: 'It has changed since it was read: read it again' });

export const notForThisTask = (kind: string, allowed: readonly string[]): Problem =>
  unprocessable(
    'decision-not-for-this-task',
    {
      zh: `此类任务可作的决定：${allowed.join('、')}`,
      en: `tasks of this kind can be decided as ${allowed.join(', ')}`,
    },
    [at('#/decision', 'not-for-this-task', { zh: `不适用：${kind}`, en: `not possible here: ${kind}` })],
  );

/** Where identity is exact nobody decides it: a record that says something else is another. */
export function requireCompared({ identity }: Base): void {
  if (identity === undefined) return;
  throw unprocessable('identity-exact', {
    zh: '该库的记录以标识属性区分，不能合并或拆分；请由报送部门更正',
    en: 'Records of this base are told apart by what identifies them and are neither merged nor split: have the department correct its row',
  });
}

/** Something in the body is not what it must be. */
export const wrongMember = (pointer: string, code: string, message: Message): Problem =>
  unprocessable(code, message, [at(pointer, code, message)]);

const at = (pointer: string, code: string, message: Message) => ({ pointer, code, message });
