import { partKey } from '../columns/column-parts.js';
import { valuesReader } from '../model/field-values.js';
import type { BlockingRule, Profile } from '../model/match-model.js';

/** Most keys one rule may give one record. Values of several parts multiply; a record with dozens of former names must not flood the index. */
export const mostKeysPerRule = 32;

/** A key of a record: `rule:value|value`. */
export interface BlockingKey {
  readonly text: string;
  /** The text of the key it refines, of which everyone under this one has that one as well; its own where it refines none. */
  readonly root: string;
  /** Its first part and that part's value: the same for the keys of all rules that begin with it. */
  readonly beginning: string;
}

/**
 * All keys of a record, refined ones included: whoever keeps an index leaves out the keys that turn out too frequent, and finds the same records
 * under the refined ones.
 */
export function blockingKeys(rules: readonly BlockingRule[]): (profile: Profile) => BlockingKey[] {
  const compiled = rules.map(compileRule);
  return (profile) => compiled.flatMap((keys) => keys(profile));
}

/** Every combination of the parts' values, none where a part is missing; then one field of `refine` after the other. */
function compileRule({ name, parts, refine = [] }: BlockingRule): (profile: Profile) => BlockingKey[] {
  const [first, ...others] = parts.map(valuesReader);
  const refiners = refine.map(valuesReader);
  const part = partKey(parts[0]!);
  return (profile) => {
    let keys: BlockingKey[] = [];
    for (const value of first!(profile)) {
      const beginning = `${part}:${value}`;
      let texts: readonly string[] = [`${name}:${value}`];
      for (const read of others) texts = texts.flatMap((before) => read(profile).map((after) => `${before}|${after}`));
      for (const text of texts.slice(0, mostKeysPerRule - keys.length)) keys.push({ text, root: text, beginning });
    }
    const all = [...keys];
    for (const read of refiners) {
      const finer = refined(keys, read(profile));
      // A field the record lacks leaves its keys as they are for the fields after it.
      if (finer.length === 0) continue;
      all.push(...finer);
      keys = finer;
    }
    return all;
  };
}

function refined(keys: readonly BlockingKey[], values: readonly string[]): BlockingKey[] {
  const all: BlockingKey[] = [];
  for (const { text, root, beginning } of keys) {
    for (const value of values.slice(0, mostKeysPerRule - all.length))
      all.push({ text: `${text}|${value}`, root, beginning });
  }
  return all;
}
