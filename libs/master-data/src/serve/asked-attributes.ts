import { resolveTarget, type AttributeSpec } from '@siku/catalogue';
import { badRequest, type Problem, type ProblemDetail } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import { invalidPathOf } from '../map/record-shape.js';
import { standardiseJson } from '../standardise/json-value.js';
import { standardiserOf } from '../standardise/standardise.js';
import { withValue } from '../survive/attribute-path.js';
import { leavesOf } from './bound/named-fields.js';

interface Said {
  value?: unknown;
  /** An identifier that failed its check: compared, but proves nothing. */
  invalid?: string;
}

/**
 * Attributes that somebody asks with, in the form a delivery would give them: a number of 15 digits finds the one of 18.
 * @throws Problem 400 for names that are none, and for values that are no values of theirs, neither of them repeated
 */
export function askedAttributes(base: BaseDefinition, attributes: Attributes): Attributes {
  const asked: Attributes = {};
  const errors: ProblemDetail[] = [];
  for (const { path, value, at } of leavesOf(base, attributes, '#/attributes')) {
    if (value === null || value === undefined) continue;
    const spec = resolveTarget(base.attributes, path)!.spec;
    const said = spec.list && spec.type !== 'relations' ? list(spec, value) : one(spec, value);
    if (said === null) errors.push({ ...at, code: 'invalid-value', message: NO_VALUE });
    else if (said.value !== undefined) withValue(asked, path, said.value);
    else if (said.invalid !== undefined) {
      const failed = invalidPathOf(path);
      if (failed) withValue(asked, failed, said.invalid);
    }
  }
  if (errors.length > 0) throw wrongValues(errors);
  return asked;
}

/** null: no value of this attribute; nothing in it: no value at all. */
function one(spec: AttributeSpec, value: unknown): Said | null {
  if (spec.type === 'relations') return isRelations(spec, value) ? { value } : null;
  if (typeof value !== 'string') {
    const { value: standard } = standardiseJson({ ...spec, list: false }, value);
    return standard === undefined ? null : { value: standard };
  }
  const text = value.trim();
  if (text === '') return {};
  const { value: standard, invalid } = standardiserOf(spec)(text);
  if (standard !== undefined) return { value: standard };
  return invalid === undefined ? null : { invalid };
}

function list(spec: AttributeSpec, value: unknown): Said | null {
  if (!Array.isArray(value)) return null;
  const said = value.map((item) => one(spec, item));
  return said.includes(null) ? null : { value: said.flatMap((each) => each!.value ?? []) };
}

/** Objects whose members are text, at any depth: what records name each other by. */
const isRelations = (spec: AttributeSpec, value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => kindOf(item) === 'object' && leavesAreText(item));

const leavesAreText = (value: unknown): boolean =>
  kindOf(value) === 'object'
    ? Object.values(value as object).every(leavesAreText)
    : typeof value === 'string' || typeof value === 'number';

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

const NO_VALUE = { zh: '不是该属性的取值', en: 'is no value of this attribute' };

function wrongValues(errors: ProblemDetail[]): Problem {
  const places = errors.map((error) => ('pointer' in error ? error.pointer : '')).join(', ');
  return badRequest('invalid-value', { zh: `取值有误：${places}`, en: `wrong values: ${places}` }, errors);
}
