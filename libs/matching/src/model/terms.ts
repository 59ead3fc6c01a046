import type { Comparison, Condition, Level } from './match-model.js';

/** The words that match models are written in. */
export function comparison(name: string, zh: string, en: string, levels: Level[]): Comparison {
  return { name, title: { zh, en }, levels };
}

/** @param m, u frequencies among pairs that are the same, and among others */
export function level(
  name: string,
  zh: string,
  en: string,
  m: number,
  u: number,
  when?: Condition,
  rest: Pick<Level, 'frequency' | 'neutral' | 'fixed' | 'mostM'> = {},
): Level {
  return { name, title: { zh, en }, m, u, ...(when && { when }), ...rest };
}

/** A level by its weight of evidence in bits and its frequency u among pairs that are not the same; m follows from the two. */
export function weighed(name: string, zh: string, en: string, bits: number, u: number, when?: Condition): Level {
  return level(name, zh, en, u * 2 ** bits, u, when);
}

export function exact(field: string): Condition {
  return { test: 'exact', field };
}

export function not(condition: Condition): Condition {
  return { not: condition };
}

export function edits(field: string, atMost: number): Condition {
  return { test: 'edits', field, atMost };
}

export function jaroWinkler(field: string, atLeast: number): Condition {
  return { test: 'jaroWinkler', field, atLeast };
}
