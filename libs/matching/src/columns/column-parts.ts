import type { Condition, FieldPart, Level, MatchModel, Test } from '../model/match-model.js';

/** A field as some rule or test reads it. `present`: the first of its values only. */
export interface ColumnPart extends FieldPart {
  present?: boolean;
}

export const partKey = ({ field, transform, first, last, present = false }: ColumnPart): string =>
  JSON.stringify([field, transform, first, last, present]);

/** All parts of fields that a model looks at, each once. */
export interface ModelParts {
  /** What records are compared by, the parts first that the first questions ask for. */
  compared: ColumnPart[];
  /** What they are blocked by only, the fields as they are that others are made of, and identifiers. */
  apart: ColumnPart[];
}

/** What each comparison has to have a value of to say anything. */
export function comparedParts(model: MatchModel): ColumnPart[][] {
  return model.comparisons.map(({ levels }) =>
    distinct(
      levels.flatMap((level) =>
        level.when && saysSomething(level, levels) ? testsOf(level.when).flatMap(partsOf) : [],
      ),
    ),
  );
}

/** Where the last level is neutral, so is a pair that could be compared by what other neutral levels look at alone. */
export function saysSomething({ neutral = false }: Level, levels: readonly Level[]): boolean {
  return !neutral || levels.at(-1)!.neutral !== true;
}

export function modelParts(model: MatchModel): ModelParts {
  const tests = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => (when ? testsOf(when) : [])));
  const compared = distinct([
    ...tests.filter(({ test, against }) => test === 'exact' && against === undefined),
    ...tests.flatMap(partsOf),
    ...model.comparisons.flatMap(({ levels }) => levels.flatMap(({ frequency }) => frequency ?? [])).map(plain),
    ...(model.contradictions ?? []).flatMap(({ when }) => testsOf(when).flatMap(partsOf)),
  ]);
  const blocked = model.blocking.flatMap(({ parts, refine = [] }) => [...parts, ...refine]);
  const identifiers = model.exclusive.map(({ field }) => plain(field));
  const known = new Set(compared.map(partKey));
  const fields = [...compared, ...blocked].map(({ field }) => plain(field));
  const apart = distinct([...identifiers, ...blocked, ...fields]).filter((part) => !known.has(partKey(part)));
  return { compared, apart };
}

const plain = (field: string): ColumnPart => ({ field });

function distinct(parts: readonly ColumnPart[]): ColumnPart[] {
  return [...new Map(parts.map((part) => [partKey(part), part] as const)).values()];
}

export function testsOf(condition: Condition): Test[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}

const partsOf = (test: Test): ColumnPart[] =>
  test.against === undefined ? [test] : [test, { ...test, field: test.against }];

/** The values as they are. */
export function isPlain({ transform, first, last, present = false }: ColumnPart): boolean {
  return transform === undefined && first === undefined && last === undefined && !present;
}
