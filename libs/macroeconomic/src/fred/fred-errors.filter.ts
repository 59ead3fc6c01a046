import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Problem, ProblemWitnesses, sendProblem } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FRED_TYPES, writeFredError, type FileType } from './fred-format.js';

/** How FRED begins its messages. */
const TITLES: Readonly<Record<number, string>> = { 400: 'Bad Request.  ', 404: 'Not Found.  ' };

interface Asked {
  Querystring: { api_key?: unknown; file_type?: unknown };
}

/** Refusals as clients of FRED read them, who are known by how they send the key; to others as everywhere. */
@Catch(Problem)
export class FredErrorsFilter implements ExceptionFilter<Problem> {
  constructor(private readonly witnesses: ProblemWitnesses) {}

  async catch(problem: Problem, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest<Asked>>();
    const reply = http.getResponse<FastifyReply>();
    await this.witnesses.tell(problem, request);
    if (request.query.api_key === undefined) return sendProblem(problem, request, reply);
    const { status, text, errors, headers } = problem;
    const type: FileType = request.query.file_type === 'json' ? 'json' : 'xml';
    const details = errors.map(({ parameter, message }) => ` ${parameter ?? ''}: ${message.en}.`).join('');
    await reply
      .status(status)
      .headers({
        ...headers,
        'content-type': FRED_TYPES[type],
        'cache-control': 'no-store',
        'x-request-id': request.id,
      })
      .serializer((body: unknown) => body as string)
      .send(writeFredError(status, `${TITLES[status] ?? ''}${text.en}.${details}`, type));
  }
}
