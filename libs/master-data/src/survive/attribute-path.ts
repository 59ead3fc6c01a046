import type { Attributes } from '../base/base-definition.js';

/** Value at a dotted path (`identifiers.uscc`), undefined where there is none. */
export function valueAt(attributes: Attributes, path: string): unknown {
  let value: unknown = attributes;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Attributes)[name];
  }
  return value;
}

/** Sets the value at a dotted path, making the objects on the way. */
export function withValue(attributes: Attributes, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop()!;
  let target = attributes;
  for (const name of names) target = (target[name] ??= {}) as Attributes;
  target[last] = value;
}
