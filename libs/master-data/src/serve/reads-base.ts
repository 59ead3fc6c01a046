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

/** Names a controller made for a base after the base's path: OpenAPI builds the ids of operations on it. */
export function namedAfter<T extends object>(path: string, controller: T): T {
  const words = path.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1));
  return Object.defineProperty(controller, 'name', { value: words.join('') });
}
