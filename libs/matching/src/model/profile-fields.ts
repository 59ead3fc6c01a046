import type { Profile } from './match-model.js';

/** Nothing and the empty text are no values. */
type Said = string | undefined | readonly (string | undefined)[];

/**
 * What is said of each item, once, in the order of the items. A loop for all fields of a profile: written out for every field, the
 * dozens of lists are what the compiler spends its time on.
 */
export function valuesOf<T>(items: readonly T[], of: (item: T) => Said): string[] {
  const values = new Set<string>();
  for (const item of items) {
    const said = of(item);
    if (typeof said === 'string') {
      if (said !== '') values.add(said);
    } else if (said) {
      for (const value of said) if (value) values.add(value);
    }
  }
  return [...values];
}

/** Every value once, in their order. */
export const distinct = (values: readonly (string | undefined)[]): string[] => valuesOf(values, itself);

const itself = (value: string | undefined): string | undefined => value;

/** The fields that have values. */
export function profileOf(fields: Record<string, readonly string[]>): Profile {
  const profile: Record<string, readonly string[]> = {};
  for (const name in fields) if (fields[name]!.length > 0) profile[name] = fields[name]!;
  return profile;
}
