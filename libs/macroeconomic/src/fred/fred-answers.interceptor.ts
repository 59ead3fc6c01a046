import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { FredTree } from './fred-tree.js';
import { FRED_TYPES, writeFred, type FredAnswer } from './fred-format.js';

/** Writes answers as `file_type` asks; files go as they are. */
export class FredAnswers implements NestInterceptor<FredAnswer | FredTree | StreamableFile> {
  intercept(context: ExecutionContext, next: CallHandler<FredAnswer | FredTree | StreamableFile>): Observable<unknown> {
    const http = context.switchToHttp();
    const { query } = http.getRequest<FastifyRequest<{ Querystring: { file_type?: string } }>>();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof StreamableFile) return answer;
        const type = query.file_type === 'json' ? 'json' : 'xml';
        void http.getResponse<FastifyReply>().header('content-type', FRED_TYPES[type]);
        return answer instanceof FredTree ? answer.write(type) : writeFred(answer, type);
      }),
    );
  }
}
