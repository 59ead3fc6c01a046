import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../principal/authenticated-request.js';
import { isRefusal, RefusalLog } from './refusal-log.js';

/** Sees the refusals that handlers throw; those of the guard never come this far. */
@Injectable()
export class RefusalInterceptor implements NestInterceptor {
  constructor(private readonly refusals: RefusalLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (context.getType() !== 'http' || !isRefusal(error)) return throwError(() => error);
        const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
        return from(this.refusals.write(request, error)).pipe(mergeMap(() => throwError(() => error)));
      }),
    );
  }
}
