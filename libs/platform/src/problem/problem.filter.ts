import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import type { RouteTable } from '../http/route-table.js';
import { asProblem, internalProblem } from './as-problem.js';
import { inLanguage, languageOf, type Language } from './language.js';
import type { ProblemWitnesses } from './problem-witnesses.js';
import { Problem } from './problem.js';
import { statusTitle } from './status-title.js';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** RFC 9457 document of a problem, in the reader's language; `errors` carry both. */
export function problemDocument(problem: Problem, language: Language, requestId: string): Record<string, unknown> {
  return {
    type: `urn:siku:problem:${problem.code}`,
    title: inLanguage(statusTitle(problem.status), language),
    status: problem.status,
    detail: inLanguage(problem.text, language),
    code: problem.code,
    requestId,
    ...(problem.errors.length > 0 && {
      errors: problem.errors.map((error) => ({ ...error, detail: inLanguage(error.message, language) })),
    }),
    ...problem.members,
  };
}

/** Answers a request with a problem. */
export async function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const language = languageOf(request.headers['accept-language']);
  const vary = [reply.getHeader('vary') ?? [], 'accept-language'].flat().join(', ');
  await reply
    .status(problem.status)
    .headers({ ...problem.headers, 'content-type': problemMediaType, 'content-language': language })
    .headers({ 'cache-control': 'no-store', vary, 'x-request-id': request.id })
    .serializer((body: unknown) => body as string)
    .send(JSON.stringify(problemDocument(problem, language, request.id)));
}

/** Turns whatever was thrown into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly logger: Logger,
    private readonly witnesses: ProblemWitnesses,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = request.is404 ? this.unrouted(request, error) : (asProblem(error) ?? internalProblem());
    if (problem.status === 500 || problem.status === 507) {
      this.logger.error(
        { request: request.id, method: request.method, route: request.routeOptions.url, error },
        'request failed',
      );
    }
    await this.witnesses.tell(problem, request);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer cannot be taken back; breaking the connection is the one way left to say that it is half.
      reply.raw.destroy();
      return;
    }
    await sendProblem(problem, request, reply);
  }

  /** No route: because of the path, or only because of the method? */
  private unrouted(request: FastifyRequest, error: unknown): Problem {
    const known = asProblem(error);
    if (known && known.status !== 404) return known;
    const path = request.url.split('?')[0] as string;
    const wrongMethod = this.routes.wrongMethod(path);
    if (wrongMethod) return wrongMethod;
    const below = this.routes.below(path);
    const text =
      below.length === 0
        ? { zh: '没有这个地址', en: 'there is nothing at this address' }
        : {
            zh: '此地址本身不可读取，其下可用的接口见 below',
            en: 'there is nothing at this address itself; `below` lists what is below it',
          };
    return new Problem(404, 'no-such-route', text, [], below.length === 0 ? {} : { below });
  }
}
