import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './authenticated-request.js';
import type { Principal } from './principal.js';

/** The caller, as a handler's argument: a `Principal`, or null on an `@Open()` route called without credentials. */
export const CurrentPrincipal = createParamDecorator<unknown>(
  (_data: unknown, context: ExecutionContext): Principal | null =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal ?? null,
);
