import type { Condition, FieldPart, MatchModel, Test } from '../model/match-model.js';

/** A field as some rule or test reads it. `present`: the first of its values only. */
export interface ColumnPart extends FieldPart {
  present?: boolean;
}

export const partKey = ({ field, transform, first, last, present = false }: ColumnPart): string =>
  JSON.stringify([field, transform, first, last, present]);

/** All parts of fields that a model looks at, each once; the fields as they are first, since the others are made of them. */
export function columnParts(model: MatchModel): ColumnPart[] {
  const parts = [
    ...model.exclusive.map(({ field }) => ({ field })),
    ...model.blocking.flatMap(({ parts: own, refine = [] }) => [...own, ...refine]),
    ...model.comparisons.flatMap(({ levels }) =>
      levels.flatMap(({ when, frequency }) => [
        ...(when ? testsOf(when).flatMap(partsOf) : []),
        ...(frequency === undefined ? [] : [{ field: frequency }]),
      ]),
    ),
    ...(model.contradictions ?? []).flatMap(({ when }) => testsOf(when).flatMap(partsOf)),
  ];
  const found = new Map<string, ColumnPart>();
  for (const part of [...parts.map(({ field }) => ({ field })), ...parts]) {
    if (!found.has(partKey(part))) found.set(partKey(part), part);
  }
  return [...found.values()];
}

export function testsOf(condition: Condition): Test[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}

const partsOf = (test: Test): ColumnPart[] =>
  test.against === undefined ? [test] : [test, { ...test, field: test.against }];
