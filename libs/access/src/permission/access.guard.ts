import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { credentialsMissing } from '../authentication/authentication.errors.js';
import { isCredentialed } from '../authentication/credentials.js';
import { Authenticator } from '../authentication/authenticator.js';
import type { AuthenticatedRequest } from '../principal/authenticated-request.js';
import { KEY_PARAMETER, ROUTE_ACCESS, type RouteAccess } from './allow.decorator.js';
import { requireRole } from './permission.js';
import { routeUndeclared } from './permission.errors.js';

/** Global. Finds out who calls and whether the route's `@Allow` or `@Open` lets them; a route with neither is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, places);
    const parameter = this.reflector.getAllAndOverride<string | undefined>(KEY_PARAMETER, places);
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { accept } = request.headers;
    request.principal = isCredentialed(request, parameter)
      ? await this.authenticator.authenticate(request, parameter)
      : null;
    if (access === undefined) throw routeUndeclared();
    if (access === 'open') return true;
    if (!request.principal)
      throw credentialsMissing(request.method === 'GET' && (accept?.includes('text/html') ?? false));
    requireRole(request.principal, access);
    return true;
  }
}
