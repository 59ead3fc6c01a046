import { initials, tokenise } from '../compare/tokens.js';
import type { DerivedField, FieldPart, Profile, Transform } from './match-model.js';

const none: readonly string[] = [];

const rewrite: Record<Transform, (value: string) => string[]> = {
  digits: (value) => [value.replace(/\D/g, '')],
  initials: (value) => [initials(value)],
  sortedInitials: (value) => [sorted(initials(value))],
  sortedCharacters: (value) => [sorted(value)],
  sortedTokens: (value) => [tokenise(value).sort().join(' ')],
  tokens: tokenise,
};

function sorted(text: string): string {
  return text.split('').sort().join('');
}

/** Values of one field as a rule or a test asks for them: rewritten, cut, without empty ones and repeats, in their order. */
export function valuesReader(part: FieldPart): (profile: Profile) => readonly string[] {
  const { field, transform, first, last } = part;
  const plain = transform === undefined && first === undefined && last === undefined;
  return (profile) => {
    const values = profile[field];
    if (values === undefined || values.length === 0) return none;
    if (plain && values.length === 1) return values[0] === '' ? none : values;
    const result: string[] = [];
    for (const value of values) {
      for (const text of transform ? rewrite[transform](value) : [value]) {
        const cut = cutOf(text, first, last);
        if (cut !== '' && !result.includes(cut)) result.push(cut);
      }
    }
    return result;
  };
}

function cutOf(text: string, first?: number, last?: number): string {
  if (first !== undefined) return text.length < first ? '' : text.slice(0, first);
  if (last !== undefined) return text.length < last ? '' : text.slice(-last);
  return text;
}

/** Adds the model's derived fields, in their order: one may build on another. */
export function deriver(derived: readonly DerivedField[]): (profile: Profile) => Profile {
  const steps = derived.map((field) => ({
    ...field,
    regex: field.pattern === undefined ? null : new RegExp(field.pattern, 'u'),
  }));
  if (steps.length === 0) return (profile) => profile;
  // Keys and features of a record are asked for one after the other.
  let last: Profile | null = null;
  let lastDerived: Profile = {};
  return (profile) => {
    if (profile === last) return lastDerived;
    const result: Record<string, readonly string[]> = { ...profile };
    for (const step of steps) {
      if (result[step.field] !== undefined) continue;
      const values: string[] = [];
      for (const value of result[step.from] ?? none) {
        const rest = without(value, result, step.without ?? none);
        const groups = step.regex ? step.regex.exec(rest) : [rest];
        const found = groups
          ? (groups.find((group, index) => group && (index > 0 || groups.length === 1)) ?? '')
          : step.otherwise;
        if (found) values.push(found);
      }
      result[step.field] = values;
    }
    last = profile;
    lastDerived = result;
    return result;
  };
}

/** Only what is left counts; a text that would be cut away whole stays whole. */
function without(value: string, profile: Profile, fields: readonly string[]): string {
  let rest = value;
  for (const field of fields) {
    // Former names bring regions and legal forms of their own; the longest that occurs is the one meant.
    let longest = '';
    for (const part of profile[field] ?? none) if (part.length > longest.length && rest.includes(part)) longest = part;
    if (longest !== '' && longest.length < rest.length) rest = rest.replace(longest, '');
  }
  return rest;
}
