import { UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { requireScope, type Principal } from '@siku/access';
import type { Observable } from 'rxjs';

/**
 * For controllers that deliver records of a base: credentials restricted to other bases are refused. An interceptor and not
 * a guard, because what is refused behind the AccessGuard reaches the audit log through the interceptor around all others.
 */
export const ReadsBase = (code: string): ClassDecorator & MethodDecorator => UseInterceptors(new BaseScope(code));

class BaseScope implements NestInterceptor {
  constructor(private readonly code: string) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal } = context.switchToHttp().getRequest<{ principal: Principal }>();
    requireScope(principal, this.code, 'read');
    return next.handle();
  }
}
