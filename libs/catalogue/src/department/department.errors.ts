import { Problem } from '@siku/platform';
import type { Message } from '@siku/standards';

export function departmentNotFound(): Problem {
  return new Problem(404, 'department-not-found', { zh: '没有这个部门', en: 'There is no such department' });
}

export function departmentInvalid(member: string, code: string, message: Message): Problem {
  return new Problem(400, code, message, [{ pointer: `#/${member}`, code, message }]);
}
