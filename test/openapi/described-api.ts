import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Record<string, unknown>;

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

export interface DescribedOperation extends Operation {
  method: string;
  path: string;
}

/** An answer as it came. */
export interface Answer {
  status: number;
  type: string;
  text: string;
  body: unknown;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true });
  ajv.addFormat('date', DATE).addFormat('date-time', INSTANT).addFormat('uuid', UUID).addFormat('binary', true);
  // OpenAPI's own, which say nothing about values. `nullable` is of 3.0 and means nothing in 3.1: ajv must not honour it.
  ajv.addVocabulary(['example', 'discriminator', 'xml', 'externalDocs']);
  ajv.removeKeyword('nullable');
  return ajv;
}

/** Members that are not described are untruths too, except where a schema says that there may be more. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  if (typeof copy['properties'] === 'object' && !('additionalProperties' in copy)) copy['additionalProperties'] = false;
  return copy;
}

/** With references that are resolved outside the document. */
const detached = (schema: unknown): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"/')) as object;

/** RFC 9457: a problem may have members of its own. */
const OPEN = new Set(['Problem']);

/** The API as its document describes it. Remembers what of it was seen. */
export class DescribedApi {
  readonly operations: readonly DescribedOperation[];
  private readonly seen = new Set<string>();
  private readonly ajv = strictAjv();
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(readonly document: ApiDocument) {
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      this.ajv.addSchema(detached(OPEN.has(name) ? schema : closed(schema)), `/${name}`);
    }
  }

  /** Fixed paths come before those with parameters, as in the router. */
  operation(method: string, path: string): DescribedOperation | undefined {
    return this.operations
      .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  }

  /** What is untrue of an answer; empty when it is as described. */
  untruths(method: string, path: string, { status, type, body }: Answer): string[] {
    const operation = this.operation(method, path);
    if (!operation) return [`${method} ${path} is not described`];
    const name = `${method} ${operation.path} ${status}`;
    this.seen.add(name);
    const described =
      operation.responses[String(status)] ?? (status >= 400 ? operation.responses['default'] : undefined);
    if (!described) return [`${name} is not described`];
    const mediaType = type.split(';')[0]!;
    if (mediaType === '') return described.content ? [`${name} should have a body`] : [];
    // An error with a description of its own has the form of all of them.
    const content = described.content ?? (status >= 400 ? operation.responses['default']?.content : undefined);
    const media = content?.[mediaType];
    if (!media) return [`${name} is not described as ${mediaType}`];
    if (!/[/+]json$/.test(mediaType)) return [];
    const validate = this.validator(`${name} ${mediaType}`, media.schema);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${name} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** Successes with JSON that nothing asked for. */
  unseen(): string[] {
    return this.operations.flatMap(({ method, path, responses }) =>
      Object.entries(responses)
        .filter(([status, { content }]) => status < '300' && content && 'application/json' in content)
        .map(([status]) => `${method} ${path} ${status}`)
        .filter((name) => !this.seen.has(name)),
    );
  }

  /** Compiles every schema of the document, which throws where one is not valid JSON Schema or refers to nothing. */
  compileAll(): void {
    for (const { method, path, responses } of this.operations) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const [type, { schema }] of Object.entries(content))
          this.validator(`${method} ${path} ${status} ${type}`, schema);
      }
    }
    for (const name of Object.keys(this.document.components.schemas)) {
      this.validator(name, { $ref: `#/components/schemas/${name}` });
    }
  }

  private validator(name: string, schema: Json): ValidateFunction {
    let validate = this.validators.get(name);
    if (!validate) {
      this.validators.set(name, (validate = this.ajv.compile(detached(closed(schema)))));
    }
    return validate;
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.:]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '[^/]+')}$`);
