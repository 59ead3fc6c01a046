import type { Condition, FrequencyTable, MatchModel, Profile } from '../model/match-model.js';
import { wordsOf } from '../model/slots.js';

/** Values a table holds at most, and the fewest things a value is of to be in it: rarer ones cannot be told from chance. */
const mostValues = 2_000;
const fewestThings = 3;

/**
 * Tables of the fields that the model's levels and word tests ask for. A value counts by things, not by records: `share[i]` is the part that
 * record i is of its thing. `agreement(field)` is the chance that two different things agree on the field: what the frequent values leave of it
 * is how common the others are; null where nobody knows.
 */
export function valueFrequencies(
  model: MatchModel,
  profiles: readonly Profile[],
  share: Float32Array | null,
  agreement: (field: string) => number | null,
): Record<string, FrequencyTable> {
  const tables: Record<string, FrequencyTable> = {};
  for (const field of frequencyFields(model)) tables[field] = tableOf(profiles, field, false, share, agreement(field));
  for (const field of wordFields(model)) tables[wordsOf(field)] = tableOf(profiles, field, true, share, null);
  return tables;
}

/** Fields by whose frequency a level is adjusted. */
export function frequencyFields(model: MatchModel): string[] {
  const fields = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ frequency }) => frequency ?? []));
  return [...new Set(fields)].sort();
}

function wordFields(model: MatchModel): string[] {
  const conditions = [
    ...model.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => when ?? [])),
    ...(model.contradictions ?? []).map(({ when }) => when),
  ];
  return [...new Set(conditions.flatMap(wordTests))].sort();
}

function wordTests(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(wordTests);
  if ('any' in condition) return condition.any.flatMap(wordTests);
  if ('not' in condition) return wordTests(condition.not);
  return condition.test === 'words' || condition.test === 'wordsContained' ? [condition.field] : [];
}

function tableOf(
  profiles: readonly Profile[],
  field: string,
  words: boolean,
  share: Float32Array | null,
  agreement: number | null,
): FrequencyTable {
  const counts = new Map<string, number>();
  let total = 0;
  for (let i = 0; i < profiles.length; i++) {
    const values = profiles[i]![field];
    if (values === undefined || values.length === 0) continue;
    const part = share ? share[i]! : 1;
    total += part;
    const parts = words ? new Set(values.flatMap((value) => value.split(' '))) : values;
    for (const value of parts) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + part);
  }
  if (total === 0) return { values: {}, other: 0.5 };
  const frequent = [...counts]
    .filter(([, count]) => count >= fewestThings)
    .sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1))
    .slice(0, mostValues);
  let mass = 0;
  let squares = 0;
  const values: Record<string, number> = {};
  for (const [value, count] of frequent) {
    const frequency = Math.min(0.999, count / total);
    values[value] = rounded(frequency);
    mass += frequency;
    squares += frequency * frequency;
  }
  // Every other value as often as one thing in all has it, or, where pairs were counted, as often as two things agree on one.
  const rest = Math.max(1e-3, 1 - mass);
  const once = 1 / (total + 1);
  const counted = agreement === null ? once : Math.max((agreement - squares) / rest, Math.min(once / 100, agreement));
  return { values, other: rounded(Math.min(0.5, words ? once : Math.min(counted, (fewestThings * 1.0) / total))) };
}

/** Three digits are enough, and keep a model readable. */
function rounded(share: number): number {
  return Number(share.toPrecision(3));
}
