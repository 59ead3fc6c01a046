import { applyDecorators, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { badRequest, unknownMember, unknownParameter, type Problem } from '../problem/problem.js';

const anyQueryKey = 'siku:any-query';

/** For handlers that check the query themselves, because its names are data: everything is let through to them. */
export const AnyQuery = (): MethodDecorator => applyDecorators(SetMetadata(anyQueryKey, true));

/** Nest keys the arguments of a handler `kind:index`. */
const argumentKinds = {
  query: String(RouteParamtypes.QUERY),
  body: String(RouteParamtypes.BODY),
  request: String(RouteParamtypes.REQUEST),
};

interface RouteArgument {
  index: number;
  data?: unknown;
}

/** What a handler reads of query and body: `all` (its pipe checks them), or only these names. */
interface Reads {
  query: 'all' | readonly string[];
  body: boolean;
}

/**
 * Refuses query parameters and bodies that a handler does not read. Where it reads them as a whole, the class they are read
 * into decides (input.pipe.ts).
 */
export class StrictQuery implements CanActivate {
  private readonly known = new Map<unknown, Reads>();

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const handler = context.getHandler();
    let reads = this.known.get(handler);
    if (!reads) this.known.set(handler, (reads = readsOf(context.getClass(), handler)));
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (reads.query !== 'all') refuseQueryBeside(reads.query, request.query);
    const { body } = request;
    if (!reads.body && typeof body === 'object' && body !== null && isPlain(body)) {
      const names = Object.keys(body);
      if (names.length > 0) throw unknownMembers(names.map((name) => `#/${name}`));
    }
    return true;
  }
}

/** A parsed body; a streamed one is an object as well. */
const isPlain = (body: object): boolean => Object.getPrototypeOf(body) === Object.prototype || Array.isArray(body);

/** Throws when a query has parameters other than these. */
export function refuseQueryBeside(names: readonly string[], query: unknown): void {
  const unknown = Object.keys(query ?? {}).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw unknownParameters(unknown);
}

export const unknownParameters = (names: readonly string[]): Problem =>
  badRequest(
    'unknown-parameter',
    { zh: `未知参数：${names.join('、')}`, en: `unknown parameter: ${names.join(', ')}` },
    names.map(unknownParameter),
  );

export const unknownMembers = (pointers: readonly string[]): Problem =>
  badRequest(
    'unknown-member',
    { zh: `未知成员：${pointers.join('、')}`, en: `unknown member: ${pointers.join(', ')}` },
    pointers.map(unknownMember),
  );

function readsOf(controller: object, handler: { name: string }): Reads {
  const anyQuery = Reflect.getMetadata(anyQueryKey, handler) as boolean | undefined;
  const written = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) as
    Record<string, RouteArgument> | undefined;
  const reads: { query: 'all' | string[]; body: boolean } = { query: anyQuery ? 'all' : [], body: false };
  for (const [key, { data }] of Object.entries(written ?? {})) {
    const kind = key.split(':')[0];
    // A handler that takes the request itself reads its body there (uploads); a query it still has to declare.
    if (kind === argumentKinds.body || kind === argumentKinds.request) reads.body = true;
    if (kind !== argumentKinds.query || reads.query === 'all') continue;
    if (typeof data === 'string') reads.query.push(data);
    else reads.query = 'all';
  }
  return reads;
}
