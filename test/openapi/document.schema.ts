/**
 * Shape of an OpenAPI 3.1 document, as far as this API makes use of the specification: what is not here would be new, and
 * has to be added knowingly. Schema objects are checked by compiling them.
 */
const text = { type: 'string' };
const extensions = { '^x-': {} };
const map = (values: object): object => ({ type: 'object', additionalProperties: values });
const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });

const closed = (properties: Record<string, object>, required: string[] = []): object => ({
  type: 'object',
  properties,
  required,
  patternProperties: extensions,
  additionalProperties: false,
});

const operation = closed(
  {
    operationId: text,
    summary: text,
    description: text,
    tags: { type: 'array', items: text },
    parameters: { type: 'array', items: ref('parameter') },
    requestBody: closed({ required: { type: 'boolean' }, description: text, content: ref('content') }, ['content']),
    responses: {
      type: 'object',
      patternProperties: { '^([1-5][0-9]{2}|default)$': ref('response') },
      additionalProperties: false,
      minProperties: 1,
    },
    security: { type: 'array', items: map({ type: 'array', items: text }) },
  },
  ['operationId', 'summary', 'responses', 'tags'],
);

export const documentSchema = {
  ...closed(
    {
      openapi: { type: 'string', pattern: String.raw`^3\.1\.\d+$` },
      info: closed({ title: text, version: text, description: text, contact: { type: 'object' } }, [
        'title',
        'version',
      ]),
      servers: { type: 'array', items: closed({ url: text }, ['url']) },
      tags: { type: 'array', items: closed({ name: text, description: text }, ['name']) },
      security: { type: 'array', items: map({ type: 'array', items: text }) },
      paths: { type: 'object', patternProperties: { '^/': ref('path') }, additionalProperties: false },
      components: closed({ schemas: map({ type: 'object' }), securitySchemes: map(ref('securityScheme')) }),
    },
    ['openapi', 'info', 'paths', 'components'],
  ),
  $defs: {
    path: closed(
      Object.fromEntries(
        ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((method) => [method, operation]),
      ),
    ),
    parameter: {
      ...closed(
        {
          name: text,
          in: { enum: ['query', 'path', 'header'] },
          required: { type: 'boolean' },
          description: text,
          schema: { type: 'object' },
          example: {},
          style: text,
          explode: { type: 'boolean' },
        },
        ['name', 'in', 'schema'],
      ),
      if: { properties: { in: { const: 'path' } } },
      then: { properties: { required: { const: true } }, required: ['required'] },
    },
    response: closed(
      {
        description: text,
        headers: map(closed({ description: text, schema: { type: 'object' } }, ['schema'])),
        content: ref('content'),
      },
      ['description'],
    ),
    content: {
      type: 'object',
      patternProperties: { '^[a-z]+/[a-z0-9.+-]+$': closed({ schema: { type: 'object' }, example: {} }, ['schema']) },
      additionalProperties: false,
    },
    securityScheme: closed({ type: { const: 'http' }, scheme: text, description: text, bearerFormat: text }, [
      'type',
      'scheme',
    ]),
  },
};
