import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { badRequest, tooLarge, unsupportedMediaType, type Problem } from '../problem/problem.js';

const jsonType = /^application\/(?:[\w.-]+\+)?json(?:\s*;.*)?$/i;

/** JSON for ordinary handlers, the raw stream for those that asked for it, nothing else. */
export function registerBodyParsers(fastify: FastifyInstance, limit: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(jsonType, async (request: FastifyRequest, payload: Readable) =>
    request.routeOptions.config.streamedBody ? payload : parseJson(await textOf(payload, limit)),
  );
  fastify.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    if (request.routeOptions.config.streamedBody) return payload;
    throw unsupportedMediaType('application/json');
  });
}

/** A body as text. @throws Problem 413, 400 for what is no UTF-8 */
export async function textOf(payload: Readable, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw malformed('不是 UTF-8', 'not UTF-8');
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

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  refuseDeep(text);
  try {
    return JSON.parse(text, refuseUnusable) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The rest of the message quotes the body.
    const position = /at position (\d+)/.exec(error.message)?.[1];
    throw malformed(position ? `第 ${position} 个字符处` : '', position ? `at position ${position}` : '');
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

const malformed = (zh: string, en: string): Problem =>
  badRequest('malformed-json', {
    zh: `内容不是合法的 JSON ${zh}`.trim(),
    en: `the body is not valid JSON ${en}`.trim(),
  });
