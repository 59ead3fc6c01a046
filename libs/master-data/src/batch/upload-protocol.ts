import { languageOf, problemDocument, Problem, problemMediaType } from '@siku/platform';
import { Server } from '@tus/server';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { protocolProblem } from './resumable-upload.errors.js';

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

/** The tus server, whose refusals are problem documents (RFC 9457) like all others: status as the protocol demands it, sentences ours. */
export class UploadProtocol<Caller> extends Server {
  private readonly exchanges = new AsyncLocalStorage<Exchange<Caller>>();

  constructor(options: Options) {
    super({ ...options, onResponseError: async (_, error) => this.remember(error) });
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

  /** The protocol has answers of its own; anything else is a 500 that says nothing of it. */
  private remember(error: Error | { status_code: number; body: string }): { status_code: number; body: string } {
    if (error instanceof Problem) this.exchange().thrown = error;
    return 'status_code' in error ? error : { status_code: 500, body: '' };
  }

  private exchange(): Exchange<Caller> {
    const exchange = this.exchanges.getStore();
    if (!exchange) throw new Error('an upload without a caller');
    return exchange;
  }
}
