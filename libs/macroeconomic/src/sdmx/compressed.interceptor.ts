import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { takesGzip } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { map, type Observable } from 'rxjs';

/** Messages of SDMX repeat themselves: the first levels take most of it off, and cost little. */
const LEVEL = 3;

/** Answers in gzip to whoever takes it, piece by piece as they are written. */
export class Compressed implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    void reply.header('Vary', 'Accept, Accept-Encoding');
    if (!takesGzip(http.getRequest<FastifyRequest>().headers['accept-encoding'])) return next.handle();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof StreamableFile)) return answer;
        const { type } = answer.getHeaders();
        void reply.header('Content-Encoding', 'gzip');
        const packed = createGzip({ level: LEVEL });
        // What breaks off while it is written breaks the answer off: the streams are destroyed with the error.
        pipeline(answer.getStream(), packed, () => undefined);
        return new StreamableFile(packed, { type });
      }),
    );
  }
}
