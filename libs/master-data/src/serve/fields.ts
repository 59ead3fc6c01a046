import { Problem } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import { valueAt, withValue } from '../survive/attribute-path.js';

/** The paths asked for, each a known attribute or a group of them; null for all. An unknown one is 400. */
export function parseFields(base: BaseDefinition, fields: string | undefined): string[] | null {
  if (fields === undefined) return null;
  const paths = fields.split(',').map((path) => path.trim());
  const unknown = paths.filter((path) => !isKnownField(base, path));
  if (unknown.length === 0) return paths;
  const message = { zh: `没有这些属性：${unknown.join('、')}`, en: `No such attributes: ${unknown.join(', ')}` };
  throw new Problem(400, 'unknown-field', message, [{ parameter: 'fields', code: 'unknown-field', message }]);
}

/** An attribute of the dictionary, a group of them, or an identifier of a dataset's own. */
export const isKnownField = ({ attributes }: BaseDefinition, path: string): boolean =>
  Object.keys(attributes).some(
    (name) =>
      name === path || name.startsWith(`${path}.`) || (name.endsWith('x-*') && path.startsWith(name.slice(0, -1))),
  );

export function pickFields<T extends { attributes: Attributes }>(record: T, paths: readonly string[] | null): T {
  if (!paths) return record;
  const attributes: Attributes = {};
  for (const path of paths) {
    const value = valueAt(record.attributes, path);
    if (value !== undefined) withValue(attributes, path, value);
  }
  return { ...record, attributes };
}

/** Of what is said per attribute, that of the paths asked for. */
export const ofFields = <T>(said: Readonly<Record<string, T>>, paths: readonly string[]): Record<string, T> =>
  Object.fromEntries(
    Object.entries(said).filter(([name]) =>
      paths.some((path) => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`)),
    ),
  );
