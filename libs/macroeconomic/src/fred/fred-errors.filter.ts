import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Problem, ProblemWitnesses, sendProblem, type ProblemDetail } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FRED_TYPES, writeFredError, type FileType } from './fred-format.js';
import { notSet } from './fred-parameters.js';

/** How FRED begins its messages. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request.  ',
  401: 'Unauthorized.  ',
  404: 'Not Found.  ',
  429: 'Too Many Requests.  ',
};

interface Asked {
  Querystring: { api_key?: unknown; file_type?: unknown };
}

/** Refusals as clients of FRED read them, who are known by not sending their key in Authorization; to others as everywhere. */
@Catch(Problem)
export class FredErrorsFilter implements ExceptionFilter<Problem> {
  constructor(private readonly witnesses: ProblemWitnesses) {}

  async catch(problem: Problem, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest<Asked>>();
    const reply = http.getResponse<FastifyReply>();
    await this.witnesses.tell(problem, request);
    const { api_key, file_type } = request.query;
    if (!isOfFred(request)) return sendProblem(problem, request, reply);
    const { status, headers } = problem;
    const type: FileType = file_type === 'json' ? 'json' : 'xml';
    await reply
      .status(status)
      .headers({
        ...headers,
        'content-type': FRED_TYPES[type],
        'cache-control': 'no-store',
        'x-request-id': request.id,
      })
      .serializer((body: unknown) => body as string)
      .send(writeFredError(status, `${TITLES[status] ?? ''}${messageOf(problem, api_key)}`, type));
  }
}

/** Without a question it is no program of theirs. */
const isOfFred = ({ headers, query }: FastifyRequest<Asked>): boolean =>
  query.api_key !== undefined || (headers.authorization === undefined && Object.keys(query).length > 0);

function messageOf({ status, text, errors }: Problem, key: unknown): string {
  if (status === 401)
    return `${key === undefined ? notSet('api_key') : 'The value for variable api_key is not registered'}.`;
  const faults = errors.map(faultOf);
  return [...new Set(faults.length > 0 ? faults : [text.en])].map((fault) => `${fault}.`).join('  ');
}

function faultOf({ parameter = '', code, message }: ProblemDetail): string {
  if (code === 'required') return notSet(parameter);
  return code === 'unknown-parameter' ? `Variable ${parameter} does not exist` : message.en;
}
