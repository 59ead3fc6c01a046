import type { Attributes } from '../base/base-definition.js';

const split = new Map<string, readonly string[]>();

/** Names of a dotted path; there are as many paths as a base declares. */
function namesOf(path: string): readonly string[] {
  let names = split.get(path);
  if (!names) split.set(path, (names = path.split('.')));
  return names;
}

/** Value at a dotted path (`identifiers.uscc`), undefined where there is none. */
export function valueAt(attributes: Attributes, path: string): unknown {
  let value: unknown = attributes;
  for (const name of namesOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Attributes)[name];
  }
  return value;
}

/** Sets the value at a dotted path, making the objects on the way. */
export function withValue(attributes: Attributes, path: string, value: unknown): void {
  const names = namesOf(path);
  let target = attributes;
  for (const name of names.slice(0, -1)) target = (target[name] ??= {}) as Attributes;
  target[names.at(-1)!] = value;
}

/** A copy with the value at a dotted path; what lies beside the path is shared with the original. */
export function copyWithValue(attributes: Attributes, path: string, value: unknown): Attributes {
  const [name, ...rest] = namesOf(path);
  const inner =
    rest.length === 0 ? value : copyWithValue((attributes[name!] ?? {}) as Attributes, rest.join('.'), value);
  return { ...attributes, [name!]: inner };
}

/** Takes the value at a dotted path away. */
export function withoutValue(attributes: Attributes, path: string): void {
  const names = namesOf(path);
  const holder = names.length === 1 ? attributes : valueAt(attributes, names.slice(0, -1).join('.'));
  if (typeof holder === 'object' && holder !== null) delete (holder as Attributes)[names.at(-1)!];
}
