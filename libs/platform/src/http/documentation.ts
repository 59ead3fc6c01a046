import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { operationPaths, problemSchema } from './documentation.schema.js';
import { refuseQueryBeside } from './strict-query.guard.js';

/** The OpenAPI 3.1 document of an application. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Siku 四库')
    .setDescription("Master data of a city's four foundation databases")
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key or JWT' })
    .addSecurityRequirements('bearer');
  const document = SwaggerModule.createDocument(app, builder.build());
  const problem = {
    description: 'Problem details (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  };
  document.paths = { ...document.paths, ...operationPaths };
  for (const [template, path] of Object.entries(document.paths)) {
    for (const operation of [path.get, path.put, path.post, path.patch, path.delete]) {
      if (!operation) continue;
      operation.responses = { ...operation.responses, default: problem };
      // A handler of several paths declares the parts of the longest.
      const stands = (parameter: object): boolean =>
        !('in' in parameter && parameter.in === 'path' && 'name' in parameter) ||
        template.includes(`{${String(parameter.name)}}`);
      operation.parameters = operation.parameters?.filter(stands) ?? [];
    }
  }
  return document;
}

/** Swagger UI is served from the installed package: no page here loads anything from elsewhere. */
const assets: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>Siku API</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`;
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

/** Style attributes are what Swagger UI draws its layout with; scripts come from here only. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** /openapi.json for machines, /docs for people. */
export function registerDocumentation(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  let document: string | undefined;

  fastify.get('/openapi.json', async ({ query }, reply) => {
    refuseQueryBeside([], query);
    // Written at the first request: the routes of all modules are known only when the application has started.
    document ??= JSON.stringify(describeApi(app));
    return reply.type('application/json; charset=utf-8').send(document);
  });
  fastify.get('/docs', async ({ query }, reply) => {
    refuseQueryBeside([], query);
    return reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(page);
  });
  fastify.get('/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  for (const [name, mediaType] of Object.entries(assets)) {
    fastify.get(`/docs/${name}`, async (_request, reply) =>
      reply.type(mediaType).send(readFileSync(join(folder, name))),
    );
  }
}
