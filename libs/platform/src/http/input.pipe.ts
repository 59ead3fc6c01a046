import { ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { badRequest, unknownMember, unknownParameter, type Problem, type ProblemDetail } from '../problem/problem.js';
import { chineseOf } from './constraint-messages.js';

type Place = 'parameter' | 'pointer';

/** Checks what handlers read into classes; what the class does not know is refused by name. */
export class InputPipe implements PipeTransform {
  private readonly body = validation('pointer');
  private readonly parameters = validation('parameter');

  /** What becomes of a query without parameters: the same for every request, and most reads have none. */
  private readonly withoutParameters = new Map<ArgumentMetadata['metatype'], Promise<unknown>>();

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    // What decorators of our own answer is no input.
    if (metadata.type === 'custom') return value;
    if (metadata.type === 'body') return this.body.transform(value, metadata);
    if (metadata.type !== 'query' || !isEmpty(value)) return this.parameters.transform(value, metadata);
    let checked = this.withoutParameters.get(metadata.metatype);
    if (!checked) {
      checked = this.parameters.transform(value, metadata).then((query: unknown) => Object.freeze(query));
      this.withoutParameters.set(metadata.metatype, checked);
    }
    return checked;
  }
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const validation = (place: Place): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    exceptionFactory: (errors) => invalid(errors, place),
  });

export function invalid(errors: readonly ValidationError[], place: Place): Problem {
  const details = errors.flatMap((error) => detailsOf(error, place, place === 'pointer' ? '#' : ''));
  const unknown = details.filter(({ code }) => code.startsWith('unknown-'));
  const faults = unknown.length > 0 ? unknown : details;
  const names = [...new Set(faults.map(({ parameter, pointer }) => parameter ?? pointer))];
  if (unknown.length > 0) {
    const code = place === 'pointer' ? 'unknown-member' : 'unknown-parameter';
    return badRequest(code, { zh: `未知：${names.join('、')}`, en: `unknown: ${names.join(', ')}` }, details);
  }
  const code = place === 'pointer' ? 'invalid-body' : 'invalid-parameter';
  return badRequest(code, { zh: `取值有误：${names.join('、')}`, en: `invalid: ${names.join(', ')}` }, details);
}

function detailsOf(error: ValidationError, place: Place, above: string): ProblemDetail[] {
  const { property, constraints = {}, contexts = {}, children = [] } = error;
  const path =
    place === 'pointer'
      ? `${above}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`
      : above
        ? `${above}.${property}`
        : property;
  if (error.value === undefined && Object.keys(constraints).length > 0) return [missing(place, path)];
  if (place === 'parameter' && Array.isArray(error.value) && !constraints['whitelistValidation'])
    return [repeated(path)];
  const own = Object.entries(constraints).map(([constraint, english]): ProblemDetail => {
    if (constraint === 'whitelistValidation') return place === 'pointer' ? unknownMember(path) : unknownParameter(path);
    const zh = (contexts[constraint] as { zh?: string } | undefined)?.zh ?? chineseOf(english);
    const code = constraint.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return { [place]: path, code, message: { zh: `${path} ${zh}`, en: english } };
  });
  // Several constraints may say one thing: a form, and that there is such a day.
  const said = own.filter(({ message }, i) => own.findIndex((other) => other.message.en === message.en) === i);
  return [...said, ...children.flatMap((child) => detailsOf(child, place, path))];
}

/** A query that has a parameter twice is read as a list, and no parameter is one. */
const repeated = (path: string): ProblemDetail => ({
  parameter: path,
  code: 'repeated-parameter',
  message: { zh: `${path} 出现了不止一次`, en: `${path} is given more than once` },
});

/** Of what is not there no constraint holds: one sentence says so. */
const missing = (place: Place, path: string): ProblemDetail => ({
  [place]: path,
  code: 'required',
  message: { zh: `缺少 ${path}`, en: `${path} is missing` },
});
