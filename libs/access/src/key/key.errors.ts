import { badRequest, conflict, notFound, type Problem } from '@siku/platform';

export function keyNotFound(): Problem {
  return notFound({ zh: ' API 密钥', en: 'API key' });
}

export function keyAlreadyRevoked(): Problem {
  return conflict('key-revoked', { zh: '该 API 密钥已被吊销', en: 'this API key has been revoked' });
}

export function cursorInvalid(): Problem {
  const message = { zh: 'after 不是上一页返回的游标', en: 'after is not the cursor of an earlier page' };
  return badRequest('invalid-cursor', message, [{ parameter: 'after', code: 'invalid-cursor', message }]);
}

export function departmentNeeded(): Problem {
  const message = { zh: 'uploader 角色必须指定部门', en: 'the role uploader needs a department' };
  return badRequest('department-needed', message, [{ pointer: '#/department', code: 'department-needed', message }]);
}

export function expiryPast(): Problem {
  const message = { zh: '失效时间必须晚于当前时间', en: 'the expiry must lie in the future' };
  return badRequest('expiry-past', message, [{ pointer: '#/expiresAt', code: 'expiry-past', message }]);
}
