import { valuesReader } from '../model/field-values.js';
import type { BlockingRule, Profile } from '../model/match-model.js';

/** Most keys one rule may give one record. Values of several parts multiply; a record with dozens of former names must not flood the index. */
const mostKeysPerRule = 32;

/** `rule:value|value`: every combination of the parts' values; a rule with a missing part gives nothing. */
export function blockingKeys(rules: readonly BlockingRule[]): (profile: Profile) => string[] {
  const compiled = rules.map(({ name, parts }) => ({ start: `${name}:`, parts: parts.map(valuesReader) }));
  return (profile) => {
    const keys: string[] = [];
    for (const { start, parts } of compiled) {
      let combinations: readonly string[] = parts[0]!(profile);
      for (let i = 1; i < parts.length && combinations.length > 0; i++) {
        const values = parts[i]!(profile);
        combinations = combinations.flatMap((before) => values.map((value) => `${before}|${value}`));
      }
      for (let i = 0; i < combinations.length && i < mostKeysPerRule; i++) keys.push(start + combinations[i]!);
    }
    return keys;
  };
}
