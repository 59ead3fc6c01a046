import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { credentialsMissing } from '../authentication/authentication.errors.js';
import { Authenticator } from '../authentication/authenticator.js';
import type { AuthenticatedRequest } from '../principal/authenticated-request.js';
import { ROUTE_ACCESS, type RouteAccess } from './allow.decorator.js';
import { requireRole } from './permission.js';
import { routeUndeclared } from './permission.errors.js';
import { isRefusal, RefusalLog } from './refusal-log.js';

/** Global. Finds out who calls and whether the route's `@Allow` or `@Open` lets them; a route with neither is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly refusals: RefusalLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    try {
      await this.admit(request, access);
      return true;
    } catch (error) {
      if (isRefusal(error)) await this.refusals.write(request, error);
      throw error;
    }
  }

  private async admit(request: AuthenticatedRequest, access: RouteAccess | undefined): Promise<void> {
    const { authorization, accept } = request.headers;
    request.principal = authorization === undefined ? null : await this.authenticator.authenticate(request);
    if (access === undefined) throw routeUndeclared();
    if (access === 'open') return;
    if (!request.principal)
      throw credentialsMissing(request.method === 'GET' && (accept?.includes('text/html') ?? false));
    requireRole(request.principal, access);
  }
}
