import { preferredType } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badParameter } from './ogc-errors.js';

export type Format = 'json' | 'html';

/** `f`, or else what the caller would rather have; JSON when she does not say. Whoever keeps the answer is told that it depends on that. @throws Problem 406 */
export function formatOf(f: string | string[] | undefined, request: FastifyRequest, reply: FastifyReply): Format {
  void reply.header('vary', 'accept');
  if (f === 'json' || f === 'html') return f;
  if (f !== undefined) throw badParameter('f', '应为 json 或 html', 'json or html');
  return preferredType(request.headers.accept, ['application/json', 'text/html']) === 'text/html' ? 'html' : 'json';
}
