import { badRequest, type Problem } from '@siku/platform';

/** A query parameter that cannot be followed. */
export function badParameter(parameter: string, zh: string, en: string): Problem {
  const message = { zh: `参数 ${parameter}：${zh}`, en: `parameter ${parameter}: ${en}` };
  return badRequest('invalid-parameter', message, [{ parameter, code: 'invalid-parameter', message }]);
}
