import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { catchError, of, type Observable } from 'rxjs';

/** Nothing is as asked. */
export class NoResults extends Error {}

/** An empty result is no error: SDMX REST answers it with 204. */
export class EmptyResult implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof NoResults)) throw error;
        void context.switchToHttp().getResponse<FastifyReply>().status(204);
        return of(undefined);
      }),
    );
  }
}
