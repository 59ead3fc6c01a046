import { createHash, randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger as PinoLogger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import { NestLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { asProblem, internalProblem, malformedUrl } from '../problem/as-problem.js';
import { ProblemFilter, sendProblem } from '../problem/problem.filter.js';
import { ProblemWitnesses } from '../problem/problem-witnesses.js';
import { Problem, unavailable } from '../problem/problem.js';
import { registerBodyParsers } from './body-parsers.js';
import { answerBrokenRequest } from './broken-request.js';
import { registerDocumentation } from './documentation.js';
import { InputPipe } from './input.pipe.js';
import { registerOperations } from './operations.js';
import { linkPages } from './page-link.js';
import { Readiness } from './readiness.js';
import { RouteTable } from './route-table.js';
import { securityHeaders } from './security-headers.js';
import { Acceptable } from './acceptable.guard.js';
import { StrictQuery } from './strict-query.guard.js';

/** How long a request may take to arrive, headers and body; an upload goes on as long as bytes keep coming. */
const headersMilliseconds = 30_000;
/** Longer than the idle time of common load balancers, so that they close first. */
const keepAliveMilliseconds = 72_000;
/** Answers still being written when the process ends (event streams) are cut off after this time. */
const closeMilliseconds = 10_000;

const corsMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const corsHeaders = [
  'ETag',
  'Link',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Request-Id',
];

/** An application of a module (which imports PlatformModule), with everything HTTP that is the same for all of them. */
export async function createHttpApplication(
  module: Type | DynamicModule,
  configuration: Configuration,
  logger: PinoLogger,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: configuration.bodyLimit,
    trustProxy: configuration.trustProxy,
    keepAliveTimeout: keepAliveMilliseconds,
    requestTimeout: 0,
    // Its own answer is no problem document: `observe` gives one.
    return503OnClosing: false,
    http: { headersTimeout: headersMilliseconds },
    genReqId: requestId,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(asProblem(error) ?? internalProblem(), request, reply),
    multipart: false,
    // Clients of the OGC API ask for /ogc/ as for /ogc.
    routerOptions: { ignoreTrailingSlash: true },
  });
  const fastify = adapter.getInstance();
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  registerBodyParsers(fastify, configuration.bodyLimit);
  await registerPlugins(fastify, configuration);

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  if (configuration.corsOrigins.length > 0) {
    app.enableCors({ origin: configuration.corsOrigins, methods: corsMethods, exposedHeaders: corsHeaders });
  }
  observe(fastify, app.get(Metrics), logger);
  refuseWrongMethods(fastify, routes);
  linkPages(fastify);
  app.useGlobalFilters(new ProblemFilter(routes, logger, app.get(ProblemWitnesses)));
  app.useGlobalPipes(new InputPipe());
  app.useGlobalGuards(new StrictQuery(), new Acceptable());
  // What arrives while the queue is away is kept, and offered later; everything else is answered as ever.
  registerOperations(fastify, app.get(Readiness), app.get(Metrics), ['database']);
  registerDocumentation(app);
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), closeMilliseconds).unref();
  });
  return app;
}

async function registerPlugins(fastify: FastifyInstance, configuration: Configuration): Promise<void> {
  if (configuration.rateLimit > 0) {
    await fastify.register(rateLimit, {
      max: configuration.rateLimit,
      timeWindow: 60_000,
      enableDraftSpec: true,
      keyGenerator: caller,
      errorResponseBuilder: (_request, { ttl }) => tooManyRequests(Math.ceil(ttl / 1_000)),
    });
  }
  // The file store bounds a file; a form has one, and no other part of any size.
  await fastify.register(multipart, {
    limits: { fileSize: configuration.uploadLimit, files: 1, fields: 20, fieldSize: 65_536, headerPairs: 100 },
  });
}

/** A caller's own id is kept, so that one id goes through several systems; but not just any text gets into the log. */
function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Callers are told apart by key, which is not kept, or else by address. */
function caller({ headers, ip }: FastifyRequest): string {
  return headers.authorization ? createHash('sha256').update(headers.authorization).digest('base64') : ip;
}

const tooManyRequests = (seconds: number): Problem =>
  new Problem(
    429,
    'too-many-requests',
    { zh: `请求过多，请在 ${seconds} 秒后再试`, en: `too many requests; try again in ${seconds} s` },
    [],
    {},
    { 'retry-after': String(seconds) },
  );

/** For what comes over a connection that was open already. */
const ending = (): Problem =>
  unavailable('ending', { zh: '服务正在停止，请重新连接', en: 'the service is about to end; connect again' });

/** Request id and security headers on every answer; one measurement and one line in the log for each: no path, query or body. */
function observe(fastify: FastifyInstance, metrics: Metrics, logger: PinoLogger): void {
  const security = securityHeaders();
  let isEnding = false;
  fastify.addHook('preClose', async () => {
    isEnding = true;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(security).header('x-request-id', request.id);
    if (isEnding) void sendProblem(ending(), request, reply);
    else if (isReadable(request.url)) done();
    else void sendProblem(malformedUrl(), request, reply);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requests.observe(labels, reply.elapsedTime / 1_000);
    logger.info({ request: request.id, ...labels, milliseconds: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}

/** The router takes an address with a name of its own for a parameter where only the method is wrong. */
function refuseWrongMethods(fastify: FastifyInstance, routes: RouteTable): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const parametric = request.routeOptions.url?.includes('/:') && !request.is404;
    const problem = parametric ? routes.wrongMethodOfName(request.url.split('?')[0] as string, request.method) : null;
    if (problem) void sendProblem(problem, request, reply);
    else done();
  });
}

/** Whether all that is escaped in a URL is text: no halves of characters, which would be read as others, and no null character. */
function isReadable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    return !decodeURIComponent(url).includes('\0');
  } catch {
    return false;
  }
}
