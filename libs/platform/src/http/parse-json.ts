import { repeatedMembers } from '../json/repeated-members.js';
import { badRequest, type Problem } from '../problem/problem.js';

/**
 * JSON as others send it; undefined for an empty text.
 * @throws Problem 400 for what is no JSON, lies too deep, has a member twice (of two values one would be lost), or texts that are none
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  refuseDeep(text);
  try {
    const value: unknown = JSON.parse(text, refuseUnusable);
    const [twice] = repeatedMembers(text);
    if (twice !== undefined)
      throw malformed(`（成员 ${twice} 重复）`, `(the member ${twice} stands twice in an object)`);
    return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The rest of the message quotes the body.
    const position = /at position (\d+)/.exec(error.message)?.[1];
    throw malformed(position ? `第 ${position} 个字符处` : '', position ? `at position ${position}` : '');
  }
}

/** How deep members may lie within members: nothing asked for goes a tenth of it, and whatever walks through a body has to return. */
const DEEPEST = 200;

function refuseDeep(text: string): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (inText && sign === '\\') at++;
    else if (sign === '"') inText = !inText;
    else if (inText) continue;
    else if (sign === ']' || sign === '}') depth--;
    else if ((sign === '[' || sign === '{') && ++depth > DEEPEST) throw malformed('嵌套过深', 'nested too deeply');
  }
}

/** What no text in the database can hold: the null character, and halves of characters. */
const NO_TEXT = /[\0\p{Surrogate}]/u;

/** Members that would reach into an object's prototype when it is copied, and texts that are none. */
function refuseUnusable(key: string, value: unknown): unknown {
  if (
    key === '__proto__' ||
    (key === 'constructor' && typeof value === 'object' && value !== null && 'prototype' in value)
  ) {
    throw badRequest('malformed-json', { zh: `不接受成员 ${key}`, en: `the member ${key} is not accepted` });
  }
  if (NO_TEXT.test(key) || (typeof value === 'string' && NO_TEXT.test(value))) {
    throw badRequest('malformed-text', {
      zh: '文本中有空字符或不成对的代理字符',
      en: 'a text has a null character, or half of a surrogate pair',
    });
  }
  return value;
}

export const malformed = (zh: string, en: string): Problem =>
  badRequest('malformed-json', {
    zh: `内容不是合法的 JSON ${zh}`.trim(),
    en: `the body is not valid JSON ${en}`.trim(),
  });
