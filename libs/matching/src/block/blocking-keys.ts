import { valuesReader } from '../model/field-values.js';
import { partKey } from '../columns/column-parts.js';
import type { BlockingRule, Profile } from '../model/match-model.js';

/** Most keys one rule may give one record. Values of several parts multiply; a record with dozens of former names must not flood the index. */
export const mostKeysPerRule = 32;

/** A key of a record: `rule:value|value`. */
export interface BlockingKey {
  readonly text: string;
  /** Its first part and that part's value: the same for the keys of all rules that begin with it. */
  readonly beginning: string;
  /** With one field more: whoever shares one of these shares this one as well. */
  readonly finer: readonly BlockingKey[];
}

interface GrowingKey extends BlockingKey {
  readonly finer: GrowingKey[];
}

/**
 * Keys of a record, each with those that refine it: whoever keeps an index leaves out the keys that turn out too frequent, and finds the same
 * records under the refined ones.
 */
export function blockingKeys(rules: readonly BlockingRule[]): (profile: Profile) => BlockingKey[] {
  const compiled = rules.map(compileRule);
  return (profile) => compiled.flatMap((keys) => keys(profile));
}

/** The keys, and after each those that refine it. */
export function allKeys<Key extends { readonly finer: readonly Key[] }>(keys: readonly Key[]): Key[] {
  return keys.flatMap((key) => (key.finer.length === 0 ? [key] : [key, ...allKeys(key.finer)]));
}

/** Every combination of the parts' values, none where a part is missing; then one field of `refine` after the other. */
function compileRule({ name, parts, refine = [] }: BlockingRule): (profile: Profile) => BlockingKey[] {
  const [first, ...others] = parts.map(valuesReader);
  const refiners = refine.map(valuesReader);
  const part = partKey(parts[0]!);
  return (profile) => {
    const roots: GrowingKey[] = [];
    for (const value of first!(profile)) {
      let texts: readonly string[] = [value];
      for (const read of others) texts = texts.flatMap((before) => read(profile).map((after) => `${before}|${after}`));
      for (const text of texts.slice(0, mostKeysPerRule - roots.length))
        roots.push({ text: `${name}:${text}`, beginning: `${part}:${value}`, finer: [] });
    }
    let keys = roots;
    for (const read of refiners) {
      const finer = refined(keys, read(profile));
      // A field the record lacks leaves its keys as they are for the fields after it.
      if (finer.length > 0) keys = finer;
    }
    return roots;
  };
}

function refined(keys: readonly GrowingKey[], values: readonly string[]): GrowingKey[] {
  const all: GrowingKey[] = [];
  for (const { text, beginning, finer } of keys) {
    for (const value of values.slice(0, mostKeysPerRule - all.length)) {
      const key: GrowingKey = { text: `${text}|${value}`, beginning, finer: [] };
      finer.push(key);
      all.push(key);
    }
  }
  return all;
}
