import { fastify } from 'fastify';
import type { Configuration } from '../configuration/configuration.js';
import type { Metrics } from '../metrics/metrics.js';
import { asProblem, internalProblem } from '../problem/as-problem.js';
import { sendProblem } from '../problem/problem.filter.js';
import { registerOperations } from './operations.js';
import type { Readiness } from './readiness.js';

/** /health, /ready and /metrics of a process that serves nothing else. */
export async function serveOperations(
  readiness: Readiness,
  metrics: Metrics,
  { host, workerPort }: Pick<Configuration, 'host' | 'workerPort'>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify();
  server.setErrorHandler(async (error, request, reply) =>
    sendProblem(asProblem(error) ?? internalProblem(), request, reply),
  );
  // Without the queue nothing reaches it.
  registerOperations(server, readiness, metrics, ['database', 'queue']);
  const url = await server.listen({ host, port: workerPort });
  return { url, close: async () => server.close() };
}
