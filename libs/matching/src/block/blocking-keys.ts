import { valuesReader } from '../model/field-values.js';
import type { BlockingRule, Profile } from '../model/match-model.js';

/** Most keys one rule may give one record. Values of several parts multiply; a record with dozens of former names must not flood the index. */
export const mostKeysPerRule = 32;

/** A rule made ready. Keys begin with its name: `rule:value|value`. */
export interface CompiledRule {
  readonly name: string;
  /** Every combination of the parts' values; none where a part is missing. */
  keys(profile: Profile): string[];
  /** Values of the fields that a key which is too frequent is refined by, one field after the other. */
  readonly refine: readonly ((profile: Profile) => readonly string[])[];
}

export function compileRule({ name, parts, refine = [] }: BlockingRule): CompiledRule {
  const start = `${name}:`;
  const readers = parts.map(valuesReader);
  return {
    name,
    refine: refine.map(valuesReader),
    keys(profile) {
      let combinations: readonly string[] = readers[0]!(profile);
      for (let i = 1; i < readers.length && combinations.length > 0; i++) {
        const values = readers[i]!(profile);
        combinations =
          combinations.length === 1 && values.length === 1
            ? [`${combinations[0]!}|${values[0]!}`]
            : combinations.flatMap((before) => values.map((value) => `${before}|${value}`));
      }
      const keys: string[] = [];
      for (let i = 0; i < combinations.length && i < mostKeysPerRule; i++) keys.push(start + combinations[i]!);
      return keys;
    },
  };
}

/**
 * All keys of a record, refined ones included: whoever keeps an index leaves out the keys that turn out too frequent, and finds the same records
 * under the refined ones.
 */
export function blockingKeys(rules: readonly BlockingRule[]): (profile: Profile) => string[] {
  const compiled = rules.map(compileRule);
  return (profile) => {
    const all: string[] = [];
    for (const rule of compiled) {
      let keys = rule.keys(profile);
      all.push(...keys);
      for (let depth = 0; depth < rule.refine.length && keys.length > 0; depth++) {
        const values = rule.refine[depth]!(profile);
        // A field the record lacks leaves its keys as they are for the fields after it.
        if (values.length === 0) continue;
        keys = keys.flatMap((key) => values.map((value) => `${key}|${value}`)).slice(0, mostKeysPerRule);
        all.push(...keys);
      }
    }
    return all;
  };
}
