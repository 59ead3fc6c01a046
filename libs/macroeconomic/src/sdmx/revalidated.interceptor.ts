import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { hasTag } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { from, mergeMap, type Observable } from 'rxjs';
import { ObservationRepository } from '../observation/observation.repository.js';

/**
 * What is answered of data follows from the question, the last publication, the names of indicators and the day: whoever has the answer to the same
 * question since then is told so (304).
 */
@Injectable()
export class Revalidated implements NestInterceptor {
  constructor(private readonly observations: ObservationRepository) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { url, headers } = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answered = async (answer: unknown): Promise<unknown> => {
      const { publication, definitions, changedAt } = await this.observations.state();
      const asked = [url, headers.accept, headers['accept-language']].join(' ');
      const tag = createHash('sha256').update(`${asked} ${publication} ${definitions} ${changedAt}`);
      const etag = `W/"${tag.digest('base64url').slice(0, 16)}"`;
      const modified = Math.floor(Date.parse(changedAt) / 1000) * 1000;
      void reply.header('ETag', etag).header('Last-Modified', new Date(modified).toUTCString());
      void reply.header('Cache-Control', 'private, no-cache');
      if (!isFresh(headers['if-none-match'], headers['if-modified-since'], etag, modified)) return answer;
      if (answer instanceof StreamableFile) answer.getStream().destroy();
      void reply.status(304);
      return undefined;
    };
    return next.handle().pipe(mergeMap((answer: unknown) => from(answered(answer))));
  }
}

/** An entity tag says more than a date: where there is one, the date does not count (RFC 9110). */
function isFresh(tags: string | undefined, since: string | undefined, etag: string, modified: number): boolean {
  if (tags !== undefined) return hasTag(tags, etag);
  return since !== undefined && modified <= Date.parse(since);
}
