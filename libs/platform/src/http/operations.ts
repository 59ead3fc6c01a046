import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';
import { Problem } from '../problem/problem.js';
import type { Dependency, Readiness } from './readiness.js';
import { refuseQueryBeside } from './strict-query.guard.js';

/**
 * /health, /ready and /metrics: for machines beside this one, without keys, not counted against rate limits.
 *
 * @param needed what the process is of no use without; while something else is away it is ready, and says what
 */
export function registerOperations(
  fastify: FastifyInstance,
  readiness: Readiness,
  metrics: Metrics,
  needed: readonly Dependency[],
): void {
  const config = { rateLimit: false as const };

  fastify.get('/health', { config }, async ({ query }) => {
    refuseQueryBeside([], query);
    return { status: 'ok' };
  });

  fastify.get('/ready', { config }, async ({ query }) => {
    refuseQueryBeside([], query);
    const { ready, checks } = await readiness.check(needed);
    if (ready) return { status: Object.values(checks).includes('down') ? 'degraded' : 'ok', checks };
    throw new Problem(503, 'not-ready', { zh: '服务尚未就绪', en: 'the service is not ready' }, [], { checks });
  });

  fastify.get('/metrics', { config }, async ({ query }, reply) => {
    refuseQueryBeside([], query);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
