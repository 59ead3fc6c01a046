import { asProblem, languageOf, type Logger, problemDocument, type Problem, problemMediaType } from '@siku/platform';
import { Server } from '@tus/server';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { protocolProblem, uploadWaits } from './resumable-upload.errors.js';

/** One request to the protocol's server. */
interface Exchange<Caller> {
  caller: Caller;
  acceptLanguage: string | undefined;
  requestId: string;
  /** What was thrown on the way, where it was ours. */
  thrown?: Problem;
}

type Options = ConstructorParameters<typeof Server>[0];

type Write = Server['write'];

/** As the protocol's server has it. */
type ProtocolAnswer = { status_code: number; body: string };

/** The tus server, whose refusals are problem documents (RFC 9457) like all others: status as the protocol demands it, sentences ours. */
export class UploadProtocol<Caller> extends Server {
  private readonly exchanges = new AsyncLocalStorage<Exchange<Caller>>();

  constructor(
    options: Options,
    private readonly logger: Logger,
  ) {
    super({ ...options, onResponseError: async ({ method }, error) => this.remember(method, error) });
  }

  /** Who makes the request that is being answered. */
  caller(): Caller {
    return this.exchange().caller;
  }

  /** Speaks the protocol. */
  async answer(caller: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const acceptLanguage = request.headers['accept-language'];
    const requestId = String(response.getHeader('x-request-id') ?? '');
    await this.exchanges.run({ caller, acceptLanguage, requestId }, () => this.handle(request, response));
  }

  override async write(...[context, headers, status, body]: Parameters<Write>): ReturnType<Write> {
    if (status < 400) return super.write(context, headers, status, body);
    const { thrown, acceptLanguage, requestId } = this.exchange();
    const problem = thrown ?? protocolProblem(status, body);
    const language = languageOf(acceptLanguage);
    headers.set('Content-Type', problemMediaType);
    headers.set('Content-Language', language);
    headers.set('Cache-Control', 'no-store');
    return super.write(context, headers, problem.status, JSON.stringify(problemDocument(problem, language, requestId)));
  }

  /** The protocol has answers of its own; anything else is a problem we know, or a 500 that says nothing of it. */
  private remember(method: string, error: Error | ProtocolAnswer): ProtocolAnswer {
    if ('status_code' in error) return error;
    const exchange = this.exchange();
    const problem = asProblem(error);
    exchange.thrown = (problem?.status === 507 && method === 'PATCH' ? uploadWaits() : problem) ?? undefined;
    const status = problem?.status ?? 500;
    if (status === 500 || status === 507) {
      this.logger.error({ request: exchange.requestId, route: this.options.path, error }, 'request failed');
    }
    return { status_code: status, body: '' };
  }

  private exchange(): Exchange<Caller> {
    const exchange = this.exchanges.getStore();
    if (!exchange) throw new Error('an upload without a caller');
    return exchange;
  }
}
