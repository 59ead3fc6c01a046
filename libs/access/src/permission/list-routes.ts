import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from './allow.decorator.js';

export interface ListedRoute {
  readonly method: string;
  /** As registered, with `:parameters`. */
  readonly path: string;
  /** `undeclared`: the guard refuses it to everybody. */
  readonly access: RouteAccess | 'undeclared';
  /** `Controller.handler`. */
  readonly handler: string;
}

/**
 * Every route of every controller, for the permission test. Routes that a plugin adds to Fastify itself never meet the
 * guard and are not listed here.
 */
export function listRoutes(app: INestApplicationContext): ListedRoute[] {
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => (isClass(metatype) ? routesOf(metatype, scanner) : []))
    .sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`, 'en'));
}

function routesOf(controller: Type, scanner: MetadataScanner): ListedRoute[] {
  const prototype = controller.prototype as Record<string, object>;
  return scanner.getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const access = (Reflect.getMetadata(ROUTE_ACCESS, handler) ??
      Reflect.getMetadata(ROUTE_ACCESS, controller) ??
      'undeclared') as RouteAccess | 'undeclared';
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    return pathsOf(controller).flatMap((prefix) =>
      pathsOf(handler).map((path) => ({
        method,
        path: `/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
        access,
        handler: `${controller.name}.${name}`,
      })),
    );
  });
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return Array.isArray(path) ? path : [path ?? '/'];
}

function isClass(metatype: unknown): metatype is Type {
  return typeof metatype === 'function';
}
