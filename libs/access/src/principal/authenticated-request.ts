import type { Principal } from './principal.js';

/** What the guard and the routes need of a Fastify request. */
export interface AuthenticatedRequest {
  readonly method: string;
  readonly ip: string;
  readonly headers: { readonly authorization?: string; readonly accept?: string };
  readonly params?: unknown;
  readonly query?: unknown;
  readonly routeOptions?: { readonly url?: string };
  /** Set by the AccessGuard; null on an open route called without credentials. */
  principal?: Principal | null;
}
