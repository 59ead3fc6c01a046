import type { NamedField } from '@siku/access';
import { badRequest } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../../base/base-definition.js';
import { resolveTarget } from '@siku/catalogue';
import { isKnownField } from '../fields.js';

/** Of a comma-separated query parameter. */
export const fieldsOfQuery = (fields: string): NamedField[] =>
  fields.split(',').map((path) => ({ path: path.trim(), at: { parameter: 'fields' } }));

/** Of the member `fields` of a body. */
export const fieldsOfBody = (fields: readonly string[]): NamedField[] =>
  fields.map((path, i) => ({ path, at: { pointer: `#/fields/${i}` } }));

/** Leaves of a nested object of attributes, each with its place in the body. Throws 400 for what is no attribute. */
export function leavesOf(
  { attributes: dictionary }: BaseDefinition,
  attributes: Attributes,
  pointer: string,
  derived: object = {},
): (NamedField & { value: unknown })[] {
  const leaves: (NamedField & { value: unknown })[] = [];
  const walk = (value: unknown, path: string, at: string): void => {
    const isLeaf = resolveTarget(dictionary, path) !== null || Object.hasOwn(derived, path);
    if (isLeaf || typeof value !== 'object' || value === null || Array.isArray(value)) {
      leaves.push({ path, value, at: { pointer: at } });
      return;
    }
    for (const [name, member] of Object.entries(value)) walk(member, `${path}.${name}`, `${at}/${name}`);
  };
  for (const [name, value] of Object.entries(attributes)) walk(value, name, `${pointer}/${name}`);
  const unknown = leaves.filter(({ path }) => !resolveTarget(dictionary, path) && !Object.hasOwn(derived, path));
  if (unknown.length > 0) throw unknownFields('unknown-member', unknown);
  return leaves;
}

/** Throws 400 for fields that are neither attributes, nor groups of them, nor derived. */
export function requireKnown(base: BaseDefinition, fields: readonly NamedField[], derived: object): void {
  const unknown = fields.filter(({ path }) => !isKnownField(base, path) && !Object.hasOwn(derived, path));
  if (unknown.length > 0) throw unknownFields('unknown-field', unknown);
}

function unknownFields(code: string, fields: readonly NamedField[]) {
  // Names of a body are a client's own words: shown as far as a name could be one.
  const names = fields.map(({ path }) => path.slice(0, 60));
  const message = { zh: `没有这些属性：${names.join('、')}`, en: `No such attributes: ${names.join(', ')}` };
  return badRequest(
    code,
    message,
    fields.map(({ at }, i) => ({
      ...at,
      code,
      message: { zh: `没有属性 ${names[i]}`, en: `There is no attribute ${names[i]}` },
    })),
  );
}
