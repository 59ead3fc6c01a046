import { etagOf, isKnown, type Preconditions } from './precondition.js';

/** What the routes use of Fastify's reply. */
export interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** ETag, and 304 without a body when the caller has this version. */
export function answerVersion<T>(reply: Reply, headers: Preconditions, version: number, view: T): T | undefined {
  reply.header('ETag', etagOf(version));
  if (!isKnown(headers, version)) return view;
  reply.status(304);
  return undefined;
}

/** 201 with Location, or 200. */
export function answerPut<T extends { version: number }>(reply: Reply, created: boolean, location: string, view: T): T {
  reply.status(created ? 201 : 200);
  if (created) reply.header('Location', location);
  reply.header('ETag', etagOf(view.version));
  return view;
}
