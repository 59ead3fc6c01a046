import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const message = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
};

export const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', description: 'urn:siku:problem:<code>' },
    title: { type: 'string', description: 'Title of the status, in the language asked for' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, in the language asked for' },
    code: { type: 'string', description: 'Stable code' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message', 'detail'],
        properties: {
          parameter: { type: 'string', description: 'Query or path parameter, or header' },
          pointer: { type: 'string', description: 'JSON pointer into the body' },
          code: { type: 'string' },
          message,
          detail: { type: 'string' },
        },
      },
    },
  },
};

const state = { type: 'string', enum: ['up', 'down'] };
const answer = (description: string, schema: Schema, mediaType = 'application/json') => ({
  description,
  content: { [mediaType]: { schema } },
});
const operation = (operationId: string, summary: string, ok: ReturnType<typeof answer>) => ({
  get: { operationId, summary, tags: ['operations'], security: [], responses: { 200: ok } },
});

/** The routes that are no controllers. */
export const operationPaths: OpenAPIObject['paths'] = {
  '/health': operation(
    'health',
    'Whether the process lives',
    answer('It does', {
      type: 'object',
      required: ['status'],
      properties: { status: { type: 'string', enum: ['ok'] } },
    }),
  ),
  '/ready': operation(
    'ready',
    'Whether requests may be sent here: the database answers. degraded: the queue does not, and what is delivered waits for it',
    answer('It can', {
      type: 'object',
      required: ['status', 'checks'],
      properties: {
        status: { type: 'string', enum: ['ok', 'degraded'] },
        checks: { type: 'object', required: ['database', 'queue'], properties: { database: state, queue: state } },
      },
    }),
  ),
  '/metrics': operation(
    'metrics',
    'Prometheus metrics',
    answer('Text exposition format', { type: 'string' }, 'text/plain'),
  ),
  '/openapi.json': operation('openapi', 'This document', answer('OpenAPI 3.1', { type: 'object' })),
};
