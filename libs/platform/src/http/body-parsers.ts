import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { tooLarge, unsupportedMediaType } from '../problem/problem.js';
import { malformed, parseJson } from './parse-json.js';

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
