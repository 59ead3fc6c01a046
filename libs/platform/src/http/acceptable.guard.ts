import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { preferredType } from './accept.js';

/** Where @nestjs/swagger keeps what a handler is described to answer; it exports no name for it. */
const ANSWERS = 'swagger/apiResponse';

/** Query parameters that name a format, whatever Accept says. */
const FORMATS = ['format', 'file_type'];

interface DescribedAnswer {
  content?: Record<string, unknown>;
  type?: unknown;
  schema?: unknown;
}

/** Refuses with 406 who takes nothing of what a route is described to answer. Handlers that choose by Accept do so themselves. */
export class Acceptable implements CanActivate {
  private readonly known = new Map<unknown, readonly string[]>();

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const { headers, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers.accept === undefined || FORMATS.some((name) => name in (query as object))) return true;
    const handler = context.getHandler();
    let types = this.known.get(handler);
    if (!types) this.known.set(handler, (types = typesOf(context.getClass(), handler)));
    const [first, ...others] = types;
    if (first !== undefined) preferredType(headers.accept, [first, ...others]);
    return true;
  }
}

/** Media types of a handler's successes; none where it has none, or chooses among them itself. */
function typesOf(controller: object, handler: { name: string }): readonly string[] {
  const answers = Reflect.getMetadata(ANSWERS, handler) as Record<string, DescribedAnswer> | undefined;
  const types = Object.entries(answers ?? {})
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content, type, schema }]) =>
      content ? Object.keys(content) : type || schema ? ['application/json'] : [],
    );
  return types.length > 1 && readsAccept(controller, handler) ? [] : types;
}

function readsAccept(controller: object, { name }: { name: string }): boolean {
  const written = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { data?: unknown }
  >;
  return Object.entries(written).some(
    ([key, { data }]) =>
      key.split(':')[0] === String(RouteParamtypes.HEADERS) && (data === undefined || data === 'accept'),
  );
}
