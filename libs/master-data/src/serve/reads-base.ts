import { UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { requireScope, type Principal } from '@siku/access';

/** For controllers that deliver records of a base: credentials restricted to other bases are refused. */
export const ReadsBase = (code: string): ClassDecorator & MethodDecorator => UseGuards(new BaseScope(code));

class BaseScope implements CanActivate {
  constructor(private readonly code: string) {}

  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<{ principal: Principal }>();
    requireScope(principal, this.code, 'read');
    return true;
  }
}

/** Names a controller made for a base after the base's path: OpenAPI builds the ids of operations on it. */
export function namedAfter<T extends object>(path: string, controller: T): T {
  const words = path.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1));
  return Object.defineProperty(controller, 'name', { value: words.join('') });
}
