import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { Caller } from '../principal/principal.js';

/** Roles of which a caller needs one, or `open`. */
export type RouteAccess = readonly Caller[] | 'open';

export const ROUTE_ACCESS = 'siku:route-access';

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

type RouteDecorator = ClassDecorator & MethodDecorator;

/**
 * Whoever has one of these roles may call the route. On a handler, or on a controller for all its handlers;
 * the handler's own declaration wins. No role includes another.
 */
export function Allow(...roles: [Caller, ...Caller[]]): RouteDecorator {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, roles),
    ApiBearerAuth(),
    ApiExtension('x-roles', roles),
    ApiResponse({ status: 401, description: 'Credentials are missing, unknown, expired or revoked', content: PROBLEM }),
    ApiResponse({ status: 403, description: 'The caller may not do this', content: PROBLEM }),
  );
}

/** Anybody may call the route, also without credentials; credentials that are sent must be valid all the same. */
export function Open(): RouteDecorator {
  return applyDecorators(SetMetadata(ROUTE_ACCESS, 'open' satisfies RouteAccess), ApiSecurity({}), ApiBearerAuth());
}

export const KEY_PARAMETER = 'siku:key-parameter';

/**
 * A GET route also takes the key in this query parameter, because the programs that read it know no other way. Nothing here
 * keeps the address of a request, but what stands between may: Authorization is better.
 */
export const KeyInQuery = (parameter: string): RouteDecorator => applyDecorators(SetMetadata(KEY_PARAMETER, parameter));
