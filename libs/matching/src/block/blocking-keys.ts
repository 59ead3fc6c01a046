import { valuesOf } from '../model/field-values.js';
import type { BlockingRule, Profile } from '../model/match-model.js';

/** Most keys one rule may give one record. Values of several parts multiply; a record with dozens of former names must not flood the index. */
const mostKeysPerRule = 32;

/** `rule:value|value`: every combination of the parts' values; a rule with a missing part gives nothing. */
export function blockingKeys(rules: readonly BlockingRule[], profile: Profile): string[] {
  const keys: string[] = [];
  for (const rule of rules) {
    let combinations = [`${rule.name}:`];
    for (const [index, part] of rule.parts.entries()) {
      const values = valuesOf(profile, part);
      combinations = combinations.flatMap((start) => values.map((value) => (index === 0 ? start + value : `${start}|${value}`)));
    }
    for (let i = 0; i < combinations.length && i < mostKeysPerRule; i++) keys.push(combinations[i]!);
  }
  return keys;
}
